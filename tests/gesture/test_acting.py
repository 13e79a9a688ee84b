"""When a gesture counts: held long enough, once, by the hand that acts, as its author's profile says."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import EngineFailed
from modalities import gesture, load
from modalities.gesture import Gestures, Hand, Profile
from modalities.gesture._synthetic import SHAPES, hand

STEP_MS = 1000 / 15
SHAPES_THAT_ACT = tuple(shape for shape in SHAPES if shape != "none")
PICTURE = np.random.default_rng(0).integers(0, 255, (48, 64, 3), np.uint8)


def stream(profile=None, **options):
    return Gestures(load(gesture, "scripted", says="nobody")).follow(profile, **options)


def play(shown, following=None, *, step_ms=STEP_MS, start_ms=0.0):
    """What is seen after each picture; ``shown`` is a tuple of hands, a hand or None for each."""
    following = following or stream()
    return [following.see_hands(hands_of(one), t_ms=start_ms + number * step_ms) for number, one in enumerate(shown)]


def hands_of(one):
    return () if one is None else (one,) if isinstance(one, Hand) else one


def for_ms(one, ms):
    return [one] * round(ms / STEP_MS)


def events(seen):
    return [one.event.label for one in seen if one.event]


@pytest.mark.parametrize("shape", SHAPES_THAT_ACT)
def test_a_gesture_counts_once_after_its_time_and_not_before(shape):
    seen = play(for_ms(hand(shape), 3000))

    at_ms = [number * STEP_MS for number, one in enumerate(seen) if one.event]
    assert events(seen) == [shape]
    assert Profile().hold_ms(shape) <= at_ms[0] <= Profile().hold_ms(shape) + 2 * STEP_MS


def test_its_ring_fills_from_nothing_to_the_whole():
    seen = play(for_ms(hand("thumb_up"), 1500))

    until = next(number for number, one in enumerate(seen) if one.event)
    ring = [one.progress for one in seen[:until]]
    assert ring == sorted(ring)
    assert ring[0] == 0.0
    assert 0.85 < ring[-1] < 1.0
    assert {one.holding for one in seen[:until]} == {"thumb_up"}
    assert {one.progress for one in seen[until:]} == {0.0}


def test_an_event_is_a_recognition():
    (event,) = (one.event for one in play(for_ms(hand("fist"), 1500)) if one.event)

    assert (event.modality, event.engine, event.label, event.text) == ("gesture", "scripted", "fist", "")
    assert 0.6 < event.confidence <= 1
    assert 0 < event.seconds < 1


@pytest.mark.parametrize(
    "between", [hand("none"), None, hand("fist")], ids=["another shape", "no hand", "another gesture"]
)
def test_it_counts_again_once_the_hand_did_something_else(between):
    yes = for_ms(hand("victory"), 1000)

    assert events(play(yes + for_ms(between, 450) + yes)) == ["victory", "victory"]


def test_a_short_break_is_not_something_else():
    yes = for_ms(hand("victory"), 1000)

    assert events(play(yes + for_ms(None, 133) + yes + for_ms(None, 133) + yes)) == ["victory"]


def test_a_short_break_does_not_begin_the_time_again_and_a_long_one_does():
    half = for_ms(hand("thumb_up"), 467)

    assert events(play(half + for_ms(None, 133) + half)) == ["thumb_up"]
    assert events(play(half + for_ms(None, 500) + half)) == []


@pytest.mark.parametrize("shown", [hand("none"), None], ids=["a shape of no meaning", "nobody"])
def test_nothing_comes_of_nothing(shown):
    seen = play(for_ms(shown, 5000))

    assert events(seen) == []
    assert {one.label for one in seen} == {"none"}
    assert {one.progress for one in seen} == {0.0}


def test_gestures_in_quick_turn_do_not_act():
    shown = [hand(SHAPES_THAT_ACT[number // 3 % len(SHAPES_THAT_ACT)]) for number in range(300)]

    assert events(play(shown)) == []


def test_only_what_a_page_listens_to_acts():
    shown = for_ms(hand("fist"), 1500) + for_ms(hand("thumb_up"), 1500)

    seen = play(shown, stream(only={"thumb_up"}))

    assert events(seen) == ["thumb_up"]
    assert seen[0].label == "fist"


def test_a_swipe_fires_no_shape_and_the_open_hand_after_it_neither():
    at = [0.35] * 6 + list(np.linspace(0.35, 1.0, 7)) + [1.0] * 40
    shown = [hand("open_palm", at=(x, 0.5)) for x in at]

    assert events(play(shown)) == ["swipe_right"]


# -- which hand --------------------------------------------------------------------------------------------------------


def test_the_raised_hand_acts_when_there_are_two():
    both = hand("fist", at=(0.4, 0.8), is_left=True), hand("thumb_up", at=(0.9, 0.3))

    seen = play(for_ms(both, 1500))

    assert events(seen) == ["thumb_up"]
    assert all(one.acting is both[1] and len(one.hands) == 2 for one in seen)


def test_a_hand_that_is_raised_above_the_other_takes_over():
    left = hand("none", at=(0.4, 0.6), is_left=True)
    shown = for_ms((left,), 600) + for_ms((left, hand("thumb_up", at=(0.9, 0.2))), 1500)

    assert events(play(shown)) == ["thumb_up"]


def test_with_one_hand_the_first_goes_on_alone():
    left = hand("fist", at=(0.4, 0.6), is_left=True)
    shown = for_ms((left,), 400) + for_ms((left, hand("thumb_up", at=(0.9, 0.2))), 1500)

    seen = play(shown, stream(Profile(one_hand=True)))

    assert events(seen) == ["fist"]


def test_two_hands_that_are_found_in_turn_are_no_swipe():
    left, right = hand("open_palm", at=(0.3, 0.5), is_left=True), hand("open_palm", at=(1.0, 0.5))

    seen = play([left if number // 4 % 2 else right for number in range(90)])

    assert not any(event.startswith("swipe") for event in events(seen))


@pytest.mark.parametrize(("side", "acts"), [("left", "fist"), ("right", "thumb_up")])
def test_a_profile_names_the_hand_that_acts(side, acts):
    both = hand("fist", at=(0.4, 0.3), is_left=True), hand("thumb_up", at=(0.9, 0.3), is_left=False)

    assert events(play(for_ms(both, 1500), stream(Profile(hand=side)))) == [acts]


# -- profiles ----------------------------------------------------------------------------------------------------------


def test_who_is_slow_holds_twice_as_long():
    seen = play(for_ms(hand("thumb_up"), 3000), stream(Profile(slow=True)))

    at_ms = next(number * STEP_MS for number, one in enumerate(seen) if one.event)
    assert Profile(slow=True).hold_ms("thumb_up") == 2 * Profile().hold_ms("thumb_up")
    assert at_ms >= Profile(slow=True).hold_ms("thumb_up")


def test_a_trembling_hand_is_calmed_and_counts():
    still = hand("thumb_up", at=(0.6, 0.5))
    shaken = [
        Hand(points=still.points + np.float32([0.03 * math.sin(2 * math.pi * 5 * number / 30), 0, 0]), is_left=False)
        for number in range(60)
    ]

    seen = play(shaken, stream(Profile(tremor=True)), step_ms=1000 / 30)

    calmed = np.ptp([one.acting.points[0, 0] for one in seen[30:]])
    assert calmed < np.ptp([one.points[0, 0] for one in shaken[30:]]) / 2
    assert events(seen) == ["thumb_up"]


def test_a_trembling_hand_still_swipes():
    at = [0.35] * 12 + list(np.linspace(0.35, 1.0, 14)) + [1.0] * 20
    shown = [hand("open_palm", at=(x, 0.5)) for x in at]

    assert events(play(shown, stream(Profile(tremor=True)), step_ms=1000 / 30)) == ["swipe_right"]


# -- bad input ---------------------------------------------------------------------------------------------------------


def test_pictures_that_come_twice_or_late_change_nothing():
    following = stream()
    yes = hand("thumb_up")
    before = play(for_ms(yes, 400), following)[-1]

    again = [following.see_hands((yes,), t_ms=t_ms) for t_ms in (333.3, 200, 0, 333.3, math.nan, math.inf, -math.inf)]

    assert all(one.progress == before.progress and one.event is None for one in again)


def test_the_same_picture_for_ever_is_held_by_nobody():
    following = stream()

    assert events([following.see_hands((hand("thumb_up"),), t_ms=100) for _time in range(1000)]) == []


def test_a_thousand_pictures_a_second_are_as_one_in_twenty_milliseconds():
    looked = []

    class Counting:
        name = "counting"

        def follow(self):
            return self

        def find(self, frame, *, t_ms):
            looked.append(t_ms)
            return (hand("thumb_up"),)

        def close(self):
            pass

    following = Gestures(Counting()).follow()
    seen = [following.see(PICTURE, t_ms=t_ms) for t_ms in range(2000)]

    assert len(looked) <= 100
    assert events(seen) == ["thumb_up"]


def test_an_event_is_told_once_even_where_the_next_picture_is_dropped():
    following = stream()
    seen = []
    for number in range(30):
        seen.append(following.see_hands((hand("fist"),), t_ms=number * STEP_MS))
        seen.append(following.see_hands((hand("fist"),), t_ms=number * STEP_MS + 1))

    assert events(seen) == ["fist"]


def test_two_moments_far_apart_are_not_a_gesture_held_between_them():
    seen = play([hand("thumb_up")] * 3, step_ms=900)

    assert events(seen) == []


def test_after_a_long_pause_everything_begins_anew():
    following = stream()
    play(for_ms(hand("thumb_up"), 500), following)

    after = following.see_hands((hand("thumb_up"),), t_ms=60_000)

    assert after.progress == 0.0
    assert events(play(for_ms(hand("thumb_up"), 1200), following, start_ms=60_100)) == ["thumb_up"]


def test_a_clock_that_begins_again_is_followed():
    following = stream()
    play(for_ms(hand("none"), 500), following, start_ms=100_000)

    assert events(play(for_ms(hand("thumb_up"), 1500), following)) == ["thumb_up"]


@pytest.mark.parametrize("profile", [Profile(), Profile(tremor=True)], ids=["usual", "tremor"])
def test_hands_that_are_none_are_passed_over(profile):
    nan = Hand(points=np.full((21, 3), np.nan, np.float32))
    short = Hand(points=np.zeros((4, 3), np.float32))
    shown = [(nan, hand("fist"), short) if number % 2 else (nan, hand("fist")) for number in range(30)]

    assert events(play(shown, stream(profile))) == ["fist"]
    assert events(play([(nan, short)] * 30, stream(profile))) == []


@settings(max_examples=60, deadline=None)
@given(
    shown=st.lists(
        st.tuples(
            st.sampled_from([*SHAPES, "nobody", "nan"]),
            st.floats(0.1, 1.2),
            st.floats(0.1, 0.9),
            st.one_of(st.integers(-300, 300), st.just(math.nan)),
        ),
        max_size=40,
    ),
    profile=st.builds(
        Profile,
        hand=st.sampled_from(["left", "right", "either"]),
        one_hand=st.booleans(),
        tremor=st.booleans(),
        slow=st.booleans(),
    ),
)
def test_whatever_comes_in_whatever_order_the_ring_is_a_share_and_no_two_events_are_close(shown, profile):
    following, t_ms, at_ms = stream(profile), 0.0, []
    for name, x, y, step_ms in shown:
        t_ms += 0 if math.isnan(step_ms) else step_ms
        hands = () if name == "nobody" else (hand(name if name != "nan" else "fist", at=(x, y)),)
        if name == "nan":
            hands = (Hand(points=hands[0].points * np.float32(np.nan)),)
        seen = following.see_hands(hands, t_ms=math.nan if math.isnan(step_ms) else t_ms)

        assert 0.0 <= seen.progress <= 1.0
        if seen.event:
            at_ms.append((t_ms, seen.event.label))
    assert all(
        label in {*SHAPES_THAT_ACT, "swipe_left", "swipe_right", "swipe_up", "swipe_down"} for _t, label in at_ms
    )


def test_what_is_closed_looks_no_more():
    following = Gestures(load(gesture, "scripted", says="fist")).follow()

    following.close()

    with pytest.raises(EngineFailed):
        following.see(PICTURE, t_ms=100)


# -- the same of the scripted hands and of the real ones ---------------------------------------------------------------


@pytest.fixture(params=["scripted", "mediapipe"])
def finder(request, shared_models):
    return load(gesture, request.param, folders=[shared_models], says="thumb_up")


def test_a_thumb_before_the_camera_counts_once_within_a_fifth_of_a_second_of_its_time(finder, shared_data):
    from PIL import Image

    picture = np.asarray(Image.open(shared_data / "gestures" / "thumb_up__emre-A_up_03.jpg").convert("RGB"))
    following = Gestures(finder).follow()

    seen = [(number * STEP_MS, following.see(picture, t_ms=number * STEP_MS)) for number in range(22)]

    following.close()
    (at_ms,) = (t_ms for t_ms, one in seen if one.event)
    assert events([one for _t, one in seen]) == ["thumb_up"]
    assert 0 <= at_ms - Profile().hold_ms("thumb_up") <= 200
