"""Gestures that a member teaches: shown twice, named, recognised; refused with the reason where they cannot be told."""

import json

import numpy as np
import pytest
from PIL import Image

from errors import GestureNotLearnt
from modalities import gesture, load
from modalities.gesture import Gestures, Hand, Taught, teach
from modalities.gesture._synthetic import hand
from scripts.gesture.made_hands import turned

STEP_MS = 1000 / 15
PEOPLE = {
    "horns": "none__emre-A_photo_*.jpg",
    "call": "none__emre-A_callme_*.jpg",
    "four": "none__emre-A_video_pause_*.jpg",
}


def shaken(shown, number, spread=0.002):
    random = np.random.default_rng(number)
    return Hand(
        points=(shown.points + spread * random.standard_normal((21, 3))).astype(np.float32), is_left=shown.is_left
    )


def take_of(*shown, ms=5000, start=0):
    count = round(ms / STEP_MS)
    return [(number * STEP_MS, shaken(shown[number * len(shown) // count], start + number)) for number in range(count)]


def horns(degrees=0.0, *, is_left=False):
    shown = hand("none", is_left=is_left)
    points = turned(shown.points[None].astype(float), np.array([[0.0, 0.0, 1.0]]), np.radians([degrees]))[0]
    return Hand(points=points.astype(np.float32), is_left=is_left)


@pytest.fixture(scope="module")
def taught_horns():
    return teach([take_of(horns()), take_of(horns(8), start=500)], "Cornes")


def stream(*taught):
    return Gestures(load(gesture, "scripted", says="nobody")).follow(taught=taught)


def events(shown, following):
    seen = [following.see_hands((one,), t_ms=number * STEP_MS) for number, one in enumerate(shown)]
    return [one.event.label for one in seen if one.event]


@pytest.mark.parametrize("is_left", [False, True])
@pytest.mark.parametrize("degrees", [0, 25, -25])
def test_what_was_taught_counts_under_its_name_with_either_hand(taught_horns, is_left, degrees):
    shown = [shaken(horns(degrees, is_left=is_left), number) for number in range(30)]

    assert events(shown, stream(taught_horns)) == ["Cornes"]
    assert events(shown, stream()) == []


@pytest.mark.parametrize("shape", ["open_palm", "fist", "thumb_up", "victory", "pointing_up"])
def test_what_was_taught_takes_no_other_gesture_away(taught_horns, shape):
    assert events([hand(shape)] * 30, stream(taught_horns)) == [shape]


def test_what_was_taught_is_small_and_survives_being_kept(taught_horns):
    kept = json.dumps(taught_horns.as_dict())

    assert len(kept) < 4000
    assert Taught.from_dict(json.loads(kept)) == taught_horns


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"name": "Cornes"},
        {"name": "Cornes", "shape": [1.0, 2.0]},
        {"name": "Cornes", "shape": "abc"},
        {"name": "Cornes", "shape": [None]},
        {"name": None, "shape": [0.0] * 270},
        {"name": "Cornes", "shape": [float("nan")] * 270},
    ],
)
def test_what_was_kept_and_is_damaged_says_to_show_it_again(kept):
    with pytest.raises(GestureNotLearnt, match="montrez-le encore"):
        Taught.from_dict(kept)


@pytest.mark.parametrize("shape", ["open_palm", "fist", "thumb_up", "thumb_down", "victory", "pointing_up"])
def test_a_gesture_that_the_cafe_knows_is_not_learnt_again(shape):
    with pytest.raises(GestureNotLearnt, match="connaît déjà"):
        teach([take_of(hand(shape)), take_of(hand(shape), start=500)], "À moi")


def test_a_gesture_like_another_taught_one_is_refused(taught_horns):
    with pytest.raises(GestureNotLearnt, match="que vous avez déjà appris"):
        teach([take_of(horns(3)), take_of(horns(-3), start=500)], "Encore", among=[taught_horns])


def test_a_take_that_is_too_short_is_refused():
    with pytest.raises(GestureNotLearnt, match="pas été vue assez longtemps"):
        teach([take_of(horns()), take_of(horns(), ms=1000)], "Cornes")


@pytest.mark.parametrize("take", [[], [(0.0, horns())] * 100], ids=["nothing", "one moment"])
def test_a_take_without_time_is_refused(take):
    with pytest.raises(GestureNotLearnt, match="pas été vue assez longtemps"):
        teach([take, take_of(horns())], "Cornes")


def test_hands_that_are_none_do_not_count_as_seen():
    nan = [(number * STEP_MS, Hand(points=np.full((21, 3), np.nan, np.float32))) for number in range(75)]

    with pytest.raises(GestureNotLearnt, match="pas été vue assez longtemps"):
        teach([nan, nan], "Cornes")


def test_two_takes_that_differ_are_refused():
    other = turned_fingers()

    with pytest.raises(GestureNotLearnt, match="ne se ressemblent pas"):
        teach([take_of(horns()), take_of(other)], "Cornes")


def turned_fingers():
    """The little finger out alone."""
    shown = hand("none").points.copy()
    shown[5:9] = hand("fist").points[5:9] - hand("fist").points[5] + shown[5]
    return Hand(points=shown, is_left=False)


def test_a_hand_that_changes_its_shape_is_refused():
    changing = take_of(horns(), hand("open_palm"), hand("fist"), horns(), turned_fingers(), hand("victory"))

    with pytest.raises(GestureNotLearnt):
        teach([changing, changing], "Cornes")


def test_the_moments_in_which_the_hand_rose_and_fell_are_left_out(taught_horns):
    rising = take_of(hand("fist"), ms=600) + [(600 + t_ms, one) for t_ms, one in take_of(horns())]

    learnt = teach([rising, take_of(horns(), start=500)], "Cornes")

    assert np.allclose(learnt.shape, taught_horns.shape, atol=0.1)


@pytest.mark.parametrize("takes", [1, 3])
def test_it_is_shown_twice(takes):
    with pytest.raises(GestureNotLearnt, match="deux fois"):
        teach([take_of(horns())] * takes, "Cornes")


@pytest.mark.parametrize("name", ["", "   ", "x" * 41])
def test_a_name_has_some_signs(name):
    with pytest.raises(GestureNotLearnt, match="de 1 à 40 caractères"):
        teach([take_of(horns())] * 2, name)


@pytest.mark.parametrize("name", ["thumb_up", "swipe_left", "none", "unsure", "cornes"])
def test_a_name_is_given_once(name, taught_horns):
    with pytest.raises(GestureNotLearnt, match="déjà pris"):
        teach([take_of(horns())] * 2, name, among=[taught_horns])


# -- real hands --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def people(shared_data, shared_models):
    """The hands of one man, sign by sign."""
    finder = load(gesture, "mediapipe", folders=[shared_models])
    return {
        sign: [
            finder.find(np.asarray(Image.open(path).convert("RGB")))[0]
            for path in sorted((shared_data / "gestures").glob(pattern))
        ]
        for sign, pattern in PEOPLE.items()
    }


def learnt_from(hands, name, among=()):
    return teach([take_of(hands[0], hands[1]), take_of(hands[1], hands[0], start=500)], name, among=among)


def test_a_man_teaches_two_signs_and_both_are_told_apart(people):
    horns_of_his = learnt_from(people["horns"], "Cornes")
    four = learnt_from(people["four"], "Quatre", among=[horns_of_his])
    following = stream(horns_of_his, four)

    shown = [people["horns"][3]] * 24 + [people["four"][3]] * 24

    assert events(shown, following) == ["Cornes", "Quatre"]


def test_a_sign_of_his_that_was_not_taught_is_none_of_them(people):
    taught = learnt_from(people["horns"], "Cornes"), learnt_from(people["four"], "Quatre")

    shown = [sign for sign in people["call"] for _time in range(24)]
    assert events(shown, stream(*taught)) == []
