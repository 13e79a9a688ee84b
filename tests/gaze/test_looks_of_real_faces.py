"""Looks in pictures of real people. Nobody wrote down where they look; but a mirrored picture must give the mirrored
look, a turned one the turned head, and who looks into the camera looks at the centre."""

import numpy as np
import pytest
from PIL import Image

from modalities import gaze, load
from modalities.gaze import Camera, Looks, LookStream
from modalities.gaze._looks import SIDEWAYS_DEG

INTO_THE_CAMERA = ["none__mp-026fd791_rock.jpg", "none__mp-07fdea90_four.jpg", "none__mp-15a73593_four.jpg"]
"""One of them with glasses."""
TO_A_SIDE = {"fist__emre-A_emergency_03.jpg": "left", "victory__emre-A_closer_04.jpg": "left"}
"""Heads and eyes that turn to the left of the picture, with glasses."""
CLOSED = ["fist__emre-A_emergency_06.jpg", "none__emre-A_video_pause_03.jpg"]
OPEN = ["none__mp-15a73593_four.jpg", "fist__emre-A_emergency_09.jpg", "victory__emre-A_closer_04.jpg"]
FROM_THE_SIDE = "none__hagrid-fig2_call.jpg"


@pytest.fixture(scope="module")
def finder(shared_models):
    return load(gaze, "mediapipe", folders=[shared_models])


@pytest.fixture(scope="module")
def picture(shared_data):
    return lambda name: np.asarray(Image.open(shared_data / "gestures" / name).convert("RGB"))


def looked(finder, frame):
    height, width, _ = frame.shape
    seen = LookStream().see_faces(finder.find(frame), t_ms=0, camera=Camera(aspect=width / height))
    assert seen.missing is None
    return seen


def mirrored(frame):
    return np.ascontiguousarray(frame[:, ::-1])


@pytest.mark.parametrize("name", INTO_THE_CAMERA)
def test_who_looks_into_the_camera_looks_at_the_centre(finder, picture, name):
    assert Looks(finder).of_picture(picture(name)).label == "centre"


@pytest.mark.parametrize(("name", "side"), TO_A_SIDE.items())
def test_who_looks_to_a_side_looks_to_the_other_in_a_mirror(finder, picture, name, side):
    looks = Looks(finder)

    assert looks.of_picture(picture(name)).label == side
    assert looks.of_picture(mirrored(picture(name))).label == {"left": "right", "right": "left"}[side]


@pytest.mark.parametrize("name", CLOSED)
def test_closed_eyes_are_closed(finder, picture, name):
    assert Looks(finder).of_picture(picture(name)).label == "closed"


@pytest.mark.parametrize("name", OPEN)
def test_open_eyes_are_not(finder, picture, name):
    assert Looks(finder).of_picture(picture(name)).label not in ("closed", None)


def test_a_face_from_the_side_gives_no_look(finder, picture):
    assert Looks(finder).of_picture(picture(FROM_THE_SIDE)).label is None


@pytest.mark.parametrize("name", [*INTO_THE_CAMERA, *TO_A_SIDE, *OPEN])
def test_a_mirrored_face_has_the_mirrored_pose_and_look(finder, picture, name):
    """The eyes within the border of a look to a side: irises of 6 pixels say no more before a calibration."""
    frame = picture(name)

    one, other = looked(finder, frame), looked(finder, mirrored(frame))

    assert other.pose.yaw_deg == pytest.approx(-one.pose.yaw_deg, abs=5)
    assert other.pose.pitch_deg == pytest.approx(one.pose.pitch_deg, abs=4)
    assert other.pose.roll_deg == pytest.approx(-one.pose.roll_deg, abs=3)
    assert other.direction.yaw_deg == pytest.approx(-one.direction.yaw_deg, abs=SIDEWAYS_DEG)


@pytest.mark.parametrize("turned_deg", [-20, 20])
@pytest.mark.parametrize("name", INTO_THE_CAMERA)
def test_a_turned_picture_is_a_leaning_head(finder, picture, name, turned_deg):
    """PIL turns against the clock."""
    frame = picture(name)
    turned = np.asarray(Image.fromarray(frame).rotate(-turned_deg, resample=Image.Resampling.BICUBIC))

    one, other = looked(finder, frame), looked(finder, turned)

    assert other.pose.roll_deg - one.pose.roll_deg == pytest.approx(turned_deg, abs=4)


def test_a_clip_of_somebody_who_swipes_keeps_its_one_face(finder, shared_data):
    stream = Looks(finder).follow()
    with Image.open(shared_data / "gesture_videos" / "swipe_left_right.gif") as clip:
        seen = []
        for n in range(0, clip.n_frames, 4):
            clip.seek(n)
            seen.append(stream.see(np.asarray(clip.convert("RGB")), t_ms=100 * n))
    stream.close()

    assert [one.missing for one in seen] == [None] * len(seen)
    steps_mm = np.linalg.norm(np.diff([one.pose.position_mm for one in seen], axis=0), axis=1)
    assert np.median(steps_mm) < 30
    assert np.ptp([one.pose.yaw_deg for one in seen]) < 15
