"""Swipes: a movement across the picture is one, and coming, going, returning and trembling is none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from modalities import gesture, load
from modalities.gesture import SWIPES, Gestures
from modalities.gesture._swipes import FAR, Swipes

STEP_MS = 1000 / 15
WAYS = {"swipe_left": (-1, 0), "swipe_right": (1, 0), "swipe_up": (0, -1), "swipe_down": (0, 1)}


def rest(at, ms):
    return [at] * round(ms / STEP_MS)


def move(start, end, ms):
    steps = max(1, round(ms / STEP_MS))
    return [tuple(np.array(start) + (np.array(end) - start) * (number + 1) / steps) for number in range(steps)]


def swipes_of(places, *, step_ms=STEP_MS, swipes=None):
    """None among the places is a picture without the hand."""
    swipes, found = swipes or Swipes(), []
    for number, place in enumerate(places):
        if place is None:
            swipes.lost(number * step_ms)
        elif swipe := swipes.moved(np.array(place, float), number * step_ms):
            found.append(swipe)
    return found


def across(label, far=0.5):
    way = np.array(WAYS[label]) * far / 2
    return tuple(0.5 - way), tuple(0.5 + way)


@pytest.mark.parametrize("label", SWIPES)
def test_a_hand_that_rests_crosses_and_rests_has_swiped_once(label):
    start, end = across(label)

    found = swipes_of(rest(start, 400) + move(start, end, 400) + rest(end, 1500))

    assert found == [label]


@pytest.mark.parametrize("label", SWIPES)
def test_a_hand_that_goes_back_at_once_has_not_swiped_back(label):
    start, end = across(label)

    found = swipes_of(
        rest(start, 400) + move(start, end, 400) + rest(end, 200) + move(end, start, 400) + rest(start, 800)
    )

    assert found == [label]


@pytest.mark.parametrize("label", ["swipe_left", "swipe_right"])
def test_the_same_swipe_counts_again_after_going_back(label):
    start, end = across(label)
    once = move(start, end, 400) + rest(end, 133)

    found = swipes_of(rest(start, 400) + once + move(end, start, 400) + rest(start, 133) + once + rest(end, 400))

    assert found == [label, label]


def test_after_a_rest_the_opposite_swipe_counts():
    start, end = across("swipe_right")
    there_and_back = (
        rest(start, 400) + move(start, end, 400) + rest(end, 700) + move(end, start, 400) + rest(start, 300)
    )

    assert swipes_of(there_and_back) == ["swipe_right", "swipe_left"]


def test_one_long_movement_is_one_swipe():
    assert swipes_of(rest((0.05, 0.5), 300) + move((0.05, 0.5), (0.95, 0.5), 1000)) == ["swipe_right"]


@pytest.mark.parametrize(
    "places",
    [
        move((0.5, 1.0), (0.5, 0.4), 400) + rest((0.5, 0.4), 800),
        rest((0.5, 0.4), 800) + move((0.5, 0.4), (0.5, 1.0), 400) + [None] * 15,
        rest((0.3, 0.5), 600) + move((0.3, 0.5), (0.8, 0.5), 1600),
        rest((0.3, 0.5), 600) + move((0.3, 0.5), (0.55, 0.5), 300) + rest((0.55, 0.5), 600),
        rest((0.3, 0.3), 600) + move((0.3, 0.3), (0.7, 0.7), 400) + rest((0.7, 0.7), 600),
        rest((0.2, 0.5), 600) + rest((0.8, 0.5), 600),
        rest((0.2, 0.5), 600) + [None] * 3 + rest((0.8, 0.5), 600),
        rest((0.2, 0.5), 600) + [None] * 12 + move((0.5, 0.5), (0.8, 0.5), 200) + rest((0.8, 0.5), 600),
        [(0.5 + 0.3 * np.sin(turn), 0.5 + 0.3 * np.cos(turn)) for turn in np.arange(0, 30, 0.6)],
        [(0.5 + 0.05 * (-1) ** number, 0.5) for number in range(60)],
    ],
    ids=[
        "raised into the picture",
        "let down out of it",
        "too slow",
        "too short",
        "aslant",
        "another hand elsewhere",
        "another hand after a gap",
        "gone for long",
        "circles",
        "a tremor",
    ],
)
def test_no_other_movement_is_a_swipe(places):
    assert swipes_of(places) == []


def test_a_quick_hand_may_be_lost_on_its_way():
    start, end = (0.15, 0.5), (0.85, 0.5)
    way = move(start, end, 500)
    way[3:6] = [None] * 3

    assert swipes_of(rest(start, 400) + way + rest(end, 400)) == ["swipe_right"]


@pytest.mark.parametrize("fps", [10, 15, 25, 30, 60])
def test_a_swipe_is_one_however_many_pictures_a_second(fps):
    times = np.arange(0, 1.6, 1 / fps)
    places = [(0.25 + 0.5 * float(np.clip((t - 0.5) / 0.45, 0, 1)), 0.5) for t in times]

    assert swipes_of(places, step_ms=1000 / fps) == ["swipe_right"]


def test_who_is_slow_has_twice_the_time():
    places = rest((0.25, 0.5), 600) + move((0.25, 0.5), (0.75, 0.5), 1200) + rest((0.75, 0.5), 300)

    assert swipes_of(places) == []
    assert swipes_of(places, swipes=Swipes(1200)) == ["swipe_right"]


@given(st.lists(st.tuples(st.floats(0.36, 0.64), st.floats(0.36, 0.64)), max_size=60))
def test_a_hand_that_stays_within_less_than_a_swipe_never_swipes(places):
    assert FAR > 0.64 - 0.36
    assert swipes_of(places) == []


@pytest.mark.parametrize(
    ("clip", "expected"),
    [
        ("swipe_left.gif", ["swipe_left"]),
        ("swipe_right.gif", ["swipe_right"]),
        ("swipe_left_right.gif", ["swipe_right", "swipe_left", "swipe_right"]),
    ],
)
def test_a_labelled_clip_has_its_swipes_and_nothing_else(clip, expected, shared_data, shared_models):
    assert events_of(clip, shared_data, shared_models) == expected


def test_shapes_shown_one_after_the_other_are_no_swipe(shared_data, shared_models):
    events = events_of("hagrid_demo.gif", shared_data, shared_models)

    assert set(events) <= {"fist", "pointing_up", "victory", "open_palm", "thumb_up"}


def events_of(clip, data, models):
    from benchmarks.gesture import frames_of

    stream = Gestures(load(gesture, "mediapipe", folders=[models])).follow()
    seen = [stream.see(frame, t_ms=t_ms) for t_ms, frame in frames_of(data / "gesture_videos" / clip)]
    stream.close()
    return [one.event.label for one in seen if one.event]
