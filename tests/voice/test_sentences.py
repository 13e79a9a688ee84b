"""Where a text is cut for reading aloud."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modalities.voice import sentences
from modalities.voice._sentences import LONGEST

FRENCH = {
    "Bonjour ! Ça va ? Oui.": ["Bonjour !", "Ça va ?", "Oui."],
    "M. Dupont a appelé Mme. Durand. Elle dort.": ["M. Dupont a appelé Mme. Durand.", "Elle dort."],
    "La box, la télé, etc. Puis le reste.": ["La box, la télé, etc.", "Puis le reste."],
    "La box, la télé, etc. sont éteintes.": ["La box, la télé, etc. sont éteintes."],
    "Elle émet en 2,4 GHz et 5.2 GHz. Voilà.": ["Elle émet en 2,4 GHz et 5.2 GHz.", "Voilà."],
    "Voir le n° 12. Merci.": ["Voir le n° 12.", "Merci."],
    "Tél. 39 00, p. ex. le soir, c.-à-d. tard.": ["Tél. 39 00, p. ex. le soir, c.-à-d. tard."],
    "Allez sur https://www.orange.fr/a.b?c=d! Puis lisez.": ["Allez sur https://www.orange.fr/a.b?c=d!", "Puis lisez."],
    "Euh… je ne sais pas… Enfin si.": ["Euh… je ne sais pas…", "Enfin si."],
    "Attendez... Encore.": ["Attendez...", "Encore."],
    "« Appuyez. » Il appuie.": ["« Appuyez. »", "Il appuie."],
    "« Pourquoi ? » demande-t-elle. Bien.": ["« Pourquoi ? » demande-t-elle.", "Bien."],
    "Quoi ?! Non !!!": ["Quoi ?!", "Non !!!"],
    "J. Martin répond. Oui.": ["J. Martin répond.", "Oui."],
    "1. Ouvrez.\n2. Fermez\n- la box\n• le téléphone": ["1. Ouvrez.", "2. Fermez", "- la box", "• le téléphone"],
    "Une ligne\ncoupée au milieu.\nUne autre": ["Une ligne coupée au milieu.", "Une autre"],
    "Titre\n\nsuite du texte": ["Titre", "suite du texte"],
    "Voici :\n\n---\n\nOui.": ["Voici : ---", "Oui."],
    "😀": ["😀"],
    "Oui 😀": ["Oui 😀"],
    "": [],
    " \n\t ": [],
}

ENGLISH = {
    "Mr. Smith saw Dr. Jones at 3.5 GHz. Fine.": ["Mr. Smith saw Dr. Jones at 3.5 GHz.", "Fine."],
    "Use a cable, e.g. the red one. Done!": ["Use a cable, e.g. the red one.", "Done!"],
    '"Really?" he said. "Yes."': ['"Really?" he said.', '"Yes."'],
    "No. I will not.": ["No.", "I will not."],
}


@pytest.mark.parametrize(("text", "expected"), FRENCH.items())
def test_french_is_cut_where_one_breathes(text, expected):
    assert list(sentences(text, "fr")) == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH.items())
def test_english_is_cut_where_one_breathes(text, expected):
    assert list(sentences(text, "en")) == expected


def test_a_very_long_sentence_is_cut_at_its_commas():
    clause = "après avoir débranché la box et compté jusqu'à dix,"
    text = " ".join([clause] * 12)

    pieces = sentences(text, "fr")

    assert len(pieces) > 1
    assert all(piece.endswith(",") and len(piece) <= LONGEST for piece in pieces)


@pytest.mark.parametrize("text", ["mot " * 1_000, "x" * 1_000, "a,b" * 1_000])
def test_without_a_comma_it_is_cut_all_the_same(text):
    assert max(map(len, sentences(text, "fr"))) <= LONGEST


@settings(deadline=None)
@given(st.text(), st.sampled_from(["fr", "en"]))
def test_nothing_of_the_text_is_lost(text, language):
    pieces = sentences(text, language)

    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(0 < len(piece) <= LONGEST and piece == piece.strip() for piece in pieces)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["M.", "Oui", "non", "2,4", ".", "!", "…", "»", "«", "\n", "1.", "-", ",", "etc."])))
def test_nothing_of_a_text_full_of_marks_is_lost(tokens):
    text = " ".join(tokens)

    assert "".join("".join(sentences(text, "fr")).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "text", ["Bonjour. " * 11_000, "é" * 100_000, ". " * 50_000, "\n" * 100_000, " " * 99_999 + "\n"]
)
def test_a_hundred_thousand_characters_are_cut_too(text):
    assert "".join("".join(sentences(text, "fr")).split()) == "".join(text.split())
