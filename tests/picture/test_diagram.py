"""Steps that branch: drawn in their place, in their words, and told as a list in lists."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from modalities import load, picture
from modalities.picture import Diagram, Edge, Node
from modalities.picture import card as drawing
from tests.picture.test_card import HOSTILE, LABELS, LINK, known, said, source, texts

STEP = "Si le voyant est rouge, débranchez la box, sinon appelez le 3900."


def diagram(*ways, otherwise="appelez le 3900", steps=(STEP,)):
    """From ``(condition, action, action…)`` each."""
    nodes, edges, before = [], [], None

    def add(words, *, is_question, start, when):
        nodes.append(Node(words=words, is_question=is_question))
        if start is not None:
            edges.append(Edge(start=start, end=len(nodes) - 1, when=when))
        return len(nodes) - 1

    for condition, *actions in ways:
        before = at = add(condition, is_question=True, start=before, when="no")
        for place, action in enumerate(actions):
            at = add(action, is_question=False, start=at, when="then" if place else "yes")
    if otherwise:
        add(otherwise, is_question=False, start=before, when="no")
    return Diagram(nodes=tuple(nodes), edges=tuple(edges), steps=steps)


RED = diagram(("Si le voyant est rouge", "débranchez la box"))
LADDER = diagram(
    ("Si le voyant est rouge", "débranchez la box", "Attendez une minute"), ("S’il est orange", "attendez"), steps=()
)


@pytest.fixture(scope="module")
def painter():
    return load(picture, "card")


def drawn(painter, answer, found):
    return painter.draw(answer, link=LINK, labels=LABELS, diagram=found)


def test_a_diagram_stands_in_the_place_of_its_step(painter):
    card = drawn(painter, known("Vérifiez le câble.", STEP, "Notez l’heure."), RED)

    words = said(card.svg)
    order = [
        "Vérifiez le câble.",
        "Si le voyant est rouge",
        "oui",
        "débranchez la box",
        "non",
        "appelez le 3900",
        "Notez",
    ]
    assert sorted(order, key=words.index) == order
    assert STEP not in words


def test_several_conditions_stand_one_under_the_other(painter):
    words = said(drawn(painter, known("Lisez ceci."), LADDER).svg)

    order = [
        "Lisez ceci.",
        "Si le voyant est rouge",
        "débranchez la box",
        "Attendez une minute",
        "S’il est orange",
        "3900",
    ]
    assert sorted(order, key=words.index) == order
    assert words.split().count("oui") == words.split().count("non") == 2


def test_the_text_alternative_has_every_step_whole_and_the_diagram_as_a_list_in_lists(painter):
    alt = drawn(painter, known("Vérifiez le câble.", STEP), replace(LADDER, steps=(STEP,))).alt

    assert f"Étape 2\u00a0: {STEP}" in alt
    assert (
        "Selon le cas\u00a0:\n"
        "– Si le voyant est rouge.\n"
        "  – oui\u00a0: débranchez la box.\n"
        "    – Attendez une minute.\n"
        "  – non\u00a0: S’il est orange.\n"
        "    – oui\u00a0: attendez.\n"
        "    – non\u00a0: appelez le 3900.\n"
    ) in alt


def test_a_quote_that_a_diagram_tells_whole_is_not_written_twice(painter):
    quoted, more = (replace(known(sources=(source(quote=quote),))) for quote in (STEP, f"{STEP} Bon courage !"))

    assert "débranchez la box, sinon" not in said(drawn(painter, quoted, RED).svg)
    assert "Bon courage" in said(drawn(painter, more, RED).svg)


def test_an_answer_that_nobody_knows_has_no_diagram(painter):
    card = drawn(painter, replace(known(STEP), known=False), RED)

    assert "rouge" not in said(card.svg) + card.alt


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("shape", ["columns", "ladder"])
def test_hostile_words_neither_break_a_diagram_nor_leave_it(painter, text, shape):
    ways = [(text, text)] if shape == "columns" else [(text, text, text), (text, text)]

    card = drawn(painter, known("Attendez."), diagram(*ways, otherwise=text, steps=()))

    root = ET.fromstring(card.svg)
    assert not [element for element in root.iter() if element.tag.rsplit("}")[-1] in {"script", "b", "foreignObject"}]
    assert float(root.get("height")) < 6_000 * drawing.SCALE


WORDS = st.one_of(
    st.text(min_size=1, max_size=300),
    st.text(st.characters(max_codepoint=0x17F, exclude_categories=("C",)), min_size=1),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(WORDS, min_size=2, max_size=3), min_size=1, max_size=3), st.one_of(st.none(), WORDS))
def test_no_words_of_a_diagram_go_over_the_right_margin(painter, ways, otherwise):
    fonts = {str(weight): ImageFont.truetype(str(file), 1000) for weight, file in painter.typeface.files.items()}

    card = drawn(painter, known("Attendez."), diagram(*ways, otherwise=otherwise, steps=()))

    for x, element in texts(card.svg):
        words = "".join(element.itertext())
        if element.get("text-anchor") is None and painter.typeface.has(words):
            width = fonts[element.get("font-weight")].getlength(words) * float(element.get("font-size")) / 1000
            assert x + width <= drawing.WIDTH - drawing.MARGIN + 0.5
