"""What shape a hand has, whatever its side, its size and its turn; and that what is unknown stays unknown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from modalities import gesture, load
from modalities.gesture import COMMANDS, Gestures, Hand
from modalities.gesture._looks import acting_hand, hands_apart
from modalities.gesture._points import features, is_hand
from modalities.gesture._shapes import FILE, FORMS, Shapes, read_hand, shares_of, stored_shapes
from modalities.gesture._synthetic import SHAPES, hand
from scripts.gesture.made_hands import OTHER, made, turned

FORM_OF = dict(zip(SHAPES, ("palm", "fist", "thumb", "thumb", "victory", "point", "other"), strict=True))
SOME_HANDS, THEIR_FORMS = made(np.random.default_rng(77), 400)


def turned_in_picture(points, degrees):
    return turned(points[None], np.array([[0.0, 0.0, 1.0]]), np.radians([degrees]))[0]


def read(points, *, is_left=False, from_above=False):
    return read_hand(stored_shapes(), points, is_left=is_left, from_above=from_above).label


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("is_left", [False, True])
def test_each_gesture_of_either_hand_is_read_as_what_it_is(shape, is_left):
    assert read(hand(shape, is_left=is_left).points, is_left=is_left) == shape


@given(
    number=st.integers(0, len(SOME_HANDS) - 1),
    degrees=st.floats(-180, 180),
    scale=st.floats(0.02, 5),
    at=st.tuples(st.floats(-2, 2), st.floats(-2, 2)),
    mirrored=st.booleans(),
)
def test_the_form_stays_however_the_hand_is_turned_sized_moved_and_mirrored(number, degrees, scale, at, mirrored):
    points = SOME_HANDS[number]
    other = turned_in_picture(points, degrees) * scale * (-1 if mirrored else 1, 1, 1) + (*at, 0)

    here, there = (stored_shapes().probabilities(one[None]) for one in (points, other))

    assert np.allclose(here, there, atol=5e-3)


@settings(deadline=None)
@given(degrees=st.floats(-180, 180))
def test_a_thumb_says_yes_only_upwards_and_no_only_downwards(degrees):
    points = turned_in_picture(hand("thumb_up").points.astype(float), degrees)

    label = read(points)

    if abs(degrees) < 60:
        assert label == "thumb_up"
    elif abs(degrees) > 120:
        assert label == "thumb_down"
    elif 80 < abs(degrees) < 100:
        assert label == "unsure"


@given(degrees=st.floats(-180, 180))
def test_seen_from_above_every_thumb_is_a_thumb_up(degrees):
    assert read(turned_in_picture(hand("thumb_down").points.astype(float), degrees), from_above=True) == "thumb_up"


@pytest.mark.parametrize("degrees", [90, 180, -90])
def test_a_finger_that_points_elsewhere_asks_for_nothing(degrees):
    assert read(turned_in_picture(hand("pointing_up").points.astype(float), degrees)) == "none"


def test_the_back_of_an_open_hand_asks_for_nothing_where_the_side_is_known():
    points = hand("open_palm").points

    assert read(points, is_left=True) == "none"
    assert read(points, is_left=None) == "open_palm"


@pytest.mark.parametrize("kind", ["thrown", "scrambled", "one place", "a line"])
def test_points_that_are_no_hand_are_no_command(kind):
    random = np.random.default_rng(5)
    points = {
        "thrown": random.normal(size=(100, 21, 3)),
        "scrambled": random.permuted(SOME_HANDS[:100], axis=1),
        "one place": np.ones((3, 21, 3)),
        "a line": np.linspace(0, 1, 21)[None, :, None] * np.ones((3, 21, 3)),
    }[kind]

    commands = [read(one) in COMMANDS for one in points]

    assert np.mean(commands) <= 0.02


@pytest.mark.parametrize(
    "points",
    [
        np.full((21, 3), np.nan),
        np.full((21, 3), np.inf),
        np.zeros((21, 3)),
        np.zeros((20, 3)),
        np.zeros((0, 3)),
        np.full((21, 3), 1e30),
    ],
    ids=["nan", "inf", "one place", "a point too few", "nothing", "too far"],
)
def test_what_cannot_be_a_hand_is_unsure_and_acts_nowhere(points):
    one = Hand(points=points.astype(np.float32))

    assert not is_hand(one.points)
    assert shares_of(stored_shapes(), one.points, is_left=None) == {"unsure": 1.0}
    assert acting_hand([one]) is None


def test_a_hand_that_was_found_twice_is_one_hand():
    found = hand("fist", at=(0.5, 0.5)), hand("fist", at=(0.52, 0.5)), hand("fist", at=(1.0, 0.5))

    assert hands_apart(found) == (found[0], found[2])


def test_the_raised_hand_acts_and_of_two_raised_alike_the_larger():
    low, high = hand("fist", at=(0.4, 0.8)), hand("fist", at=(0.9, 0.3))
    near = hand("fist", at=(0.4, 0.35), palm=0.25)

    assert acting_hand([low, high]) is high
    assert acting_hand([high, near]) is near


@pytest.mark.parametrize(("side", "number"), [("left", 0), ("right", 1)])
def test_only_the_wanted_hand_acts(side, number):
    both = hand("fist", at=(0.4, 0.5), is_left=True), hand("fist", at=(0.9, 0.5), is_left=False)

    assert acting_hand(both, side) is both[number]
    assert acting_hand(both[1 - number :][:1], side) is None


def test_made_up_hands_that_were_not_learnt_from_are_known():
    answers = stored_shapes().probabilities(SOME_HANDS).argmax(axis=1)

    assert (answers == THEIR_FORMS).mean() > 0.95
    assert ((answers != OTHER) & (THEIR_FORMS == OTHER)).sum() <= 0.02 * len(SOME_HANDS)


def test_the_networks_are_small():
    assert FILE.stat().st_size < 250_000
    assert features(SOME_HANDS[:2]).shape[0] == 2
    assert len(FORMS) == stored_shapes().probabilities(SOME_HANDS[:1]).shape[1]


# -- real people -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def finder(shared_models):
    return load(gesture, "mediapipe", folders=[shared_models])


@pytest.fixture(scope="module")
def never_saw_anybody():
    """The networks before they saw a person: everybody is left out."""
    with np.load(FILE) as arrays:
        return Shapes(dict(arrays), prefix="made_")


def pictures_of(folder, pattern):
    return [np.asarray(Image.open(path).convert("RGB")) for path in sorted(folder.glob(pattern))]


@pytest.mark.parametrize(
    ("pattern", "never"),
    [
        ("none__*call*.jpg", ("thumb_up", "thumb_down")),
        ("fist__*.jpg", ("thumb_up", "thumb_down")),
        ("none__*rock*.jpg", ("thumb_up", "thumb_down", "victory")),
        ("none__*four*.jpg", ("open_palm",)),
    ],
)
def test_signs_that_look_alike_are_not_taken_for_commands(pattern, never, finder, never_saw_anybody, shared_data):
    gestures = Gestures(finder, shapes=never_saw_anybody)

    labels = [gestures.of_picture(picture).label for picture in pictures_of(shared_data / "gestures", pattern)]

    assert labels
    assert not set(labels) & set(never)


@pytest.mark.parametrize("label", COMMANDS)
def test_every_command_of_real_people_is_read(label, finder, shared_data):
    pictures = pictures_of(shared_data / "gestures", f"{label}__*.jpg")

    labels = [Gestures(finder).of_picture(picture).label for picture in pictures]

    assert labels == [label] * len(labels)
    assert len(labels) >= 10


def test_hands_on_a_table_are_read_from_above(finder, never_saw_anybody, shared_data):
    folder = shared_data / "gestures_hard"
    gestures = Gestures(finder, shapes=never_saw_anybody, from_above=True)

    found = [
        (path.name.split("__")[0], gestures.of_picture(picture).label)
        for path, picture in ((path, np.asarray(Image.open(path).convert("RGB"))) for path in sorted(folder.iterdir()))
        if finder.find(picture)
    ]

    assert len(found) >= 25
    assert np.mean([label == read for label, read in found]) >= 0.75


@pytest.mark.parametrize("name", ["scripted", "mediapipe"])
def test_a_picture_of_nobody_shows_none(name, shared_models):
    gestures = Gestures(load(gesture, name, folders=[shared_models]))

    recognition = gestures.of_picture(np.full((120, 160, 3), 90, np.uint8))

    assert (recognition.modality, recognition.engine, recognition.label) == ("gesture", name, "none")
    assert recognition.confidence is None
    assert recognition.text == ""


@pytest.mark.parametrize("name", ["scripted", "mediapipe"])
def test_a_picture_of_a_palm_is_a_recognition_with_its_confidence(name, shared_models, shared_data):
    gestures = Gestures(load(gesture, name, folders=[shared_models], says="open_palm"))
    picture = np.asarray(Image.open(shared_data / "gestures" / "open_palm__emre-A_palm_07.jpg").convert("RGB"))

    recognition = gestures.of_picture(picture)

    assert recognition.label == "open_palm"
    assert 0.5 < recognition.confidence <= 1.0
    assert recognition.seconds > 0
    assert all(other.text != "open_palm" for other in recognition.alternatives)
