"""What may stand in a card, and the card in words."""

import xml.etree.ElementTree as ET
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from modalities.picture._wording import clean, drawable, drawn_sources, quote_of
from vocabulary import Answer, Source

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def source(title, author, number=1):
    return Source(id=str(number), thread="1", title=title, author=author, quote="Oui.", link="/question?id=1")


@given(ANY_TEXT)
def test_any_text_is_fit_for_xml_once_clean(text):
    element = ET.fromstring(f"<a b='{escape(clean(text))}'>{escape(drawable(text))}</a>")

    assert element.get("b") == clean(text)
    assert (element.text or "") == drawable(text)


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


def test_ordinary_french_is_left_as_it_is():
    sentence = "Où est l’œil\u00a0? «\u00a0Ici\u00a0», coûte 3\u00a0€ — déjà\u00a0!"

    assert clean(sentence) == drawable(sentence) == sentence


def test_a_narrow_space_is_drawn_with_one_that_every_font_has():
    assert clean("que faire\u202f?") == "que faire\u202f?"
    assert drawable("que faire\u202f?") == "que faire\u00a0?"


def test_lines_become_one():
    assert clean(" Un\n\tdeux\r\ntrois ") == "Un deux trois"


def test_letters_and_accents_are_joined_for_drawing_only():
    assert drawable("e\u0301te\u0301") == "été"
    assert clean("e\u0301te\u0301") == "e\u0301te\u0301"


def test_a_pile_of_accents_is_lowered():
    assert drawable("x" + "\u0316" * 50) == "x" + "\u0316" * 3


def test_each_title_and_author_is_named_once_and_the_most_useful_first():
    sources = (source("B", "Ana"), source("A", "Léo"), source("B", "Ana", 2), source("C", "Zoé"), source("D", "Zoé"))

    named = drawn_sources(Answer(text="", sources=sources))

    assert [(one.title, one.author) for one in named] == [("B", "Ana"), ("A", "Léo"), ("C", "Zoé")]


def test_an_answer_without_source_is_quoted_itself():
    assert quote_of(Answer(text="Oui, chaque mois.", known=True)) == "Oui, chaque mois."
