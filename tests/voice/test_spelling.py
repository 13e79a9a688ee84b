"""How a word is spelled to somebody."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modalities.voice import spelled
from modalities.voice._spoken import spoken

FRENCH = {
    "Livebox": "L, I, V, E, B, O, X",
    "Anne": "A, deux N, E",
    "été": "E accent aigu, T, E accent aigu",
    "e\u0301te\u0301": "E accent aigu, T, E accent aigu",
    "Noël": "N, O, E tréma, L",
    "forêt": "F, O, R, E accent circonflexe, T",
    "où": "O, U accent grave",
    "français": "F, R, A, N, C cédille, A, I, S",
    "œuvre": "E dans l’O, U, V, R, E",
    "www": "trois W",
    "USB-C": "U, S, B, tiret, C",
    "5G": "cinq, G",
    "2026": "deux, zéro, deux, six",
    "0033": "zéro, zéro, trois, trois",
    "l'été": "L, apostrophe, E accent aigu, T, E accent aigu",
    "jo_75@a.fr": "J, O, tiret bas, sept, cinq, arobase, A, point, F, R",
    "aB3!": "A, B majuscule, trois, point d’exclamation",
    "Wi-Fi": "W majuscule, I, tiret, F majuscule, I",
    "la box": "L, A, espace, B, O, X",
    "50 %": "cinq, zéro, espace, pour cent",
    "ok 😀": "O, K, espace, un dessin",
    "": "",
    " \n\x00\u200b": "",
}
ENGLISH = {
    "Orange": "O, R, A, N, G, E",
    "Anna": "A, double N, A",
    "www": "triple W",
    "café": "C, A, F, E acute",
    "aB3": "A, capital B, three",
    "a-b_c": "A, hyphen, B, underscore, C",
    "it's": "I, T, apostrophe, S",
}


@pytest.mark.parametrize(("word", "said"), FRENCH.items())
def test_a_french_word_is_spelled(word, said):
    assert spelled(word, "fr") == said


@pytest.mark.parametrize(("word", "said"), ENGLISH.items())
def test_an_english_word_is_spelled(word, said):
    assert spelled(word, "en") == said


@pytest.mark.parametrize("word", [*FRENCH, *ENGLISH])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_spelled_is_said_as_it_stands(word, language):
    letters = spelled(word, language)

    assert spoken(letters, language).text == letters


@settings(deadline=None)
@given(st.text(), st.sampled_from(["fr", "en"]))
def test_whatever_is_written_can_be_spelled(text, language):
    letters = spelled(text, language)

    assert len(letters) <= 40 * len(text)
    letters.encode()
