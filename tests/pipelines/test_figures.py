"""Votes as an answer: counted where everyone may see them, and the same in every version of the answer."""

import pytest

from community.cafes import VoteTally
from modalities import load, picture
from pipelines.figures import said, tally_figures
from pipelines.picturing import card_of
from pipelines.plain import plain
from pipelines.telling_aloud import spoken_answer
from vocabulary import Answer, Figure, Source

FIGURES = tally_figures(VoteTally(for_=15, against=3, no_opinion=4), "fr")
QUESTION = "Faut-il un clavier ?"
VOTED = Answer(
    text="\n".join([f"On a voté : {QUESTION}", *map(said, FIGURES)]),
    known=True,
    title=QUESTION,
    sources=(
        Source(
            id="a", thread="a", title="Les portes", author="Max", quote=QUESTION, link="/atelier?id=a", kind="atelier"
        ),
    ),
    figures=FIGURES,
    figures_about=QUESTION,
)


def test_votes_stand_in_the_order_of_the_choices():
    assert [(figure.label, figure.count) for figure in FIGURES] == [("Pour", 15), ("Contre", 3), ("Sans avis", 4)]


def test_votes_are_named_in_the_language_of_the_answer():
    assert [figure.label for figure in tally_figures(VoteTally(), "en")] == ["For", "Against", "No opinion"]


def test_votes_that_are_not_to_be_seen_yet_give_no_figure():
    assert tally_figures(VoteTally(is_sealed=True), "fr") == ()


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.label)
def test_every_version_of_the_answer_says_each_figure(figure: Figure):
    spoken = [line.said for line in spoken_answer(VOTED)]
    plainly = [line.text for line in plain(VOTED).lines]
    drawn = card_of(VOTED, load(picture, "card"), base_url="http://cafe.test", language="fr").alt.split("\n")

    assert said(figure) in spoken
    assert said(figure) in plainly
    assert f"– {said(figure)}" in drawn
