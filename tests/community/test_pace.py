"""How much one member may publish in a while, however fast it was made."""

from datetime import timedelta

import pytest

from community.happenings import Thing
from community.pace import FLAGGING, PUBLISHING, Limit, require_room
from errors import TooManyForNow


def minutes_to_wait(error) -> int:
    return error.value.facts["minutes"]


def test_dictation_is_never_too_fast(people, cafe, clock):
    an_hour, _ = PUBLISHING
    for number in range(an_hour.number):  # without a second between two of them
        people.contributes("Ana", f"Idée {number}")


def test_a_flood_is_stopped_with_the_time_to_wait_and_the_draft_stays(community, people, clock, cafe):
    an_hour, _ = PUBLISHING
    people.contributes("Ana", "La première")
    clock.passes(600)
    for number in range(an_hour.number - 1):
        people.contributes("Ana", f"Idée {number}")
    kept = people.keeps("Ana", "Une de trop", to=people.destination("atelier", "bancs"))
    clock.passes(30)

    with pytest.raises(TooManyForNow) as stopped:
        people.confirms("Ana", kept.id)

    assert minutes_to_wait(stopped) == 50  # the first one was 10 min 30 s ago
    assert community.drafts.get(kept.id, visit="visit of Ana").draft.text == "Une de trop"
    people.contributes("Bob", "Lui peut")
    clock.passes(50 * 60)
    assert people.confirms("Ana", kept.id)


def test_what_is_confirmed_twice_counts_once(people, clock, cafe):
    an_hour, _ = PUBLISHING
    for number in range(an_hour.number):
        kept, published = people.contributes("Ana", f"Idée {number}")

    assert people.confirms("Ana", kept.id) == published


def test_what_is_taken_back_does_not_count(community, people, cafe):
    an_hour, _ = PUBLISHING
    for number in range(an_hour.number):
        kept, _ = people.contributes("Ana", f"Idée {number}")
    community.drafts.undo(kept.id, visit="visit of Ana")

    people.contributes("Ana", "Mieux dit")


def test_who_flags_everything_is_stopped_and_may_repeat_a_flag(community, people, clock):
    an_hour, _ = FLAGGING
    things = [
        Thing(kind="question", id=people.asks(f"Membre {number % 5}", f"Sujet {number}").id)
        for number in range(an_hour.number + 1)
    ]
    zoe = people.enters("Zoé")
    for thing in things[:-1]:
        community.moderation.flag(thing, "off_topic", by=zoe)

    with pytest.raises(TooManyForNow):
        community.moderation.flag(things[-1], "off_topic", by=zoe)
    assert not community.moderation.flag(things[0], "off_topic", by=zoe)


@pytest.mark.parametrize(
    ("minutes_ago", "wait"), [([], 0), ([59, 1], 1), ([60, 1], 0), ([59.5, 30, 1], 30), ([10, 10], 50)]
)
def test_one_waits_until_the_oldest_that_counts_is_old_enough(clock, minutes_ago, wait):
    done = [clock.at - timedelta(minutes=one) for one in minutes_ago]
    limits = [Limit(number=2, within=timedelta(hours=1))]

    if wait == 0:
        require_room(done, limits, at=clock.at)
    else:
        with pytest.raises(TooManyForNow) as stopped:
            require_room(done, limits, at=clock.at)
        assert minutes_to_wait(stopped) == wait
