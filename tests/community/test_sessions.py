"""In which browsers one takes part, and until when."""

from datetime import timedelta

import pytest

from community.sessions import LASTS
from errors import SessionEnded
from vocabulary import Draft

A_MOMENT = 1  # second


@pytest.fixture
def ana(community):
    return community.members.enter("Ana", visit="laptop")


def test_who_was_away_too_long_takes_part_no_more(community, clock, ana):
    clock.passes(LASTS.total_seconds() + A_MOMENT)

    assert community.sessions.standing(ana.id, visit="laptop") == "ended"
    assert community.sessions.here("laptop") == ()
    assert community.sessions.ended("laptop") == (ana,)
    with pytest.raises(SessionEnded):
        community.members.enter("Ana", visit="laptop")


def test_a_session_lasts_until_the_last_moment(community, clock, ana):
    clock.passes(LASTS.total_seconds())

    assert community.sessions.standing(ana.id, visit="laptop") == "open"


def test_who_comes_now_and_then_is_never_sent_away(community, clock, ana):
    for _ in range(4):
        clock.passes(LASTS.total_seconds() - A_MOMENT)

        assert community.sessions.standing(ana.id, visit="laptop") == "open"


def test_a_session_of_a_shared_computer_is_as_short_as_it_was_set(address, clock, tmp_path):
    from community import open_community

    community = open_community(address, data=tmp_path, now=clock, session=timedelta(hours=1))
    ana = community.members.enter("Ana", visit="laptop")

    clock.passes(3600 + A_MOMENT)

    assert community.sessions.standing(ana.id, visit="laptop") == "ended"
    community.close()


def test_nobody_takes_part_in_a_browser_that_they_never_used(community, ana):
    assert community.sessions.standing(ana.id, visit="phone") == "none"
    assert community.sessions.standing("nobody", visit="laptop") == "none"


def test_who_leaves_a_browser_takes_part_there_no_more(community, ana):
    community.sessions.open(ana, visit="phone")

    community.sessions.leave(ana, visit="laptop")

    assert community.sessions.standing(ana.id, visit="laptop") == "none"
    assert community.sessions.standing(ana.id, visit="phone") == "open"


def test_who_leaves_every_other_browser_stays_in_this_one(community, ana):
    community.sessions.open(ana, visit="phone")

    community.sessions.leave_everywhere(ana, but="phone")

    assert community.sessions.standing(ana.id, visit="laptop") == "none"
    assert community.sessions.standing(ana.id, visit="phone") == "open"


def test_being_here_does_not_bring_back_who_has_just_left(community, clock, ana):
    clock.passes(3600)
    community.sessions.leave(ana, visit="laptop")

    assert community.sessions.standing(ana.id, visit="laptop") == "none"
    assert community.sessions.here("laptop") == ()


def test_of_two_visits_of_one_browser_that_counts_in_which_somebody_is(community, ana):
    assert community.sessions.used_of(["first", "laptop"]) == "laptop"
    assert community.sessions.used_of(["laptop", "first"]) == "laptop"
    assert community.sessions.used_of(["first", "second"]) == "first"


def test_of_two_visits_of_one_browser_that_counts_in_which_something_is_kept(community):
    community.drafts.keep(Draft(text="Une question ?", author=""), visit="second")

    assert community.sessions.used_of(["first", "second"]) == "second"


def test_a_token_slipped_into_a_browser_comes_by_nothing(community, ana):
    assert community.sessions.used_of(["slipped in", "laptop"]) == "laptop"
    assert community.sessions.here("slipped in") == ()
