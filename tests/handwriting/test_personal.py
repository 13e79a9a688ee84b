"""What three copied lines change in how a hand is read."""

import numpy as np
import pytest

from modalities.handwriting import Hand, adapted
from tests.fixtures import hand

LINES = ("Voyez le brick géant", "près du wharf, à 25 mètres.", "Où êtes-vous donc ?")


def steep(strokes, slant):
    leaning = [stroke.copy() for stroke in strokes]
    for stroke in leaning:
        stroke[:, 0] -= slant * (stroke[:, 1] - 90)
    return leaning


def test_a_hand_that_is_read_well_is_left_as_it_is(reader):
    learnt = adapted([(hand.ink(line), line) for line in LINES], reader, language="fr")

    assert learnt.hand == Hand()
    assert learnt.before == learnt.after <= 0.05


def test_what_is_learnt_reads_fewer_letters_wrongly(reader):
    copies = [(hand.ink_of(steep(hand.strokes(line, jitter=2.5), 1.1)), line) for line in LINES]

    learnt = adapted(copies, reader, language="fr")

    assert learnt.after < learnt.before
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
