"""Answers from the demonstration content, to questions asked in other words than it was written in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from community import Community, demonstration, open_community
from pipelines.answer import answer
from tests.community.conftest import People
from vocabulary import Language

HERE = Path(__file__).parent
ANSWERED = [line.split("\t") for line in (HERE / "answered.tsv").read_text("utf-8").splitlines()]
NOT_ANSWERED = (HERE / "not_answered.txt").read_text("utf-8").splitlines()
LEAST_FOUND = 0.9  # of the questions that the demonstration answers


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Iterator[Community]:
    folder = tmp_path_factory.mktemp("demo")
    opened = open_community(f"sqlite:///{folder / 'cafe.db'}", data=folder)
    demonstration.load(opened)
    yield opened
    opened.close()


def language_of(question: str) -> Language:
    english = re.search(r"\b(the|my|is|how|do|can|what|where|who|your|have|at|could)\b", question)
    return "en" if english and not re.search(r"\b(ma|mon|le|la|les|comment|je|des|du)\b", question) else "fr"


def titles_behind(demo, source) -> list[str]:
    """The title of the thread, or those of which a tip was made."""
    if source.kind == "reply":
        return [source.title]
    return [demo.forum.thread(place.id).question.title for place in demo.tips.get(source.id).places]


def test_questions_asked_in_other_words_find_their_thread(demo):
    missed = []
    for question, title in ANSWERED:
        found = answer(demo, question, language=language_of(question))
        if not found.known or not any(title in behind for behind in titles_behind(demo, found.sources[0])):
            missed.append((question, found.title))

    assert len(missed) <= (1 - LEAST_FOUND) * len(ANSWERED), missed


@pytest.mark.parametrize("sentence", NOT_ANSWERED)
def test_what_the_demonstration_does_not_know_is_not_answered(demo, sentence):
    found = answer(demo, sentence, language=language_of(sentence))

    assert not found.known, found.title


def test_what_is_said_in_the_real_clips_is_not_answered(demo, shared_data):
    said = [file.read_text("utf-8").strip() for file in sorted((shared_data / "speech").glob("*.txt"))]

    known = [text for text in said if answer(demo, text, language=language_of(text)).known]

    assert said
    assert known == []


@pytest.mark.parametrize("question", [question for question, _title in ANSWERED])
def test_every_quote_stands_word_for_word_in_what_its_author_wrote(demo, question):
    found = answer(demo, question, language=language_of(question))

    for source in found.sources:
        if source.kind == "tip":
            tip = demo.tips.get(source.id)
            assert source.quote in tip.body
            assert all(member.pseudonym in source.author for member in tip.credited[:3])
            continue
        written = {reply.id: reply for reply in demo.forum.thread(source.thread).replies}[source.id]
        assert source.quote in written.body
        assert source.author == written.author.pseudonym
    assert all(any(step in source.quote for source in found.sources) for step in found.steps)


def test_a_tip_speaks_for_the_threads_of_which_it_was_made(demo):
    found = answer(demo, "le voyant de ma box est rouge", language="fr")

    assert found.sources[0].kind == "tip"
    assert found.sources[0].link == "/tip?id=truc-voyant-rouge"
    assert found.text.startswith("L’astuce « Voyant rouge sur la Livebox")
    assert "voyant-rouge-livebox" not in [source.thread for source in found.sources]
    assert found.sources[0].pictures


def test_the_pictures_of_the_sources_come_with_the_answer(demo):
    answers = [answer(demo, question, language=language_of(question)) for question, _title in ANSWERED]

    assert any(source.pictures for found in answers for source in found.sources)


VOTED_ON = "Doit-on pouvoir participer à toute la communauté sans jamais toucher un clavier ?"


@pytest.mark.parametrize(
    "question", ["Faut-il pouvoir participer sans clavier ?", "combien ont voté pour participer sans clavier"]
)
def test_a_question_on_which_an_atelier_voted_is_answered_by_its_votes(demo, question):
    found = answer(demo, question, language="fr")

    assert [(figure.label, figure.count) for figure in found.figures] == [("Pour", 15), ("Contre", 3), ("Sans avis", 4)]
    assert (found.known, found.figures_about, found.sources[-1].quote) == (True, VOTED_ON, VOTED_ON)
    assert found.sources[-1].link == "/atelier?id=portes-d-entree"
    assert found.text.endswith("Pour\u00a0: 15.\nContre\u00a0: 3.\nSans avis\u00a0: 4.")


def test_a_blind_atelier_gives_no_votes_in_an_answer(demo):
    found = answer(demo, "Une caméra qui ne garde rien peut-elle rester allumée pendant un atelier ?", language="fr")

    assert found.figures == ()


def test_no_question_about_something_else_is_answered_by_votes(demo):
    asked = [*NOT_ANSWERED, *(question for question, _title in ANSWERED)]

    assert [text for text in asked if answer(demo, text, language=language_of(text)).figures] == []


def test_who_asks_the_same_a_moment_later_is_answered_too(tmp_path):
    community = open_community(f"sqlite:///{tmp_path / 'cafe.db'}", data=tmp_path)
    demonstration.load(community)
    asked = "Pourquoi la lumière de ma Livebox est-elle toute rouge ?"

    first = answer(community, asked, language="fr")
    People(community=community).asks("Ana", asked)
    second = answer(community, asked, language="fr")
    community.close()

    assert first.known
    assert second.sources == first.sources
