"""What every embedder promises, held by each file in ``modalities/meaning``."""

import random
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modalities import available, load, meaning

ODD = [
    "",
    " \n\t",
    "\u200b\u2060",
    "?",
    "😀👩‍👩‍👧",
    "\ud800",
    "a\u0301" * 5000,
    "x" * 50_000,
    "mot " * 10_000,
    "\x00\x07",
    "字" * 3000,
]


@pytest.fixture(scope="module", params=available(meaning))
def embedder(request):
    model = str(request.getfixturevalue("tiny_folder")) if request.param == "transformers" else None
    return load(meaning, request.param, model=model, unknown_option="is accepted")


def test_each_text_gets_a_row_of_length_one(embedder):
    for vectors in (embedder.passages(["la box", "le réseau"]), embedder.questions(["la box", "le réseau"])):
        assert vectors.dtype == np.float32
        assert vectors.shape == (2, embedder.dimensions)
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_text_gives_no_row(embedder):
    assert embedder.passages([]).shape == embedder.questions([]).shape == (0, embedder.dimensions)


@pytest.mark.parametrize("empty", ["", " \n\t", "\u200b\u2060", "\x00"])
def test_a_text_without_anything_to_see_gives_zeros_among_others(embedder, empty):
    vectors = embedder.passages(["la box", empty, "le réseau"])

    assert not vectors[1].any()
    assert vectors[0].any()
    assert vectors[2].any()


def test_whatever_the_text_no_number_is_missing(embedder):
    for vectors in (embedder.passages(ODD), embedder.questions(ODD)):
        lengths = np.linalg.norm(vectors, axis=1)
        assert np.isfinite(vectors).all()
        assert (np.isclose(lengths, 1, atol=1e-5) | (lengths == 0)).all()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_any_text_at_all_gives_a_vector_or_zeros(embedder, text):
    (vector,) = embedder.questions([text])

    assert np.isfinite(vector).all()
    assert np.isclose(np.linalg.norm(vector), 1, atol=1e-5) or not vector.any()


def test_a_text_has_the_same_vector_alone_and_among_others(embedder):
    texts = ["la box ne marche plus", "facture", "le voyant est rouge " * 4, *(f"facture {n}" for n in range(40))]
    random.Random(0).shuffle(texts)

    together = embedder.passages(texts)

    alone = np.concatenate([embedder.passages([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-5)


def test_several_may_ask_at_once(embedder):
    texts = [[f"la box {n}"] * (1 + n % 3) for n in range(16)]

    with ThreadPoolExecutor(4) as pool:
        at_once = list(pool.map(embedder.questions, texts))

    assert all(
        np.allclose(found, embedder.questions(text), atol=1e-5) for found, text in zip(at_once, texts, strict=True)
    )


def test_it_says_who_it_is(embedder):
    assert embedder.name in available(meaning)
    assert embedder.model
    assert "\n" not in embedder.model
