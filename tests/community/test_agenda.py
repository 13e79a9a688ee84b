"""The agenda: planning, places, the line, reminders, attendance."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from threading import Thread

import pytest

from community.agenda import LONGEST_TITLE, Plan, paris
from errors import (
    NoMoreSignUps,
    NotAllowed,
    NotFound,
    NotPlannable,
    NotYours,
    PlanChanged,
    ReasonMissing,
    TooManyWords,
)

ROLES = {"Zoé": "animator", "Yves": "animator", "Flo": "facilitator"}


@pytest.fixture
def person(community, people):
    """A member by their pseudonym, with their role."""

    def enters(pseudonym):
        member = people.enters(pseudonym)
        return replace(member, role=ROLES.get(pseudonym, "member"))

    return enters


@pytest.fixture
def plan(clock) -> Plan:
    """Two days from now, for two hours, with two places."""
    start = clock.at + timedelta(days=2)
    return Plan(
        title="Essayer la dictée",
        space="test-centre",
        mode="room",
        place="Salle 3, Rennes",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        capacity=2,
    )


@pytest.fixture
def activity(community, person, plan):
    return community.agenda.plan(plan, by=person("Zoé"))


@pytest.fixture
def told(community):
    heard = []
    community.happenings.listen(lambda rows, happening: heard.append(happening))
    return heard


def said(told, person):
    names = {person(name).id: name for name in ("Ana", "Bob", "Cléo", "Dan", *ROLES)}
    return [(one.kind, names[one.by], names.get(one.to)) for one in told]


def placed(community, activity, by):
    """Who has a place, and who waits."""
    found = community.agenda.sign_ups(activity.id, by=by)
    return (
        [one.member.pseudonym for one in found if one.has_place],
        [one.member.pseudonym for one in found if not one.has_place],
    )


def test_what_is_planned_is_shown_to_all_over_all_spaces(community, person, plan, activity, told):
    online = community.agenda.plan(replace(plan, space="lab", mode="online"), by=person("Flo"))

    assert [one.id for one in community.agenda.coming()] == sorted([activity.id, online.id])
    assert [one.id for one in community.agenda.coming(space="lab")] == [online.id]
    assert [one.id for one in community.agenda.coming(mode="room")] == [activity.id]
    assert community.agenda.past() == ()
    assert said(told, person) == [("planned", "Flo", None)]


def test_a_member_does_not_plan(community, person, plan):
    with pytest.raises(NotAllowed):
        community.agenda.plan(plan, by=person("Ana"))
    assert community.agenda.coming() == ()


def test_a_double_press_announces_it_once(community, person, plan, told):
    first = community.agenda.plan(plan, by=person("Zoé"), id="pressed")
    again = community.agenda.plan(plan, by=person("Zoé"), id="pressed")

    assert first.id == again.id == "pressed"
    assert len(community.agenda.coming()) == 1
    assert len(told) == 1


def test_nobody_takes_the_id_of_somebody_elses_activity(community, person, plan, activity):
    with pytest.raises(NotYours):
        community.agenda.plan(replace(plan, title="Autre"), by=person("Yves"), id=activity.id)
    assert community.agenda.get(activity.id).plan.title == "Essayer la dictée"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"title": "  "}, NotPlannable),
        ({"place": ""}, NotPlannable),
        ({"title": "x" * (LONGEST_TITLE + 1)}, TooManyWords),
        ({"capacity": 0}, NotPlannable),
        ({"capacity": 10**6}, NotPlannable),
        ({"space": "nowhere"}, NotFound),
        ({"mode": "moon"}, NotFound),
        ({"ends_at": datetime(2026, 3, 14, 9, 41, tzinfo=UTC)}, NotPlannable),
        ({"starts_at": datetime(2026, 3, 11, tzinfo=UTC)}, NotPlannable),
        ({"ends_at": datetime(2026, 6, 1, tzinfo=UTC)}, NotPlannable),
        ({"starts_at": datetime(2036, 3, 1, tzinfo=UTC), "ends_at": datetime(2036, 3, 2, tzinfo=UTC)}, NotPlannable),
    ],
)
def test_what_makes_no_sense_is_not_announced(community, person, plan, change, error):
    with pytest.raises(error):
        community.agenda.plan(replace(plan, **change), by=person("Zoé"))
    assert community.agenda.coming() == ()


def test_an_hour_that_the_clocks_leave_out_does_not_exist():
    assert paris(date(2026, 3, 28), time(2, 30)).astimezone(UTC) == datetime(2026, 3, 28, 1, 30, tzinfo=UTC)
    with pytest.raises(NotPlannable):
        paris(date(2026, 3, 29), time(2, 30))


def test_places_go_in_the_order_in_which_one_comes_and_the_others_wait(community, person, activity):
    for name in ("Ana", "Bob", "Cléo", "Dan"):
        community.agenda.sign_up(activity.id, by=person(name))

    assert placed(community, activity, person("Zoé")) == (["Ana", "Bob"], ["Cléo", "Dan"])
    seen = community.agenda.get(activity.id, by=person("Dan"))
    assert (seen.taken, seen.waiting, seen.is_full) == (2, 2, True)
    assert (seen.mine.has_place, seen.mine.in_line) == (False, 2)


def test_signing_up_twice_is_signing_up_once(community, person, activity, told):
    first = community.agenda.sign_up(activity.id, by=person("Ana"))

    assert community.agenda.sign_up(activity.id, by=person("Ana")) == first
    assert community.agenda.get(activity.id).taken == 1
    assert said(told, person) == [("signed_up", "Ana", None)]


def test_a_place_that_becomes_free_goes_to_the_first_who_waits_who_is_told(community, person, activity, told):
    for name in ("Ana", "Bob", "Cléo", "Dan"):
        community.agenda.sign_up(activity.id, by=person(name))
    told.clear()

    community.agenda.sign_off(activity.id, by=person("Bob"))
    community.agenda.sign_off(activity.id, by=person("Bob"))

    assert placed(community, activity, person("Zoé")) == (["Ana", "Cléo"], ["Dan"])
    assert said(told, person) == [("signed_off", "Bob", None), ("given_place", "Bob", "Cléo")]
    (notice,) = community.following.notices(person("Cléo"))
    assert (notice.kind, notice.title, notice.begins_at) == (
        "given_place",
        "Essayer la dictée",
        activity.plan.starts_at,
    )


def test_who_only_waited_leaves_no_place_behind(community, person, activity):
    for name in ("Ana", "Bob", "Cléo", "Dan"):
        community.agenda.sign_up(activity.id, by=person(name))

    community.agenda.sign_off(activity.id, by=person("Cléo"))

    assert placed(community, activity, person("Zoé")) == (["Ana", "Bob"], ["Dan"])


def test_many_who_come_at_once_never_take_more_places_than_there_are(community, person, activity):
    names = [f"Membre {n}" for n in range(8)]
    members = [person(name) for name in names]
    coming = [
        Thread(target=community.agenda.sign_up, args=(activity.id,), kwargs={"by": member})
        for member in [*members, *members]
    ]
    for thread in coming:
        thread.start()
    for thread in coming:
        thread.join()

    inside, waiting = placed(community, activity, person("Zoé"))
    assert len(inside) == 2
    assert sorted(inside + waiting) == names


def test_many_who_leave_at_once_give_every_place_to_somebody(community, person, activity):
    members = [person(f"Membre {n}") for n in range(8)]
    for member in members:
        community.agenda.sign_up(activity.id, by=member)
    leaving = [
        Thread(target=community.agenda.sign_off, args=(activity.id,), kwargs={"by": member}) for member in members[:4]
    ]
    for thread in leaving:
        thread.start()
    for thread in leaving:
        thread.join()

    assert placed(community, activity, person("Zoé")) == (["Membre 4", "Membre 5"], ["Membre 6", "Membre 7"])


def test_more_places_are_given_to_who_waits_and_fewer_take_none_away(community, person, plan, activity):
    for name in ("Ana", "Bob", "Cléo", "Dan"):
        community.agenda.sign_up(activity.id, by=person(name))

    larger = community.agenda.change(activity.id, replace(plan, capacity=3), sequence=0, by=person("Zoé"))
    assert placed(community, activity, person("Zoé")) == (["Ana", "Bob", "Cléo"], ["Dan"])

    community.agenda.change(activity.id, replace(plan, capacity=1), sequence=larger.sequence, by=person("Zoé"))
    community.agenda.sign_off(activity.id, by=person("Ana"))
    assert placed(community, activity, person("Zoé")) == (["Bob", "Cléo"], ["Dan"])


def test_room_for_everybody_ends_the_line(community, person, plan, activity):
    for name in ("Ana", "Bob", "Cléo", "Dan"):
        community.agenda.sign_up(activity.id, by=person(name))

    community.agenda.change(activity.id, replace(plan, capacity=None), sequence=0, by=person("Zoé"))

    assert placed(community, activity, person("Zoé")) == (["Ana", "Bob", "Cléo", "Dan"], [])


def test_who_signed_up_is_told_when_it_moves_and_not_of_a_corrected_title(community, person, plan, activity, told):
    community.agenda.sign_up(activity.id, by=person("Ana"))
    told.clear()

    titled = replace(plan, title="Essayer la dictée en français")
    renamed = community.agenda.change(activity.id, titled, sequence=0, by=person("Zoé"))
    assert said(told, person) == []

    moved = replace(titled, starts_at=plan.starts_at + timedelta(days=1), ends_at=plan.ends_at + timedelta(days=1))
    after = community.agenda.change(activity.id, moved, sequence=renamed.sequence, by=person("Flo"))
    assert said(told, person) == [("moved", "Flo", "Ana")]
    assert (after.sequence, after.plan) == (2, moved)


def test_two_who_change_it_at_once_lose_nothing(community, person, plan, activity):
    community.agenda.change(activity.id, replace(plan, title="Le mien"), sequence=0, by=person("Zoé"))

    with pytest.raises(PlanChanged):
        community.agenda.change(activity.id, replace(plan, title="L’autre"), sequence=0, by=person("Flo"))
    assert community.agenda.get(activity.id).plan.title == "Le mien"


def test_another_animator_or_a_member_changes_nothing(community, person, plan, activity):
    for name in ("Ana", "Yves"):
        with pytest.raises(NotYours):
            community.agenda.change(activity.id, replace(plan, title="À moi"), sequence=0, by=person(name))
        with pytest.raises(NotYours):
            community.agenda.cancel(activity.id, reason="Parce que.", by=person(name))
        with pytest.raises(NotYours):
            community.agenda.sign_ups(activity.id, by=person(name))


def test_what_is_cancelled_says_why_tells_all_and_stays_in_the_agenda(community, person, activity, told):
    for name in ("Ana", "Bob", "Cléo"):
        community.agenda.sign_up(activity.id, by=person(name))
    told.clear()

    with pytest.raises(ReasonMissing):
        community.agenda.cancel(activity.id, reason=" ", by=person("Zoé"))
    community.agenda.cancel(activity.id, reason="La salle est inondée.", by=person("Zoé"))
    community.agenda.cancel(activity.id, reason="Encore.", by=person("Zoé"))

    (shown,) = community.agenda.coming()
    assert (shown.reason, shown.sequence) == ("La salle est inondée.", 1)
    assert said(told, person) == [("cancelled", "Zoé", name) for name in ("Ana", "Bob", "Cléo")]
    with pytest.raises(NoMoreSignUps):
        community.agenda.sign_up(activity.id, by=person("Dan"))


def test_who_has_a_place_is_reminded_once_a_day_before(community, person, activity, clock):
    for name in ("Ana", "Bob", "Cléo"):
        community.agenda.sign_up(activity.id, by=person(name))
    assert community.agenda.remind() == 0

    clock.passes(24 * 3600)

    assert community.agenda.remind() == 2
    assert community.agenda.remind() == 0
    assert [one.kind for one in community.following.notices(person("Ana"))] == ["reminded"]
    assert community.following.notices(person("Cléo")) == ()


def test_who_signs_up_within_the_day_is_reminded_an_hour_before(community, person, activity, clock):
    clock.passes(30 * 3600)
    community.agenda.sign_up(activity.id, by=person("Ana"))
    assert community.agenda.remind() == 0

    clock.passes(17 * 3600)

    assert community.agenda.remind() == 1


def test_what_moved_reminds_again_and_what_is_cancelled_or_begun_does_not(community, person, plan, activity, clock):
    community.agenda.sign_up(activity.id, by=person("Ana"))
    clock.passes(25 * 3600)
    assert community.agenda.remind() == 1

    later = replace(plan, starts_at=plan.starts_at + timedelta(days=3), ends_at=plan.ends_at + timedelta(days=3))
    community.agenda.change(activity.id, later, sequence=0, by=person("Zoé"))
    clock.passes(3 * 24 * 3600)
    assert community.agenda.remind() == 1

    other = replace(later, starts_at=clock.at + timedelta(days=2), ends_at=clock.at + timedelta(days=2, hours=1))
    missed, cancelled = (community.agenda.plan(other, by=person("Zoé")) for _ in range(2))
    for one in (missed, cancelled):
        community.agenda.sign_up(one.id, by=person("Ana"))
    community.agenda.cancel(cancelled.id, reason="Non.", by=person("Zoé"))
    clock.passes(2 * 24 * 3600 + 60)
    assert community.agenda.remind() == 0


def test_several_programs_that_remind_at_once_remind_once(community, person, activity, clock):
    community.agenda.sign_up(activity.id, by=person("Ana"))
    clock.passes(24 * 3600)
    threads = [Thread(target=community.agenda.remind) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(community.following.notices(person("Ana"))) == 1


def test_who_runs_it_says_who_came(community, person, activity, clock, told):
    ana, zoe = person("Ana"), person("Zoé")
    community.agenda.sign_up(activity.id, by=ana)
    with pytest.raises(NoMoreSignUps):
        community.agenda.mark(activity.id, ana.id, attended=True, by=zoe)
    clock.passes(2 * 24 * 3600 + 60)
    told.clear()

    for attended in (True, True, False, None):
        community.agenda.mark(activity.id, ana.id, attended=attended, by=person("Flo"))

    assert said(told, person) == [("attended", "Flo", "Ana"), ("not_attended", "Flo", "Ana")]
    with pytest.raises(NotYours):
        community.agenda.mark(activity.id, ana.id, attended=True, by=ana)
    with pytest.raises(NotFound):
        community.agenda.mark(activity.id, zoe.id, attended=True, by=zoe)


def test_once_it_has_begun_nobody_signs_off_and_once_it_is_over_nobody_signs_up(community, person, activity, clock):
    community.agenda.sign_up(activity.id, by=person("Ana"))
    clock.passes(2 * 24 * 3600 + 60)
    with pytest.raises(NoMoreSignUps):
        community.agenda.sign_off(activity.id, by=person("Ana"))
    community.agenda.sign_up(activity.id, by=person("Bob"))

    clock.passes(2 * 3600)

    with pytest.raises(NoMoreSignUps):
        community.agenda.sign_up(activity.id, by=person("Cléo"))
    assert [one.id for one in community.agenda.past()] == [activity.id]


def test_the_address_of_what_is_online_is_shown_to_who_has_a_place(community, person, plan):
    online = community.agenda.plan(
        replace(plan, mode="online", place="https://visio.example/42", capacity=1), by=person("Zoé")
    )
    for name in ("Ana", "Bob"):
        community.agenda.sign_up(online.id, by=person(name))

    def address(by):
        return community.agenda.get(online.id, by=by).plan.place

    assert address(person("Ana")) == address(person("Zoé")) == "https://visio.example/42"
    assert address(None) == address(person("Bob")) == address(person("Yves")) == ""
    assert [one.plan.place for one in community.agenda.coming()] == [""]
    assert [one.plan.place for one in community.agenda.since(plan.starts_at)] == [""]


def test_who_leaves_leaves_their_places_to_who_waits(community, person, activity):
    for name in ("Ana", "Bob", "Cléo"):
        community.agenda.sign_up(activity.id, by=person(name))

    ana = person("Ana")
    with community.store.writing() as rows:
        community.agenda.forget(rows, ana.id)

    assert placed(community, activity, person("Zoé")) == (["Bob", "Cléo"], [])
    assert community.agenda.of_member(person("Ana")) == ()


def test_what_is_nowhere_is_not_found(community, person):
    for attempt in (community.agenda.sign_up, community.agenda.sign_off):
        with pytest.raises(NotFound):
            attempt("nowhere", by=person("Ana"))
    with pytest.raises(NotFound):
        community.agenda.get("no\x00where")
