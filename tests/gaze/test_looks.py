"""Which way somebody looks, from faces to labels and events."""

import numpy as np
import pytest

from modalities.gaze import Camera, Face, Looks, LookStream
from modalities.gaze._model_face import CLOSED, OPEN, ModelFace

PERSON = ModelFace()
PICTURE = np.zeros((480, 640, 3), np.uint8)
FRAME_MS = 66


class Finder:
    """Finds the faces that it was given, whatever the picture."""

    name = "given"

    def __init__(self, *faces: Face) -> None:
        self.faces = faces
        self.closed = False

    def find(self, picture, *, t_ms: int = 0):
        return self.faces

    def follow(self):
        return self

    def close(self):
        self.closed = True


def watched(stream: LookStream, seconds: float, *faces: Face, since_ms: int = 0):
    return [stream.see_faces(faces, t_ms=since_ms + t_ms) for t_ms in range(0, int(seconds * 1000), FRAME_MS)]


def events_of(looked):
    return [one.event.label for one in looked if one.event is not None]


@pytest.mark.parametrize(
    ("label", "turn"),
    [
        ("centre", {}),
        ("left", {"yaw_deg": -25}),
        ("right", {"yaw_deg": 25}),
        ("left", {"eyes_yaw_deg": -22}),
        ("right", {"eyes_yaw_deg": 22}),
        ("up", {"pitch_deg": 20}),
        ("down", {"pitch_deg": -20}),
        ("up", {"eyes_pitch_deg": 18}),
        ("down", {"eyes_pitch_deg": -18}),
        ("centre", {"yaw_deg": 25, "eyes_yaw_deg": -25}),
        ("centre", {"roll_deg": 30}),
        ("centre", {"pitch_deg": -10}),  # into the screen under the camera
        ("closed", {"opening": CLOSED}),
        ("closed", {"opening": CLOSED, "yaw_deg": 30}),
    ],
)
def test_a_picture_says_which_way_its_face_looks(label, turn):
    look = Looks(Finder(PERSON.turned(**turn))).of_picture(PICTURE)

    assert (look.modality, look.engine, look.text, look.label) == ("gaze", "given", "", label)
    assert 0 < look.confidence <= 1
    assert look.seconds >= 0


def test_left_is_the_pictures_left():
    """The nose goes to smaller x."""
    face = PERSON.turned(yaw_deg=-25)

    assert face.points[1, 0] < face.points[[33, 263], 0].mean()
    assert Looks(Finder(face)).of_picture(PICTURE).label == "left"


def test_a_mirrored_picture_gives_the_other_side():
    points = PERSON.turned(yaw_deg=-25).points.copy()
    points[:, 0] = 4 / 3 - points[:, 0]
    swapped = points.copy()
    for one, other in [(33, 263), (133, 362), (127, 356), (468, 473), (469, 476), (471, 474)]:
        swapped[[one, other]] = points[[other, one]]
    for one, other in [(160, 387), (158, 385), (153, 380), (144, 373)]:
        swapped[[one, other]] = points[[other, one]]

    assert Looks(Finder(Face(points=swapped))).of_picture(PICTURE).label == "right"


@pytest.mark.parametrize(
    "faces",
    [
        (),
        (Face(points=np.full((478, 3), np.nan, np.float32)),),
        (Face(points=np.zeros((478, 3), np.float32)),),
        (Face(points=np.random.default_rng(0).random((478, 3)).astype(np.float32)),),
        (Face(points=np.zeros((3, 3), np.float32)),),
        (PERSON.turned(yaw_deg=80),),
        (PERSON.turned(position_mm=(330.0, 0.0, 600.0)),),
    ],
    ids=["none", "nan", "spot", "noise", "few points", "turned away", "half outside"],
)
def test_no_look_is_made_up_where_there_is_no_face_or_half_of_one(faces):
    look = Looks(Finder(*faces)).of_picture(PICTURE)

    assert (look.label, look.confidence) == (None, None)


