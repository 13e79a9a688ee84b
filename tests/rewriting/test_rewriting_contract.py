"""What every rewriter promises, held by each file in ``modalities/rewriting``."""

from threading import Event

import pytest

from modalities import available, load, rewriting

PASSAGES = ["Débranchez la Livebox, attendez 10 secondes.", "Appelez le 3900."]


@pytest.fixture(scope="module", params=available(rewriting))
def rewriter(request):
    model = str(request.getfixturevalue("nonsense")) if request.param == "transformers" else None
    return load(rewriting, request.param, model=model, unknown_option="is accepted")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pieces_come_and_end(rewriter, language):
    pieces = list(rewriter.rewrite("Que faire ?", PASSAGES, language=language, stop=Event()))

    assert all(isinstance(piece, str) for piece in pieces)


def test_it_ends_soon_when_it_is_stopped(rewriter):
    stop = Event()
    stop.set()

    assert len("".join(rewriter.rewrite("Que faire ?", PASSAGES * 3, language="fr", stop=stop))) < 100


def test_it_may_be_left_in_the_middle_and_asked_again(rewriter):
    begun = rewriter.rewrite("Que faire ?", PASSAGES, language="fr", stop=Event())
    next(begun, None)
    begun.close()

    assert isinstance(list(rewriter.rewrite("Que faire ?", PASSAGES, language="fr", stop=Event())), list)


def test_it_says_who_writes(rewriter):
    assert rewriter.name in available(rewriting)
    assert rewriter.model
