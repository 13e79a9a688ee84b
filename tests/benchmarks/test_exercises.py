"""The exercises in reading are whole, and nothing that is measured stands in them."""

import re
from collections import Counter

import pytest

from benchmarks.labelled import more, questions
from community.words import folded
from scripts.reading.exercises import clusters

CLUSTERS = clusters()


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", folded(text)))


def test_each_cluster_has_threads_with_what_they_answer_and_what_none_answers():
    assert Counter(cluster.language for cluster in CLUSTERS) == {"fr": 208, "en": 112}
    for cluster in CLUSTERS:
        assert cluster.about
        assert len(cluster.threads) == 6
        assert len(cluster.near) >= 10, cluster.about
        for thread in cluster.threads:
            assert thread.title
            assert thread.asked
            assert thread.told
            assert len(thread.answers) >= 3, thread.title


def test_no_question_is_asked_twice_in_a_cluster():
    for cluster in CLUSTERS:
        asked = Counter(plain(question) for question, _thread in cluster.questions)
        assert max(asked.values()) == 1, cluster.about


def test_no_labelled_question_is_an_exercise():
    exercised = {plain(question) for cluster in CLUSTERS for question, _thread in cluster.questions}

    assert [asked.question for asked in (*questions(), *more()) if plain(asked.question) in exercised] == []


@pytest.mark.parametrize("line", ["what is this", "near", "+", "thread "])
def test_a_line_of_another_form_is_told(tmp_path, line):
    (tmp_path / "a.txt").write_text(f"lang fr\nabout SIM\nthread Un\n{line}\n", "utf-8")

    with pytest.raises(ValueError, match=r"a\.txt, line 4"):
        clusters(tmp_path)
