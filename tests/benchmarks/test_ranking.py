"""The measures of a ranking, on cases computed by hand."""

from math import log2

import pytest

from benchmarks.ranking import ndcg, recall, share


def test_the_best_order_gives_one():
    assert ndcg(["a", "b"], {"a": 2, "b": 1}, at=10) == 1.0


def test_the_worst_order_of_two_loses_what_the_discount_says():
    # gained: 1 / log2(2) + 3 / log2(3); at best: 3 / log2(2) + 1 / log2(3)
    gained = 1 + 3 / 1.584962500721156
    best = 3 + 1 / 1.584962500721156

    assert ndcg(["b", "a"], {"a": 2, "b": 1}, at=10) == pytest.approx(gained / best)


def test_what_answers_in_third_place_counts_half():
    assert ndcg(["x", "y", "a"], {"a": 2}, at=10) == pytest.approx(1 / log2(4))
    assert ndcg(["x", "y", "a"], {"a": 2}, at=10) == pytest.approx(0.5)


def test_what_comes_after_the_last_place_that_counts_is_not_counted():
    assert ndcg(["x", "y", "a"], {"a": 2}, at=2) == 0.0
    assert recall(["x", "y", "a"], {"a"}, at=2) == 0.0


def test_what_is_found_twice_counts_once():
    assert ndcg(["a", "a", "b"], {"a": 2, "b": 1}, at=10) == 1.0
    assert recall(["a", "a", "b"], {"a", "b"}, at=2) == 1.0


def test_nothing_found_gives_nothing_and_so_does_nothing_to_find():
    assert ndcg([], {"a": 2}, at=10) == 0.0
    assert ndcg(["a"], {}, at=10) == 0.0
    assert recall([], {"a"}, at=5) == 0.0


def test_recall_is_the_part_of_the_relevant_ones():
    assert recall(["a", "x", "b"], {"a", "b", "c", "d"}, at=5) == 0.5


def test_of_more_relevant_ones_than_places_the_places_count():
    assert recall(["a", "b"], {"a", "b", "c"}, at=2) == 1.0


def test_a_share_of_nothing_is_all_of_it():
    assert share(0, 0) == 1.0
    assert share(3, 4) == 0.75
