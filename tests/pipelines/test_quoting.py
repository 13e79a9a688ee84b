"""Sentences as they stand in a text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.quoting import sentences_in, sentences_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ouvrez le capot. Puis attendez.", ("Ouvrez le capot.", "Puis attendez.")),
        (
            "1. Débranchez la box.\n2) Attendez 30 s.\n- Rebranchez-la",
            ("Débranchez la box.", "Attendez 30 s.", "Rebranchez-la"),
        ),
        ("Appelez M. Durand au 3900. Il sait.", ("Appelez M. Durand au 3900.", "Il sait.")),
        ("La version 2.4 suffit ? Oui !", ("La version 2.4 suffit ?", "Oui !")),
        ("Il a dit « Attendez. » Puis rien…", ("Il a dit « Attendez. »", "Puis rien…")),
        ("Allez sur orange.fr puis validez", ("Allez sur orange.fr puis validez",)),
        ("---\n\n …", ()),
        ("", ()),
    ],
)
def test_a_text_is_cut_into_its_sentences(text, expected):
    assert sentences_in(text) == expected


def test_an_item_of_a_list_is_known_as_such():
    opened, item, rest = sentences_of("Voici :\n- Débranchez. Attendez.")

    assert [opened.is_item, item.is_item, rest.is_item] == [False, True, False]


@given(st.text(alphabet="zé1 .!?…«»-*\n)", max_size=120))
def test_each_sentence_stands_in_the_text_where_it_says(text):
    found = sentences_of(text)

    assert all(text[one.start : one.end] == one.words and one.words.strip() == one.words for one in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))


@given(st.text(alphabet="zé1 .!?…«»-*\n)", max_size=120))
def test_no_letter_is_lost_between_two_sentences(text):
    kept = "".join(sentences_in(text))

    assert [c for c in kept if c.isalpha()] == [c for c in text if c.isalpha()]