@pytest.mark.parametrize(
    ("missing", "face"),
    [
        ("no_face", Face(points=np.full((478, 3), np.nan, np.float32))),
        ("half_outside", PERSON.turned(position_mm=(330.0, 0.0, 600.0))),
        ("turned_away", PERSON.turned(yaw_deg=80)),
        ("turned_away", PERSON.turned(yaw_deg=-80)),
    ],
)
def test_a_stream_says_what_is_missing(missing, face):
    looked = LookStream().see_faces([face], t_ms=0)

    assert (looked.missing, looked.pose, looked.eyes, looked.direction, looked.event) == (missing, *[None] * 4)


def test_of_three_faces_the_nearest_counts():
    near = PERSON.turned(yaw_deg=25, position_mm=(0.0, 0.0, 500.0))
    far = [PERSON.turned(yaw_deg=-25, position_mm=(x, 0.0, 1000.0)) for x in (-250.0, 250.0)]

    assert Looks(Finder(far[0], near, far[1])).of_picture(PICTURE).label == "right"


def test_who_is_followed_stays_followed_when_somebody_nearer_comes():
    member = PERSON.turned(position_mm=(-150.0, 0.0, 700.0))
    comes = PERSON.turned(position_mm=(150.0, 0.0, 450.0))
    stream = LookStream()
    watched(stream, 0.5, member)

    with_both = watched(stream, 3.0, comes, member, since_ms=500)

    assert all(one.face is member for one in with_both)
    assert with_both[-1].faces_seen == 2


def test_another_face_is_followed_only_when_the_first_has_been_away_for_a_second():
    member = PERSON.turned(position_mm=(-200.0, 0.0, 700.0))
    other = PERSON.turned(position_mm=(200.0, 0.0, 700.0))
    stream = LookStream()
    watched(stream, 0.5, member)

    alone = watched(stream, 2.0, other, since_ms=500)

    assert [one.face is other for one in alone] == [one.t_ms - 462 > 1_000 for one in alone]
    assert alone[0].missing == "no_face"


def test_a_look_aside_is_an_event_once_when_it_has_settled():
    stream = LookStream()

    looked = [
        *watched(stream, 1.0, PERSON.turned()),
        *watched(stream, 1.0, PERSON.turned(eyes_yaw_deg=22), since_ms=1_000),
        *watched(stream, 1.0, PERSON.turned(), since_ms=2_000),
    ]

    assert events_of(looked) == ["centre", "right", "centre"]
    right = next(one for one in looked if one.event is not None and one.event.label == "right")
    assert 1_150 <= right.t_ms <= 1_000 + 4 * FRAME_MS
    assert (right.event.modality, right.event.engine) == ("gaze", "faces")


def test_a_single_odd_picture_is_no_look():
    stream = LookStream()

    looked = [
        *watched(stream, 1.0, PERSON.turned()),
        stream.see_faces([PERSON.turned(eyes_yaw_deg=25)], t_ms=1_010),
        *watched(stream, 1.0, PERSON.turned(), since_ms=1_076),
    ]

    assert events_of(looked) == ["centre"]


def test_a_look_at_the_border_does_not_flicker():
    stream = LookStream()
    watched(stream, 1.0, PERSON.turned(eyes_yaw_deg=16))
    rng = np.random.default_rng(5)

    looked = [
        one
        for n in range(60)
        for one in watched(
            stream, 0.06, PERSON.turned(eyes_yaw_deg=13.5 + rng.uniform(-1, 1)), since_ms=1_000 + n * FRAME_MS
        )
    ]

    assert events_of(looked) == []


@pytest.mark.parametrize(("closed_ms", "is_long"), [(150, False), (330, False), (460, True), (1_500, True)])
def test_a_blink_is_told_with_its_length_when_it_is_over(closed_ms, is_long):
    stream = LookStream()

    looked = [
        *watched(stream, 2.0, PERSON.turned()),
        *watched(stream, closed_ms / 1000, PERSON.turned(opening=CLOSED), since_ms=2_000),
        *watched(stream, 1.0, PERSON.turned(), since_ms=2_000 + closed_ms),
    ]

    (blink,) = [one.blink for one in looked if one.blink is not None]
    assert (blink.began_ms, blink.lasted_ms, blink.is_long) == (2_000, closed_ms, is_long)
    assert all(one.direction is None for one in looked if one.is_closed)


