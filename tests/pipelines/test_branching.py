"""Branches in what members wrote: found where they are sure, and told in their words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.branching import diagram_in, diagram_of
from vocabulary import Answer, Source


def outline(text):
    """``condition > yes; yes | no; no`` for each question, in order, as one string; None where there is no diagram."""
    diagram = diagram_in(text)
    if diagram is None:
        return None

    def chain(node):
        words = []
        while node is not None and not diagram.nodes[node].is_question:
            words.append(diagram.nodes[node].words)
            node = diagram.after(node, "then")
        return "; ".join(words)

    lines, node = [], 0
    while node is not None and diagram.nodes[node].is_question:
        no = diagram.after(node, "no")
        is_end = no is None or not diagram.nodes[no].is_question
        told = f" | {chain(no)}" if is_end and no is not None else ""
        lines.append(f"{diagram.nodes[node].words} > {chain(diagram.after(node, 'yes'))}{told}")
        node = no
    return " // ".join(lines)


HERE = Path(__file__).parent
BRANCHES = [line.replace("\\n", "\n").split("\t") for line in (HERE / "branches.tsv").read_text("utf-8").splitlines()]
"""Each text with its outline."""
NO_BRANCHES = [
    *(HERE / "no_branches.txt").read_text("utf-8").splitlines(),
    "",
    "Si le voyant est rouge, " + "débranchez la box " * 30 + ", sinon appelez.",
]
"""Courtesy, one case alone, threats, what comes afterwards, what « si » says otherwise."""


@pytest.mark.parametrize(("text", "expected"), BRANCHES)
def test_a_branch_is_told_in_the_words_of_its_source(text, expected):
    assert outline(text) == expected


@pytest.mark.parametrize("text", NO_BRANCHES)
def test_where_nothing_surely_branches_there_is_no_diagram(text):
    assert outline(text) is None


@pytest.mark.parametrize("text", [text for text, _outline in BRANCHES])
def test_every_node_and_every_step_stands_word_for_word_in_the_source(text):
    diagram = diagram_in(text)

    assert all(node.words in text for node in diagram.nodes)
    assert all(step in text for step in diagram.steps)
    assert {edge.end for edge in diagram.edges} == set(range(1, len(diagram.nodes)))


def answer_of(quote, *, known=True):
    source = Source(id="r", thread="q", title="La box", author="Bob", quote=quote, link="/question?id=q")
    return Answer(text=quote, known=known, sources=(source,))


def test_an_answer_branches_where_a_source_does():
    text, _outline = BRANCHES[0]

    assert diagram_of(answer_of(text)) == diagram_in(text)
    assert diagram_of(answer_of("Attendez.")) is None
    assert diagram_of(answer_of(text, known=False)) is None


PIECES = st.lists(
    st.sampled_from(
        ["si", "s’il est", "if", "sinon", "otherwise", "oui :", "non :", "le voyant est rouge", "débranchez", "call us",
         ",", ";", ".", "?", "\n", "\u202e", "👩‍👩‍👧", "\u200b", "est-il rouge ?", "- ", "(", "mot " * 60]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip


@given(st.one_of(PIECES, st.text(max_size=2_000)))
def test_no_text_makes_up_words_or_breaks_the_search(text):
    diagram = diagram_in(text)

    assert diagram is None or all(node.words in text for node in diagram.nodes)
