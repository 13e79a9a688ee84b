"""The labelled questions: what a measurement may count on."""

import re
import tomllib
from collections import Counter

import pytest

from benchmarks.labelled import Asked, more, questions
from community.demonstration import FOLDER as DEMO

WITHOUT_ANSWER = {"near", "far", "private", "abusive", "instructions", "one word", "story"}
WITH_ANSWER = {"paraphrase", "spoken", "typo", "short", "one word", "story", "café"}


def ids_of_the_demonstration() -> set[str]:
    ids: set[str] = set()
    for file in DEMO.glob("forum-*.toml"):
        ids |= {question["id"] for question in tomllib.loads(file.read_text("utf-8"))["question"]}
    for file in DEMO.glob("cafe*.toml"):
        for atelier in tomllib.loads(file.read_text("utf-8"))["cafe"]["atelier"]:
            for place, said in enumerate(atelier["contribution"], 1):
                ids.add(f"{atelier['id']}-{place}")
                ids |= {f"{atelier['id']}-{place}-{number}" for number, _ in enumerate(said.get("reply", ()), 1)}
    return ids | {tip["id"] for tip in tomllib.loads((DEMO / "tips.toml").read_text("utf-8"))["tip"]}


def test_there_are_enough_questions_in_both_languages_a_third_without_an_answer():
    for language, least in (("fr", 150), ("en", 50)):
        asked = [one for one in questions() if one.language == language]

        assert len(asked) >= least
        assert sum(not one.has_answer for one in asked) >= len(asked) / 3


def test_most_of_what_has_no_answer_is_near_to_something_that_has():
    without = [one for one in questions() if not one.has_answer]

    assert sum(one.kind == "near" for one in without) >= len(without) / 2


@pytest.mark.parametrize("asked", [*questions(), *more()], ids=lambda asked: f"{asked.language}-{asked.question[:30]}")
def test_a_label_names_what_is_there(asked: Asked):
    assert set(asked.grades) <= ids_of_the_demonstration()
    assert set(asked.grades.values()) <= {1, 2}
    assert asked.kind in (WITH_ANSWER if asked.has_answer else WITHOUT_ANSWER)
    assert re.fullmatch(r"[a-z0-9 -]+", asked.family)


def test_no_question_stands_there_twice():
    assert max(Counter((one.language, one.question) for one in (*questions(), *more())).values()) == 1


def test_the_halves_share_no_family_and_nothing_that_answers():
    tuning, report = questions("tuning"), questions("report")

    assert not {one.family for one in tuning} & {one.family for one in report}
    assert not {id for one in tuning for id in one.answered_by} & {id for one in report for id in one.answered_by}
    assert len(tuning) + len(report) == len(questions())


def test_the_halves_are_alike():
    for half in ("tuning", "report"):
        asked = questions(half)

        assert len(asked) >= 0.4 * len(questions())
        assert 0.25 <= sum(not one.has_answer for one in asked) / len(asked) <= 0.5
        assert {one.language for one in asked} == {"fr", "en"}


def test_nothing_that_answers_the_report_half_answers_what_weights_are_made_from():
    reported = {id for one in questions("report") for id in one.answered_by}

    assert not {id for one in more() for id in one.answered_by} & reported
