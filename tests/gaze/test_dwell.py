"""Nothing is chosen but what is looked at long enough, on a page that has been there for a while, outside of rest."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modalities.gaze import Blink
from modalities.gaze._dwell import CHOOSE_MS, LOCK_MS, PAUSE_MS, QUIET_MS, STEP_MS, Chosen, Dwell, Pace, Pointed
from modalities.gaze._targets import Rectangle, Target

FRAME_MS = 50
YES = Target(id="yes", place=Rectangle(left=0, top=0, width=300, height=200))
NO = Target(id="no", place=Rectangle(left=400, top=0, width=300, height=200))
REST = Rectangle(left=0, top=300, width=700, height=100)
OVER_YES = Rectangle(left=0, top=0, width=300, height=40)
ON_YES, ON_NO, IN_REST, NOWHERE = (150.0, 100.0), (550.0, 100.0), (150.0, 350.0), (350.0, 250.0)
LONG_BLINK = Blink(began_ms=0, lasted_ms=600)


def opened(pace=None, *, targets=(YES, NO), rest=(REST,), margin_px=12.0):
    """A page that was shown and has been there for long enough, at t = 0."""
    dwell = Dwell(pace, margin_px=margin_px)
    dwell.show(targets, rest=rest, t_ms=-QUIET_MS)
    return dwell


def looking(dwell, place, ms, *, since_ms=0):
    return [dwell.see(place, t_ms=since_ms + t_ms) for t_ms in range(0, ms, FRAME_MS)]


def choices(seen):
    return [one.target_id for one in seen if isinstance(one, Chosen)]


def test_a_target_that_is_looked_at_locks_fills_its_ring_and_is_chosen():
    dwell = opened()

    seen = looking(dwell, ON_YES, 2_000)

    at = {n * FRAME_MS: one for n, one in enumerate(seen)}
    assert at[LOCK_MS - FRAME_MS] == Pointed(state="locking", target_id="yes", progress=0.0)
    assert at[LOCK_MS] == Pointed(state="locked", target_id="yes", progress=0.0)
    assert at[750] == Pointed(state="locked", target_id="yes", progress=0.5)
    assert at[CHOOSE_MS] == Chosen(target_id="yes", look_px=ON_YES)
    assert choices(seen) == ["yes"]


def test_the_ring_never_runs_back_while_a_target_is_looked_at():
    filled = [one.progress for one in looking(opened(), ON_YES, CHOOSE_MS)]

    assert filled == sorted(filled)


@pytest.mark.parametrize(("lock_ms", "choose_ms"), [(100, 400), (400, 3_000)])
def test_both_times_are_adjustable(lock_ms, choose_ms):
    seen = looking(opened(Pace(lock_ms=lock_ms, choose_ms=choose_ms)), ON_YES, choose_ms + FRAME_MS)

    assert next(n * FRAME_MS for n, one in enumerate(seen) if getattr(one, "state", "") == "locked") == lock_ms
    assert [n * FRAME_MS for n, one in enumerate(seen) if isinstance(one, Chosen)] == [choose_ms]


@pytest.mark.parametrize(("lock_ms", "choose_ms"), [(0, 1_000), (50, 1_000), (500, 500), (500, 100), (200, 60_000)])
def test_times_that_would_choose_by_chance_are_refused(lock_ms, choose_ms):
    with pytest.raises(ValueError, match="100 ms"):
        Pace(lock_ms=lock_ms, choose_ms=choose_ms)


def test_who_keeps_staring_chooses_once():
    assert choices(looking(opened(), ON_YES, 10_000)) == ["yes"]


def test_after_looking_away_the_same_target_can_be_chosen_again():
    dwell = opened()

    seen = [
        *looking(dwell, ON_YES, 2_000),
        *looking(dwell, NOWHERE, 300, since_ms=2_000),
        *looking(dwell, ON_YES, 2_000, since_ms=2_300),
    ]

    assert choices(seen) == ["yes", "yes"]


def test_another_target_starts_from_the_beginning():
    dwell = opened()

    seen = [*looking(dwell, ON_YES, 1_200), *looking(dwell, ON_NO, 1_200, since_ms=1_200)]

    assert choices(seen) == []
    assert seen[24] == Pointed(state="locking", target_id="no", progress=0.0)


def test_a_look_that_trembles_over_the_border_stays_on_its_target():
    dwell = opened()
    border = [(298.0, 100.0), (309.0, 100.0)]
    dwell.see(border[0], t_ms=0)

    seen = [dwell.see(border[n % 2], t_ms=FRAME_MS * n) for n in range(1, 30)]

    assert choices(seen) == ["yes"]


def test_a_look_that_comes_from_outside_must_really_come_in():
    assert choices(looking(opened(), (309.0, 100.0), 3_000)) == []


def test_a_jump_of_one_picture_pauses_and_a_longer_one_starts_again():
    short, long = opened(), opened()
    for dwell, away_ms in ((short, 100), (long, 250)):
        looking(dwell, ON_YES, 1_000)
        looking(dwell, NOWHERE, away_ms, since_ms=1_000)

    assert short.see(ON_YES, t_ms=1_100).progress == pytest.approx(0.7)
    assert long.see(ON_YES, t_ms=1_250).progress == 0.0


def test_a_face_that_is_away_for_a_moment_pauses_and_for_long_starts_again():
    short, long = opened(), opened()
    for dwell, away_ms in ((short, 800), (long, 1_300)):
        looking(dwell, ON_YES, 1_000)
        assert looking(dwell, None, away_ms, since_ms=1_000)[1].state == "paused"

    assert short.see(ON_YES, t_ms=1_800).progress == pytest.approx(0.7)
    assert long.see(ON_YES, t_ms=2_300).progress == 0.0


@pytest.mark.parametrize("lasted_ms", [150, 600, 5_000])
def test_a_blink_alone_never_chooses(lasted_ms):
    dwell = opened()
    looking(dwell, ON_YES, 1_000)
    looking(dwell, None, 500, since_ms=1_000)

    seen = dwell.see(ON_YES, t_ms=1_500, blink=Blink(began_ms=1_000, lasted_ms=lasted_ms))

    assert isinstance(seen, Pointed)


@pytest.mark.parametrize(("lasted_ms", "chooses"), [(150, False), (390, False), (600, True)])
def test_a_long_blink_chooses_for_who_asked_for_that(lasted_ms, chooses):
    dwell = opened(Pace(blink_chooses=True))
    looking(dwell, ON_YES, 600)
    looking(dwell, None, 600, since_ms=600)

    seen = dwell.see(ON_YES, t_ms=1_200, blink=Blink(began_ms=600, lasted_ms=lasted_ms))

    assert isinstance(seen, Chosen) == chooses


@pytest.mark.parametrize("place", [ON_YES, IN_REST, NOWHERE])
def test_a_long_blink_chooses_only_what_was_locked_before(place):
    dwell = opened(Pace(blink_chooses=True))
    looking(dwell, place, 150)
    looking(dwell, None, 600, since_ms=150)

    assert isinstance(dwell.see(place, t_ms=750, blink=LONG_BLINK), Pointed)


def test_in_the_rest_zone_nothing_is_chosen_even_over_a_target():
    dwell = opened(rest=[REST, OVER_YES])

    assert {one.state for one in looking(dwell, (150.0, 20.0), 5_000)} == {"rest"}
    assert choices(looking(dwell, IN_REST, 5_000, since_ms=5_000)) == []


def test_for_a_second_after_the_page_changed_nothing_is_counted():
    dwell = opened()
    looking(dwell, ON_YES, 1_200)
    dwell.show([YES, NO], rest=[REST], t_ms=1_200)

    seen = looking(dwell, ON_YES, 3_000, since_ms=1_200)

    assert {one.state for one in seen[: QUIET_MS // FRAME_MS]} == {"quiet"}
    assert [1_200 + n * FRAME_MS for n, one in enumerate(seen) if isinstance(one, Chosen)] == [1_200 + 1_000 + 1_250]


def test_before_any_page_nothing_is_chosen():
    assert choices(looking(Dwell(), ON_YES, 5_000)) == []


def test_a_target_that_was_scrolled_away_starts_again_and_one_that_stayed_goes_on():
    dwell = opened()
    looking(dwell, ON_YES, 1_000)
    dwell.move([YES, NO], rest=[REST])
    assert dwell.see(ON_YES, t_ms=1_000).progress == pytest.approx(0.75)

    dwell.move([Target(id="yes", place=Rectangle(left=0, top=20, width=300, height=200)), NO])

    assert dwell.see(ON_YES, t_ms=1_050).progress == 0.0


def test_a_target_that_is_gone_is_not_chosen():
    dwell = opened()
    looking(dwell, ON_YES, 1_200)

    dwell.move([NO])

    assert choices(looking(dwell, ON_YES, 3_000, since_ms=1_200)) == []


def test_a_camera_that_stopped_chooses_nothing_when_it_comes_back():
    dwell = opened()
    dwell.see(ON_YES, t_ms=0)

    assert dwell.see(ON_YES, t_ms=60_000).state == "locked"
    assert STEP_MS < CHOOSE_MS


def test_a_picture_that_is_not_later_counts_for_nothing():
    dwell = opened()
    looking(dwell, ON_YES, 300)

    assert choices([dwell.see(ON_YES, t_ms=250) for _ in range(200)]) == []


PLACES = st.one_of(
    st.sampled_from([ON_YES, ON_NO, IN_REST, NOWHERE, None]),
    st.tuples(st.floats(-50, 750), st.floats(-50, 450)),
    st.just((float("nan"), 0.0)),
)
LONGEST_STEP_MS = 400
LOOK = st.tuples(
    st.just("look"),
    st.integers(1, 30),  # pictures
    st.integers(1, LONGEST_STEP_MS),  # from one to the next
    PLACES,
    st.none() | st.builds(Blink, began_ms=st.integers(0, 100), lasted_ms=st.integers(0, 3_000)),
)
PAGE = st.tuples(st.just("page"), st.booleans())
SCROLL = st.tuples(st.just("scroll"), st.integers(-60, 60))
PACES = st.builds(
    lambda lock_ms, more_ms, blink: Pace(lock_ms=lock_ms, choose_ms=lock_ms + more_ms, blink_chooses=blink),
    st.integers(100, 500),
    st.integers(1, 1_500),
    st.booleans(),
)


def in_rest(place):
    return REST.holds(place) or OVER_YES.holds(place)


class Looked:
    """How long each target was looked at, at most: kept apart from the code that is tested, and more generous."""

    def __init__(self):
        self.forget()

    def forget(self):
        self.on_ms, self.away_ms = {"yes": 0, "no": 0}, {"yes": 0, "no": 0}

    def see(self, targets, place, step_ms, margin_px):
        for id_ in self.on_ms:
            if place is not None and id_ in targets and targets[id_].place.holds(place, margin=margin_px):
                self.on_ms[id_], self.away_ms[id_] = self.on_ms[id_] + step_ms, 0
            else:
                self.away_ms[id_] += step_ms
            if self.away_ms[id_] > PAUSE_MS + 2 * LONGEST_STEP_MS:
                self.on_ms[id_] = 0


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(LOOK, LOOK, LOOK, PAGE, SCROLL), max_size=25), PACES)
def test_nothing_is_ever_chosen_that_was_not_looked_at_long_enough(steps, pace):
    """Whatever is seen: not in rest, not within a second of a new page, not by blinks, not twice for one look, and only
    after as much time with open eyes on the target as its owner asked for."""
    dwell, t_ms, page_ms, targets = Dwell(pace), 0, 0, {"yes": YES, "no": NO}
    dwell.show(targets.values(), rest=[REST, OVER_YES], t_ms=0)
    looked, chosen_last = Looked(), None

    for kind, *what in steps:
        if kind == "page":
            targets = {"yes": YES, "no": NO} if what[0] else {"no": NO}
            dwell.show(targets.values(), rest=[REST, OVER_YES], t_ms=t_ms)
            page_ms, chosen_last = t_ms, None
            looked.forget()
        elif kind == "scroll":
            targets["no"] = Target(id="no", place=Rectangle(left=400, top=what[0], width=300, height=200))
            dwell.move(targets.values(), rest=[REST, OVER_YES])
        else:
            pictures, step_ms, place, blink = what
            for n in range(pictures):
                t_ms += step_ms
                seen = dwell.see(place, t_ms=t_ms, blink=blink if n == 0 else None)
                looked.see(targets, place, step_ms, dwell.margin_px)
                if isinstance(seen, Chosen):
                    by_blink = pace.blink_chooses and blink is not None and blink.is_long and n == 0
                    assert seen.target_id in targets
                    assert place is not None
                    assert not in_rest(place)
                    assert t_ms - page_ms >= QUIET_MS
                    assert looked.on_ms[seen.target_id] >= (pace.lock_ms if by_blink else pace.choose_ms)
                    assert seen.target_id != chosen_last
                    chosen_last = seen.target_id
                    looked.forget()
                else:
                    assert 0.0 <= seen.progress <= 1.0
                    if seen.state != "paused" and seen.state != "done":
                        chosen_last = None


@settings(deadline=None)
@given(st.integers(100, 500), st.integers(1, 1_500), st.integers(10, 120), st.booleans())
def test_however_fast_somebody_points_a_new_page_is_quiet_for_a_second(lock_ms, more_ms, step_ms, blinks):
    dwell = Dwell(Pace(lock_ms=lock_ms, choose_ms=lock_ms + more_ms, blink_chooses=blinks))
    dwell.show([YES], t_ms=0)

    seen = {t_ms: dwell.see(ON_YES, t_ms=t_ms, blink=LONG_BLINK) for t_ms in range(0, 4_000, step_ms)}

    chosen_ms = [t_ms for t_ms, one in seen.items() if isinstance(one, Chosen)]
    assert len(chosen_ms) == 1
    assert chosen_ms[0] >= QUIET_MS + lock_ms


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 300), st.booleans(), st.integers(0, 3_000)), max_size=200))
def test_no_row_of_blinks_chooses(blinks):
    """The eyes open for one picture only, on a target, and close again."""
    dwell, t_ms = opened(), 0

    for step_ms, _, lasted_ms in blinks:
        t_ms += step_ms
        one = dwell.see(ON_YES, t_ms=t_ms, blink=Blink(began_ms=t_ms - lasted_ms, lasted_ms=lasted_ms))
        t_ms += step_ms
        other = dwell.see(None, t_ms=t_ms)
        assert not isinstance(one, Chosen)
        assert not isinstance(other, Chosen)


def test_pauses_are_longer_than_the_blinks_that_choose():
    """Else who chooses by blinking could not."""
    assert LONG_BLINK.lasted_ms < PAUSE_MS
