"""Two texts side by side, and what two people made of one text joined."""

import random

import pytest

from community.comparing import side_by_side, words_changed
from community.merging import Touching, merged, sentences, whole


def marked(before, after):
    """Both sides as text, with - around what was removed and + around what was added."""
    rows = side_by_side(before, after)
    signs = {"same": "", "removed": "-", "added": "+"}

    def side(pieces):
        return "".join(f"{signs[piece.kind]}{piece.words}{signs[piece.kind]}" for piece in pieces)

    return [(side(row.before), side(row.after)) for row in rows]


def test_words_that_changed_are_told_from_those_that_stayed():
    assert marked("Attendez une minute ici.", "Attendez deux longues minutes ici.") == [
        ("Attendez -une minute- ici.", "Attendez +deux longues minutes+ ici.")
    ]


def test_a_line_that_was_put_in_stands_alone():
    assert marked("Un début.\nUne fin.", "Un début.\nLe milieu.\nUne fin.") == [
        ("Un début.", "Un début."),
        ("", "+Le milieu.+"),
        ("Une fin.", "Une fin."),
    ]


def test_a_line_before_one_that_changed_leaves_that_in_its_row():
    assert marked("Débranchez la box une minute.", "D’abord du calme.\nDébranchez la box deux minutes.") == [
        ("", "+D’abord du calme.+"),
        ("Débranchez la box -une minute-.", "Débranchez la box +deux minutes+."),
    ]


def test_the_same_text_has_no_change():
    assert not any(row.is_changed for row in side_by_side("Un.\n\nDeux.", "Un.\nDeux."))
    assert words_changed("Un deux.", "Un deux.") == (0, 0)


def test_words_are_counted_and_signs_are_not():
    assert words_changed("Attendez une minute.", "Attendez une heure entière !") == (2, 1)


@pytest.mark.parametrize("text", ["a " * 10_000, "." * 20_000, ". " * 10_000, "a\n" * 10_000, "e" + "\u0301" * 19_999])
def test_hostile_texts_take_no_time(text):
    side_by_side(text, text[::-1] + "x")
    merged(text, f"{text}x", f"x{text}")


def test_changes_of_different_sentences_are_joined():
    assert whole(merged("Un. Deux. Trois.", "1. Deux. Trois.", "Un. Deux. 3.")) == "1. Deux. 3."


def test_the_same_change_by_both_is_made_once():
    assert whole(merged("Un. Deux.", "1. Deux.", "1. Deux.")) == "1. Deux."
    assert whole(merged("Un. Deux. Trois.", "1. Deux. Trois.", "1. Deux. 3.")) == "1. Deux. 3."


def test_changes_of_one_sentence_touch():
    assert merged("Un. Deux.", "Un ici. Deux.", "Un là. Deux.") == (
        Touching(base="Un.", mine="Un ici.", theirs="Un là."),
        " Deux.",
    )


def test_what_one_takes_out_and_the_other_changes_touches():
    assert merged("Un. Deux. Trois.", "Un. Trois.", "Un. Deux fois. Trois.")[1] == Touching(
        base="Deux. ", mine="", theirs="Deux fois. "
    )


def test_two_who_go_on_at_the_same_place_may_keep_both():
    start, touching = merged("Un.", "Un.\n\nMoi.", "Un.\n\nToi.")

    assert start + touching.both == "Un.\n\nToi.\n\nMoi."


def test_sentences_are_cut_without_losing_a_sign():
    chosen = random.Random(7)
    for _ in range(500):
        text = "".join(chosen.choice("ab. \n!:»…\u00a0") for _ in range(chosen.randint(0, 20)))
        assert "".join(sentences(text)) == text


def test_who_changes_alone_gets_their_own_text():
    chosen = random.Random(8)
    for _ in range(500):
        base, mine = ("".join(chosen.choice("ab. \n") for _ in range(12)) for _ in range(2))
        assert whole(merged(base, mine, base)) == mine
        assert whole(merged(base, base, mine)) == mine


def test_nothing_of_either_text_is_lost():
    chosen = random.Random(9)
    said = ["Un. ", "Deux. ", "Trois. ", "Quatre.\n", "Cinq. "]
    for round in range(300):
        base = "".join(said)
        place, other = chosen.randrange(5), chosen.randrange(5)
        mine = "".join([*said[:place], f"Moi {round}. ", *said[place:]])
        theirs = "".join([*said[:other], f"Toi {round}. ", *said[other:]])

        pieces = merged(base, mine, theirs)
        text = "".join(piece if isinstance(piece, str) else piece.mine + piece.theirs for piece in pieces)

        assert f"Moi {round}." in text
        assert f"Toi {round}." in text
