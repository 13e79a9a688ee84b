"""What was learnt of a writer's hand."""

import pytest

from community.hands import LearntHand
from community.members import sealed
from tests.community import postgresql
from tests.community.steps import migrate
from tests.community.test_opening import run

HAND = LearntHand(allowed_for={"pen": 2.5, "slant": 1.0}, wrong_before=0.25, wrong_after=0.125)


def test_nothing_is_known_of_a_hand_before_it_was_learnt(community):
    assert community.hands.of_visit("v") is None


def test_what_was_learnt_belongs_to_one_browser_with_what_it_is_worth(community):
    community.hands.learn("v", HAND)

    assert community.hands.of_visit("v") == HAND
    assert community.hands.of_visit("w") is None


def test_what_is_learnt_later_takes_the_place_of_what_was_known(community):
    community.hands.learn("v", HAND)
    later = LearntHand(allowed_for={"size": 0.5}, wrong_before=0.5, wrong_after=0.0)

    community.hands.learn("v", later)

    assert community.hands.of_visit("v") == later


def test_a_hand_can_be_forgotten_and_forgotten_again(community):
    community.hands.learn("v", HAND)

    community.hands.forget("v")
    community.hands.forget("v")

    assert community.hands.of_visit("v") is None


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_hand_that_was_learnt_without_its_figures_is_there(kind, request, opened, tmp_path):
    address = f"sqlite:///{tmp_path}/new.sqlite3" if kind == "sqlite" else request.getfixturevalue("empty_postgresql")
    migrate(address, to="0002")
    run(address, f"INSERT INTO hands VALUES ('{sealed('v')}', '{{\"pen\": 2.5}}', '2026-01-01 00:00:00')")

    hand = opened(address).hands.of_visit("v")

    assert hand == LearntHand(allowed_for={"pen": 2.5}, wrong_before=None, wrong_after=None)


@pytest.fixture
def empty_postgresql(postgresql_server):
    with postgresql.database(postgresql_server) as address:
        yield address
