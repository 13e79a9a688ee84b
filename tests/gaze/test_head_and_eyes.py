"""Where a head turns and where its eyes look, measured on made-up faces of which that is known."""

import numpy as np
import pytest

from modalities.gaze import Face
from modalities.gaze._eyes import eyes_of
from modalities.gaze._model_face import CLOSED, OPEN, ModelFace, Screen
from modalities.gaze._pose import Camera, Direction, head_pose

PERSON = ModelFace()


@pytest.mark.parametrize("position_mm", [(0.0, 0.0, 600.0), (-150.0, 60.0, 500.0), (120.0, -40.0, 900.0)])
@pytest.mark.parametrize(
    ("yaw_deg", "pitch_deg", "roll_deg"),
    [(0, 0, 0), (25, 0, 0), (-25, 0, 0), (0, 20, 0), (0, -20, 0), (0, 0, 15), (0, 0, -40), (20, -15, 10), (60, 10, 0)],
)
def test_the_pose_of_a_head_is_found_wherever_it_is(yaw_deg, pitch_deg, roll_deg, position_mm):
    face = PERSON.turned(yaw_deg=yaw_deg, pitch_deg=pitch_deg, roll_deg=roll_deg, position_mm=position_mm)

    pose = head_pose(face)

    assert (pose.yaw_deg, pose.pitch_deg, pose.roll_deg) == pytest.approx((yaw_deg, pitch_deg, roll_deg), abs=0.2)
    assert pose.position_mm == pytest.approx(np.array(position_mm), abs=3.0)


def test_a_nose_to_the_right_of_the_picture_is_a_positive_yaw_and_upwards_a_positive_pitch():
    """By the landmarks themselves: the tip of the nose against the middle between the eyes."""
    right, up = PERSON.turned(yaw_deg=20).points, PERSON.turned(pitch_deg=20).points
    straight = PERSON.turned().points

    assert right[1, 0] - right[[33, 263], 0].mean() > 0.01
    assert up[1, 1] < straight[1, 1]


def test_a_head_that_leans_clockwise_in_the_picture_has_a_positive_roll():
    points = PERSON.turned(roll_deg=20).points

    assert points[263, 1] > points[33, 1]  # y points down


@pytest.mark.parametrize("head_scale", [0.85, 1.15])
def test_a_large_head_far_away_turns_like_a_small_one_that_is_near(head_scale):
    pose = head_pose(ModelFace(head_scale=head_scale).turned(yaw_deg=15, pitch_deg=-10))

    assert (pose.yaw_deg, pose.pitch_deg) == pytest.approx((15, -10), abs=0.2)


def test_trembling_landmarks_move_the_pose_by_a_degree_at_most():
    """0.001 heights are half a pixel of 480."""
    rng = np.random.default_rng(3)

    poses = [head_pose(PERSON.turned(yaw_deg=10, noise=0.001, rng=rng)) for _ in range(100)]

    assert np.std([pose.yaw_deg for pose in poses]) < 1.0
    assert np.mean([pose.yaw_deg for pose in poses]) == pytest.approx(10, abs=0.3)


@pytest.mark.parametrize(
    "points",
    [np.zeros((478, 3)), np.full((478, 3), 0.5), np.full((478, 3), np.nan), np.full((478, 3), np.inf)],
)
def test_what_is_no_head_has_no_pose(points):
    assert head_pose(Face(points=points.astype(np.float32))) is None


@pytest.mark.parametrize(("eyes_yaw_deg", "eyes_pitch_deg"), [(0, 0), (20, 0), (-20, 0), (0, 12), (0, -12), (15, -10)])
@pytest.mark.parametrize("yaw_deg", [-20, 0, 20])
def test_the_gaze_is_the_heads_and_the_eyes_turn_together(eyes_yaw_deg, eyes_pitch_deg, yaw_deg):
    face = PERSON.turned(yaw_deg=yaw_deg, eyes_yaw_deg=eyes_yaw_deg, eyes_pitch_deg=eyes_pitch_deg)

    gaze = Direction.of(eyes_of(face, head_pose(face)).gaze)

    assert (gaze.yaw_deg, gaze.pitch_deg) == pytest.approx((yaw_deg + eyes_yaw_deg, eyes_pitch_deg), abs=1.0)


def test_who_looks_at_the_left_of_the_screen_looks_to_the_right_of_the_picture():
    """The camera looks the other way, and its picture is not mirrored."""
    face = PERSON.looking_at(100, 360)

    assert Direction.of(eyes_of(face, head_pose(face)).gaze).yaw_deg > 5


def test_eyes_that_look_at_a_point_keep_looking_at_it_while_the_head_turns():
    place = Screen().place_mm(300, 500)
    for yaw_deg, pitch_deg in [(0, 0), (12, -8), (-12, 8)]:
        face = PERSON.looking_at(300, 500, yaw_deg=yaw_deg, pitch_deg=pitch_deg)
        pose = head_pose(face)

        gaze = eyes_of(face, pose).gaze
        from_head = place - pose.position_mm

        assert np.degrees(np.arccos(gaze @ from_head / np.linalg.norm(from_head))) < 1.5


@pytest.mark.parametrize("opening", [OPEN, 0.15, CLOSED])
@pytest.mark.parametrize("yaw_deg", [0, 45, -45])
def test_the_opening_of_the_lids_is_their_height_over_the_eyes_width(opening, yaw_deg):
    """Seen from the side the width is shortened, and the ratio grows; the corners' own slant shortens it by 2 %."""
    face = PERSON.turned(opening=opening, yaw_deg=yaw_deg)

    measured = eyes_of(face, head_pose(face)).opening

    assert opening * 0.98 < measured < opening * (1.04 if yaw_deg == 0 else 1.6)


@pytest.mark.parametrize("distance_mm", [400.0, 600.0, 900.0])
@pytest.mark.parametrize("head_scale", [0.85, 1.0, 1.15])
def test_the_distance_comes_from_the_iris_and_not_from_the_size_of_the_head(distance_mm, head_scale):
    face = ModelFace(head_scale=head_scale).turned(position_mm=(0.0, 0.0, distance_mm))

    assert eyes_of(face, head_pose(face)).distance_mm() == pytest.approx(distance_mm, rel=0.03)


def test_a_wide_picture_has_its_middle_elsewhere():
    camera = Camera(aspect=16 / 9)
    face = ModelFace(camera=camera).turned(yaw_deg=10, position_mm=(-200.0, 0.0, 600.0))

    assert head_pose(face, camera=camera).yaw_deg == pytest.approx(10, abs=0.2)
