"""Figures as bars: words and numbers, in the order of the choices."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from modalities import load, picture
from modalities.picture import card as drawing
from tests.picture.test_card import HOSTILE, LABELS, LINK, NINON, SVG, known, said
from vocabulary import Answer, Figure

VOTES = (
    Figure(label="Pour", count=15, sign="vote_for"),
    Figure(label="Contre", count=3, sign="vote_against"),
    Figure(label="Sans avis", count=0, sign="vote_abstain"),
)
QUESTION = "Faut-il un clavier ?"
VOTED = Answer(text="", known=True, title=QUESTION, sources=(NINON,), figures=VOTES, figures_about=QUESTION)


@pytest.fixture(scope="module")
def painter():
    return load(picture, "card")


def drawn(painter, answer):
    return painter.draw(answer, link=LINK, labels=LABELS)


def bars(svg):
    """The width of each row's track, and of what is filled of it."""
    found = [one for one in ET.fromstring(svg).iter(f"{SVG}rect") if one.get("height") == "30"]
    return [(float(one.get("width")), one.get("fill") == drawing.ACCENT) for one in found]


def test_each_figure_has_its_words_its_number_and_a_bar(painter):
    card = drawn(painter, VOTED)

    assert said(card.svg).startswith("Faut-il un clavier ? Pour 15 Contre 3 Sans avis 0 ")
    widths = bars(card.svg)
    assert [filled for _width, filled in widths] == [False, True, False, True, False]
    assert widths[3][0] / widths[2][0] == pytest.approx(3 / 15, abs=0.01)


def test_the_text_alternative_is_the_table(painter):
    alt = drawn(painter, VOTED).alt

    assert alt.startswith(
        "Faut-il un clavier ?\n– Pour\u00a0: 15.\n– Contre\u00a0: 3.\n– Sans avis\u00a0: 0.\n22 votes"
    )


def test_beside_other_words_the_chart_says_what_was_voted_on(painter):
    card = drawn(painter, replace(known("Attendez."), figures=VOTES, figures_about=QUESTION))

    for words in (said(card.svg), card.alt):
        order = ["Attendez.", QUESTION, "Pour", "15"]
        assert sorted(order, key=words.index) == order


def test_no_vote_at_all_leaves_every_bar_empty(painter):
    none = tuple(replace(figure, count=0) for figure in VOTES)

    assert not any(filled for _width, filled in bars(drawn(painter, replace(VOTED, figures=none)).svg))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_labels_and_huge_numbers_neither_break_a_chart_nor_leave_it(painter, text):
    figures = (Figure(label=text, count=10**12), Figure(label=text, count=1))

    card = drawn(painter, replace(VOTED, figures=figures, figures_about=text, title=""))

    root = ET.fromstring(card.svg)
    assert not [element for element in root.iter() if element.tag.rsplit("}")[-1] in {"script", "b", "foreignObject"}]
    assert float(root.get("height")) < 3_000 * drawing.SCALE
    assert all(width > 0 for width, _filled in bars(card.svg))
