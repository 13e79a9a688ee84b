"""What the voice is given to say, row by row, and what holds for whatever is written."""

import re
import time

import pytest
import said_in_english
import said_in_french
from hypothesis import given, settings
from hypothesis import strategies as st

from modalities.voice import LONGEST_SPOKEN
from modalities.voice._spoken import spoken

LANGUAGES = st.sampled_from(["fr", "en"])
PIECES = st.sampled_from(
    [
        *said_in_french.ALL,
        *said_in_english.ALL,
        " ",
        "  ",
        ",",
        ".",
        "-",
        "/",
        ":",
        "\n",
        "0",
        "1",
        "99",
        "€",
        "%",
        "h",
        "e",
    ]
)


def heard(text: str, language: str) -> str:
    """Without the room that silent signs leave."""
    return re.sub(r" +(?=[,.] |$)", "", " ".join(spoken(text, language).text.split())).replace(" ,", ",")


@pytest.mark.parametrize(("written", "said"), said_in_french.ALL.items())
def test_french_is_said_as_people_say_it(written, said):
    assert heard(written, "fr") == said


@pytest.mark.parametrize(("written", "said"), said_in_english.ALL.items())
def test_english_is_said_as_people_say_it(written, said):
    assert heard(written, "en") == said


@pytest.mark.parametrize(
    ("text", "word", "written"),
    [
        ("En tout 10 000 personnes.", "dix", "10 000"),
        ("En tout 10 000 personnes.", "mille", "10 000"),
        ("En tout 10 000 personnes.", "personnes", "personnes"),
        ("C’est 19,99 €.", "euros", "19,99 €"),
        ("Faites le 06 12 34 56 78.", "cinquante", "06 12 34 56 78"),
        ("Le 12 mars 2026, oui", "vingt", "2026"),
        ("en 2,4 GHz", "quatre", "2,4"),
        ("en 2,4 GHz", "gigahertz", "GHz"),
        ("de 10-12 jours", "douze", "10-12"),
        ("voir https://orange.fr/a, puis", "vers", "https://orange.fr/a"),
        ("la Livebox, oui", "boxe", "Livebox"),
        ("l’ADSL !", "D", "l’ADSL"),
        ("Merci 😀 beaucoup", "beaucoup", "beaucoup"),
        ("(p. ex. ici)", "exemple", "p. ex."),
    ],
)
def test_the_word_lit_is_the_one_that_was_written(text, word, written):
    said = spoken(text, "fr")

    first, last = said.place(text, said.text.index(word))

    assert text[first:last] == written


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join)), LANGUAGES)
def test_every_character_said_comes_from_one_that_is_written(text, language):
    said = spoken(text, language)

    assert len(said.text) == len(said.origins)
    assert list(said.origins) == sorted(said.origins)
    assert all(0 <= origin < len(text) for origin in said.origins)
    assert len(said.text) <= 30 * len(text)
    said.text.encode()
    for index in range(len(said.text)):
        place = said.place(text, index)
        assert place is None or 0 <= place[0] < place[1] <= len(text)


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abdefghilmnopqrstuvéèàç", min_size=3, max_size=12)), LANGUAGES)
def test_words_without_a_figure_are_said_as_they_are_written(words, language):
    text = " ".join(words)
    known = spoken(text, language).text

    assert spoken(known, language).text == known


@pytest.mark.parametrize("text", ["Débranchez le boîtier, puis attendez.", "Le voyant est rouge : que faire ?"])
def test_plain_words_are_left_alone(text):
    assert spoken(text, "fr").text == text


@settings(deadline=None)
@given(st.lists(PIECES).map(" ".join))
def test_no_figure_is_left_to_the_voice_to_guess_twice(text):
    once = spoken(text, "fr").text

    assert spoken(once, "fr").text.split() == spoken(spoken(once, "fr").text, "fr").text.split()


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "9",
            "9 ",
            "1.",
            "12/",
            "a.",
            "a-",
            "a@",
            "a.b-",
            "www.a",
            "http://",
            "6-",
            "06 ",
            "00:",
            "X",
            "XX ",
            "M. ",
            "😀",
        ),
        *(
            "_",
            "*",
            "[](",
            "1 000 ",
            "1,",
            "€",
            "h",
            "(",
            "e\u0301",
            "\u0301",
            "\x00",
            " ",
            "\u200d",
            "²",
            "٣",
            "१",
            "ⅷ",
            "①",
        ),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_longest_text_is_made_sayable_in_no_time(piece, language):
    text = (piece * LONGEST_SPOKEN)[:LONGEST_SPOKEN]
    spoken("1", language)

    started = time.perf_counter()
    said = spoken(text, language)

    assert time.perf_counter() - started < 0.5  # s; usually a few milliseconds, on a busy machine more
    assert len(said.text) <= 30 * len(text)