def test_a_short_blink_is_no_event_and_eyes_that_stay_closed_are_one():
    stream = LookStream()
    open_eyes, closed = PERSON.turned(), PERSON.turned(opening=CLOSED)

    looked = [
        *watched(stream, 1.0, open_eyes),
        *watched(stream, 0.2, closed, since_ms=1_000),
        *watched(stream, 1.0, open_eyes, since_ms=1_200),
        *watched(stream, 1.5, closed, since_ms=2_200),
        *watched(stream, 1.0, open_eyes, since_ms=3_700),
    ]

    assert events_of(looked) == ["centre", "closed", "centre"]


def test_narrow_eyes_are_not_closed_once_they_are_known():
    """At 0.11 they would be closed in somebody whose eyes are usually 0.27 open."""
    narrow = LookStream()
    watched(narrow, 2.0, PERSON.turned(opening=0.16))

    assert not narrow.see_faces([PERSON.turned(opening=0.11)], t_ms=3_000).is_closed
    assert narrow.see_faces([PERSON.turned(opening=0.05)], t_ms=3_066).is_closed


def test_wide_eyes_are_closed_earlier():
    wide = LookStream()
    watched(wide, 2.0, PERSON.turned(opening=0.36))

    assert wide.see_faces([PERSON.turned(opening=0.14)], t_ms=3_000).is_closed
    assert not LookStream().see_faces([PERSON.turned(opening=0.14)], t_ms=0).is_closed


def test_eyes_that_stay_closed_do_not_become_the_usual_opening():
    stream = LookStream()
    watched(stream, 2.0, PERSON.turned(opening=OPEN))

    looked = watched(stream, 60.0, PERSON.turned(opening=CLOSED), since_ms=2_000)

    assert all(one.is_closed for one in looked)


def test_a_face_that_is_lost_with_closed_eyes_has_not_blinked():
    stream = LookStream()
    watched(stream, 1.0, PERSON.turned())
    watched(stream, 0.2, PERSON.turned(opening=CLOSED), since_ms=1_000)
    stream.see_faces([], t_ms=1_200)

    assert [one.blink for one in watched(stream, 0.5, PERSON.turned(), since_ms=1_266)] == [None] * 8


def test_times_that_repeat_or_run_backwards_make_no_blink_of_negative_length():
    stream = LookStream()
    faces = [PERSON.turned(), PERSON.turned(opening=CLOSED), PERSON.turned()]

    looked = [stream.see_faces([face], t_ms=t_ms) for face, t_ms in zip(faces, (1_000, 500, 500), strict=True)]

    assert [one.t_ms for one in looked] == [1_000, 1_001, 1_002]
    assert looked[-1].blink.lasted_ms == 1


def test_the_centre_is_where_its_person_says():
    """A laptop's camera stands over the screen: who reads looks down all the time."""
    stream = LookStream()
    reading = PERSON.turned(pitch_deg=-20)
    assert events_of(watched(stream, 1.0, reading)) == ["down"]

    stream.centre_here()

    assert events_of(watched(stream, 1.0, reading, since_ms=1_000)) == ["centre"]
    assert events_of(watched(stream, 1.0, PERSON.turned(pitch_deg=-36), since_ms=2_000)) == ["down"]


def test_the_centre_is_not_taken_from_closed_eyes_or_nobody():
    stream = LookStream()
    watched(stream, 1.0, PERSON.turned(yaw_deg=-20))
    stream.see_faces([], t_ms=1_000)

    stream.centre_here()

    assert stream.see_faces([PERSON.turned()], t_ms=1_066).direction.yaw_deg == pytest.approx(0, abs=1)


def test_a_stream_follows_pictures_with_their_own_shape():
    """The same face stands elsewhere in the heights of a wide picture."""
    face = ModelFace(camera=Camera(aspect=16 / 9)).turned(yaw_deg=12)
    finder = Finder(face)
    stream = Looks(finder).follow()

    looked = stream.see(np.zeros((360, 640, 3), np.uint8), t_ms=0)
    stream.close()

    assert looked.pose.yaw_deg == pytest.approx(12, abs=0.3)
    assert finder.closed


def test_a_stream_without_a_finder_says_that_it_cannot_see_pictures():
    with pytest.raises(ValueError, match="without"):
        LookStream().see(PICTURE, t_ms=0)
