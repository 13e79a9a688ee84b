"""What three copied lines change in how a hand is read."""

import numpy as np
import pytest

from locales import translation
from modalities.handwriting import Hand, Ink, adapted, is_far
from pages._my_hand import LINES
from tests.fixtures import hand

TO_COPY = {language: [translation(language).gettext(line) for line in LINES] for language in ("fr", "en")}
LINES = ("Voyez le brick géant", "près du wharf, à 25 mètres.", "Où êtes-vous donc ?")


def steep(strokes, slant):
    leaning = [stroke.copy() for stroke in strokes]
    for stroke in leaning:
        stroke[:, 0] -= slant * (stroke[:, 1] - 90)
    return leaning


def test_a_hand_that_is_read_well_is_left_as_it_is(reader):
    learnt = adapted([(hand.ink(line), line) for line in LINES], reader, language="fr")

    assert learnt.hand == Hand()
    assert not learnt.is_better
    assert learnt.before == learnt.after <= 0.05


def test_what_is_learnt_reads_fewer_letters_wrongly(reader):
    copies = [(hand.ink_of(steep(hand.strokes(line, jitter=2.5), 1.1)), line) for line in LINES]

    learnt = adapted(copies, reader, language="fr")

    assert learnt.after < learnt.before
    assert learnt.is_better
    assert learnt.hand != Hand()


def test_what_reads_a_line_is_not_worse_on_a_line_that_was_not_copied(reader):
    copies = [(hand.ink_of(steep(hand.strokes(line, jitter=2.5), 1.1)), line) for line in LINES]
    other = "Ma Livebox clignote depuis hier"
    ink = hand.ink_of(steep(hand.strokes(other, jitter=2.5, seed=5), 1.1))

    learnt = adapted(copies, reader, language="fr")

    before = reader.read_ink(ink, language="fr").text
    after = reader.read_ink(ink, language="fr", hand=learnt.hand).text
    wrong = [sum(a != b for a, b in zip(text.ljust(40), other.ljust(40), strict=False)) for text in (before, after)]
    assert wrong[1] <= wrong[0]


def test_nothing_can_be_learnt_from_nothing(reader):
    with pytest.raises(ValueError, match="no line"):
        adapted([], reader)
    assert adapted([(hand.ink_of([np.array([[1.0, 1, 0, 0.5]])]), "oui")], reader).after == 1.0


PHONE = 280 - 20  # canvas pixels of a sheet 360 pixels wide, less a small margin
SMALL = 20  # pixels, the height of an « a » between rulings 64 apart


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_line_to_copy_fits_on_the_sheet_of_a_phone(language):
    for line in TO_COPY[language]:
        width = max(stroke[:, 0].max() for stroke in hand.strokes(line, x=0)) / hand.X_HEIGHT

        assert width * SMALL <= PHONE


@pytest.mark.parametrize(("language", "signs"), [("fr", "éèêàùç’€25"), ("en", "é’258")])
def test_the_lines_to_copy_hold_the_signs_that_matter(language, signs):
    assert set(signs) <= set("".join(TO_COPY[language]))


@pytest.mark.parametrize("slant", [0.0, 1.1, -0.8])
@pytest.mark.parametrize("jitter", [0.0, 5.0])
def test_a_clumsy_copy_is_near_the_line_that_was_asked_for(reader, slant, jitter):
    for language, lines in TO_COPY.items():
        for line in lines:
            ink = hand.ink_of(steep(hand.strokes(line, jitter=jitter, seed=1), slant))

            assert not is_far(ink, line, reader, language=language)


def test_another_line_is_far_from_the_one_that_was_asked_for(reader):
    for language, lines in TO_COPY.items():
        for line in lines:
            others = [other for every in TO_COPY.values() for other in every if other != line]

            assert all(is_far(hand.ink(other), line, reader, language=language) for other in others)


def test_half_a_line_a_scribble_and_nothing_are_far_from_it(reader):
    line = TO_COPY["fr"][0]
    scribble = hand.ink_of([np.array([[x, 60 + 30 * (x % 8 == 0), x, 0.5] for x in range(40, 240, 4)], float)])

    for ink in (hand.ink(line[:6]), scribble, Ink(strokes=(), width=10.0, height=10.0)):
        assert is_far(ink, line, reader, language="fr")
