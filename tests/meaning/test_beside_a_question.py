"""The network that reads a question and a passage together: the same in training and in the café, and silent where it
was not made for the model."""

import numpy as np
import pytest
import torch

from modalities.meaning import _onnx, transformers
from modalities.meaning._reading import LAYERS, TRIAL, Reading, stored_reading
from scripts.reading import train
from scripts.reading.exercises import Cluster, Thread
from tests.fixtures import tiny_bert

DEEP = max(LAYERS)
TEXTS = ["la box ne marche plus", "le voyant est rouge !", "how do i pay my bill ? " * 9, "\x00", "🎈", ""]


def random_text(chance: np.random.Generator, tokens: int, width: int = train.WIDTH) -> np.ndarray:
    return chance.normal(size=(tokens, len(LAYERS), width)).astype(np.float16)


def arrays_of(trial: np.ndarray, *networks: train.Network) -> dict[str, np.ndarray]:
    named = {name: one for number, network in enumerate(networks) for name, one in network.arrays(number).items()}
    return {**named, TRIAL: trial}


# -- the network ------------------------------------------------------------------------------------------------------


def test_it_reads_in_the_café_as_it_was_taught_to():
    torch.manual_seed(1)
    network = train.Network().eval()
    chance = np.random.default_rng(1)
    questions = [random_text(chance, tokens) for tokens in (3, 9)]
    passages = [random_text(chance, tokens) for tokens in (2, 30, 11)]
    with torch.inference_mode():
        pairs = ([0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2])
        wanted = network(train._padded(questions), train._padded(passages), pairs).reshape(2, 3).numpy()

    reading = Reading(arrays_of(np.ones(4), network))

    found = [
        reading.log_odds(one.astype(np.float32), [two.astype(np.float32) for two in passages]) for one in questions
    ]
    assert np.ptp(wanted) > 0.05
    assert np.allclose(found, wanted, atol=0.01)  # its weights are stored in 16 bits


def test_of_several_networks_the_mean_counts():
    torch.manual_seed(2)
    networks = [train.Network().eval() for _ in range(2)]
    chance = np.random.default_rng(2)
    question, *passages = [random_text(chance, tokens).astype(np.float32) for tokens in (4, 7, 5)]

    alone = [Reading(arrays_of(np.ones(4), one)).log_odds(question, passages) for one in networks]

    together = Reading(arrays_of(np.ones(4), *networks)).log_odds(question, passages)
    assert np.abs(alone[0] - alone[1]).max() > 0.01
    assert np.allclose(together, np.mean(alone, axis=0), atol=1e-5)


def made_up_exercises() -> tuple[list[Cluster], train.Texts, train.Texts]:
    """Each thread speaks of a thing and a wish, and so does each question; a thread answers where both are its own."""
    chance = np.random.default_rng(2)
    words = chance.normal(size=(40, len(LAYERS), train.WIDTH))
    exercises, asked, told = [], {}, {}
    for thing in range(12):
        wishes = [int(wish) for wish in chance.permutation(np.arange(20, 40))[:8]]
        threads = [Thread(title=f"{thing} {wish}", answers=[f"{thing}? {wish}"]) for wish in wishes[:4]]
        cluster = Cluster(language="fr", threads=threads, near=[f"{thing}? {wish}" for wish in wishes[4:]])
        exercises.append(cluster)
        told |= {
            one.whole: words[[thing, wish, 0]].astype(np.float16) for one, wish in zip(threads, wishes, strict=False)
        }
        asked |= {f"{thing}? {wish}": words[[thing, wish]].astype(np.float16) for wish in wishes}
    return exercises, asked, told


def test_it_can_be_taught_that_one_word_differs():
    exercises, asked, told = made_up_exercises()
    taught_on, left_out = exercises[:9], exercises[9:]

    reading = Reading(arrays_of(np.ones(4), train.taught(taught_on, asked, told, epochs=30)))

    for cluster in left_out:
        passages = [told[one.whole].astype(np.float32) for one in cluster.threads]
        for question, answer in cluster.questions:
            odds = reading.log_odds(asked[question].astype(np.float32), passages)
            assert [n for n, one in enumerate(odds) if one > 0] == ([] if answer is None else [answer])


def test_what_is_stored_was_taught_upon_the_default_model():
    reading = stored_reading()
    trial = reading._trial

    assert reading.knows(trial)
    assert not reading.knows(-trial)
    assert not reading.knows(np.ones(16, np.float32))
    assert not reading.knows(np.random.default_rng(0).normal(size=trial.shape).astype(np.float32))
    text = random_text(np.random.default_rng(1), 3).astype(np.float32)
    assert np.isfinite(reading.log_odds(text, [text])).all()


# -- with a model -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def deep_folder(tmp_path_factory):
    """A model with as many layers as are read, and weights by chance."""
    return tiny_bert.saved(tmp_path_factory.mktemp("meaning") / "deep", pooling="mean_tokens", layers=DEEP)


@pytest.fixture(scope="module")
def reading_file(deep_folder, tmp_path_factory):
    """A network by chance that was made for that model."""
    torch.manual_seed(3)
    network = train.Network(width=tiny_bert.DIMENSIONS)
    file = tmp_path_factory.mktemp("reading") / "reading.npz"
    np.savez(file, **arrays_of(transformers.load(str(deep_folder), quick=False).trial, network))
    return file


def test_a_passage_is_read_alike_alone_and_among_others(deep_folder, reading_file):
    embedder = transformers.load(str(deep_folder), reading=reading_file)

    odds = embedder.answering("le voyant est rouge ?", TEXTS)

    alone = [embedder.answering("le voyant est rouge ?", [text])[0] for text in TEXTS]
    assert np.isfinite(odds).all()
    assert len({round(float(one), 3) for one in odds[:3]}) == 3
    assert np.allclose(odds, alone, atol=1e-4)
    assert len(embedder.answering("le voyant", [])) == 0


@pytest.mark.parametrize("question", TEXTS)
def test_any_question_can_be_read(deep_folder, reading_file, question):
    embedder = transformers.load(str(deep_folder), reading=reading_file)

    assert np.isfinite(embedder.answering(question, TEXTS)).all()


def test_the_quicker_copy_reads_nearly_the_same(deep_folder, reading_file, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    model = transformers.load(str(deep_folder), reading=reading_file)
    file = _onnx.place_of(model.model.split()[-1])
    _onnx.make(model._states.network, ("input_ids", "attention_mask"), file)

    copy = transformers.load(str(deep_folder), reading=reading_file)

    assert copy.model.endswith(" int8")
    odds = [one.answering("le voyant est rouge ?", TEXTS[:3]) for one in (model, copy)]
    assert np.allclose(*odds, atol=0.1 * np.ptp(odds[0]) + 0.05)


def test_a_model_that_it_was_not_made_for_reads_nothing(tiny, deep_folder, reading_file, tmp_path):
    other = tiny_bert.saved(tmp_path / "other", pooling="mean_tokens", layers=DEEP, seed=9)

    assert tiny.answering("la box", ["la box"]) is None
    assert transformers.load(str(deep_folder)).answering("la box", ["la box"]) is None
    assert transformers.load(str(other), reading=reading_file).answering("la box", ["la box"]) is None


def test_a_model_of_english_reads_nothing(minilm):
    assert minilm.answering("How do I pay my bill?", ["Choose Bills."]) is None
