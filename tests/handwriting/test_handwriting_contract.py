"""What every handwriting recogniser does, the scripted one and the real one alike."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from errors import UnknownBackend
from modalities import available, handwriting, load
from modalities.handwriting import Hand
from modalities.handwriting._drawing import draw_line
from tests.fixtures import hand

SENTENCE = "Où est ma facture d'été ?"


@pytest.fixture(params=available(handwriting))
def recogniser(request):
    model = str(request.getfixturevalue("tiny_trocr")) if request.param == "trocr" else None
    return load(handwriting, request.param, model=model, unknown_option="is accepted")


@pytest.fixture(scope="module")
def written():
    return draw_line(hand.strokes(SENTENCE), Hand()).picture


def test_a_line_of_writing_is_read_with_its_words_and_their_places(recogniser, written):
    read = recogniser.read(written, language="fr")

    assert (read.modality, read.engine, read.language) == ("handwriting", recogniser.name, "fr")
    assert read.text.replace("’", "'") == SENTENCE
    assert " ".join(word.text for word in read.words) == read.text
    assert 0 < read.confidence <= 1
    assert all(0 <= word.confidence <= 1 for word in read.words)
    assert read.seconds >= 0


def test_words_stand_in_the_picture_from_left_to_right(recogniser, written):
    boxes = [word.box for word in recogniser.read(written).words if word.box is not None]

    assert boxes or recogniser.name == "trocr"  # which says nothing of places
    assert all(0 <= left < right <= written.shape[1] for left, _top, right, _bottom in boxes)
    assert boxes == sorted(boxes)


def test_other_readings_are_other_and_given_once(recogniser, written):
    read = recogniser.read(written, language="fr")

    for others, text in [
        (read.alternatives, read.text),
        *((word.alternatives, word.text) for word in read.words),
    ]:
        texts = [other.text for other in others]
        assert text not in texts
        assert len(set(texts)) == len(texts)
        assert all(other.confidence is None or 0 <= other.confidence <= 1 for other in others)


def test_blank_paper_says_nothing(recogniser):
    read = recogniser.read(np.full((48, 300), 255, np.uint8), language="fr")

    assert (read.text, read.words, read.confidence) == ("", (), None)


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (48, 10_000), (300, 40)])
def test_no_shape_of_a_picture_is_too_odd(recogniser, shape):
    read = recogniser.read(np.zeros(shape, np.uint8))

    assert isinstance(read.text, str)


def test_the_picture_is_left_as_it_was(recogniser, written):
    before = written.copy()

    recogniser.read(written)

    assert np.array_equal(before, written)


def test_several_may_read_at_once(recogniser, written):
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda _: recogniser.read(written, language="fr").text, range(8)))

    assert len(set(texts)) == 1


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(UnknownBackend, match="rapidocr"):
        load(handwriting, "telepathy")
