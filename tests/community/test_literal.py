"""Words that are quoted are those of the contribution, character for character."""

import time
import unicodedata

import pytest

from community.literal import literal_span


def found(words: str, text: str) -> str | None:
    span = literal_span(words, text)
    return text[slice(*span)] if span is not None else None


@pytest.mark.parametrize(
    "words", ["J’écris à la main", "écris", "depuis soixante ans.", "J’écris à la main depuis soixante ans."]
)
def test_words_that_are_there_are_found(words):
    assert found(words, "J’écris à la main depuis soixante ans.") == words


@pytest.mark.parametrize(
    "words",
    [
        "j’écris",
        "J'écris",
        "J’ecris",
        "J’écris  à",
        "main depuis des",
        "J’écris … ans",
        "J’écris\u200b à",
        "",
        "   ",
        "\n",
    ],
)
def test_words_that_are_not_there_as_they_are_given_are_not_found(words):
    assert found(words, "J’écris à la main depuis soixante ans.") is None


@pytest.mark.parametrize("of_the_text", ["NFC", "NFD"])
@pytest.mark.parametrize("of_the_words", ["NFC", "NFD"])
def test_accents_may_be_composed_or_not_and_those_of_the_text_stay(of_the_text, of_the_words):
    text = unicodedata.normalize(of_the_text, "Voilà : « l’été où tout était à inventer »")
    words = unicodedata.normalize(of_the_words, "l’été où tout était")

    assert found(words, text) == unicodedata.normalize(of_the_text, "l’été où tout était")


def test_a_letter_is_not_quoted_without_its_accent():
    assert found("ete", unicodedata.normalize("NFD", "un été")) is None
    assert found("e", unicodedata.normalize("NFD", "é")) is None
    assert found("pas", "pas\u0301 pas") == "pas"
    assert literal_span("pas", "pas\u0301 pas") == (5, 8)


def test_signs_that_only_look_alike_are_not_the_same():
    assert found("ﬁn", "La fin") is None
    assert found("1", "x²") is None


def test_ends_of_lines_are_as_in_the_text_whatever_a_text_field_makes_of_them():
    assert found("un\ndeux", "zéro\r\nun\r\ndeux\r\ntrois") == "un\r\ndeux"


def test_a_bidirectional_control_is_a_character_like_another():
    assert found("abc", "ab\u202ec") is None
    assert found("ab\u202ec", "ab\u202ec") == "ab\u202ec"


def test_twenty_thousand_combining_characters_take_no_time():
    text = "e" + "\u0301\u0323" * 10_000
    began = time.process_time()

    assert found(text, text) == text
    assert found("e", text) is None
    assert time.process_time() - began < 5


def test_korean_syllables_are_the_same_in_both_spellings():
    assert found(unicodedata.normalize("NFD", "한국"), "저는 한국 사람") == "한국"
