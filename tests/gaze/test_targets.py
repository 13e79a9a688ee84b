"""Targets as large as the error asks for, and the way of pointing that they leave."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from modalities.gaze._calibration import Window
from modalities.gaze._drift import Drift
from modalities.gaze._head_pointer import HeadPointer
from modalities.gaze._model_face import ModelFace
from modalities.gaze._pose import head_pose
from modalities.gaze._targets import (
    Rectangle,
    Target,
    four_fit,
    four_targets,
    head_error_px,
    how_many_fit,
    rest_size,
    target_size,
    way_of_pointing,
)

LAPTOP = Window(width=1280, height=720)
errors_px = st.floats(0, 2_000)
windows = st.builds(Window, width=st.floats(1, 4_000), height=st.floats(1, 3_000))


@given(errors_px)
def test_a_target_is_twice_the_error_at_least_and_44_pixels(error_px):
    assert target_size(error_px) >= max(44, 2 * error_px)


@given(errors_px, windows)
def test_as_many_targets_fit_as_are_said_with_rest_between_them(error_px, window):
    columns, rows = how_many_fit(error_px, window)
    size, rest = target_size(error_px), rest_size(error_px)

    if columns:
        assert columns * size + (columns - 1) * rest <= window.width + 1e-6
    if rows:
        assert rows * size + (rows - 1) * rest <= window.height + 1e-6
    assert (columns + 1) * size + columns * rest > window.width
    assert (rows + 1) * size + rows * rest > window.height


@given(errors_px, windows)
def test_four_targets_are_large_enough_apart_and_within_the_window(error_px, window):
    assume(four_fit(error_px, window))

    targets, strips = four_targets(error_px, window)

    assert len(targets) == 4
    for target in targets:
        assert min(target.width, target.height) >= target_size(error_px) - 1e-6
        assert target.left >= 0
        assert target.top >= 0
        assert target.left + target.width <= window.width + 1e-6
        assert target.top + target.height <= window.height + 1e-6
        assert not any(strip.holds(target.middle) for strip in strips)
    one, beside, below, _ = targets
    assert beside.left - (one.left + one.width) == pytest.approx(rest_size(error_px))
    assert below.top - (one.top + one.height) == pytest.approx(rest_size(error_px))


def test_four_targets_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="fit"):
        four_targets(400, LAPTOP)


@pytest.mark.parametrize(
    ("error_px", "window", "head", "way"),
    [
        (30, LAPTOP, True, "eyes"),
        (140, LAPTOP, True, "eyes"),
        (150, LAPTOP, True, "head"),  # 5 × 150 px are more than 720
        (150, LAPTOP, False, "keyboard"),
        (None, LAPTOP, True, "head"),
        (None, LAPTOP, False, "keyboard"),
        (30, LAPTOP, False, "eyes"),
        (30, Window(width=200, height=100), True, "keyboard"),
        (60, Window(width=360, height=640), True, "eyes"),
        (80, Window(width=360, height=640), True, "head"),
    ],
)
def test_the_way_of_pointing_is_the_best_that_four_targets_leave(error_px, window, head, way):
    assert way_of_pointing(error_px, window, head=head) == way


@given(errors_px, windows)
def test_eyes_that_are_worse_never_bring_the_eyes_back(error_px, window):
    if way_of_pointing(error_px, window) != "eyes":
        assert way_of_pointing(error_px * 1.5 + 1, window) != "eyes"


def pointed(pointer, *, t_ms=0, **turn):
    return pointer.point(head_pose(ModelFace().turned(**turn)), t_ms=t_ms, window=LAPTOP)


def test_the_head_points_to_the_middle_first_wherever_it_looks():
    assert pointed(HeadPointer(), yaw_deg=7, pitch_deg=-12) == pytest.approx((640, 360), abs=1)


@pytest.mark.parametrize(
    ("turn", "place"),
    [
        ({"yaw_deg": -15}, (1280, 360)),  # to one's own right
        ({"yaw_deg": 15}, (0, 360)),
        ({"yaw_deg": -7.5}, (960, 360)),
        ({"pitch_deg": 10}, (640, 0)),
        ({"pitch_deg": -5}, (640, 540)),
        ({"yaw_deg": 40, "pitch_deg": 30}, (0, 0)),
        ({"roll_deg": 20}, (640, 360)),
    ],
)
def test_a_turned_head_points_where_it_turns_and_never_outside(turn, place):
    pointer = HeadPointer()
    pointed(pointer)

    for n in range(1, 90):
        last = pointed(pointer, t_ms=66 * n, **turn)

    assert last == pytest.approx(place, abs=12)


def test_the_head_points_to_the_middle_again_where_its_owner_says():
    pointer = HeadPointer()
    pointer.centre_here()
    pointed(pointer)
    for n in range(1, 60):
        pointed(pointer, t_ms=66 * n, yaw_deg=10)

    pointer.centre_here()

    assert pointed(pointer, t_ms=66 * 61, yaw_deg=10) == pytest.approx((640, 360), abs=3)


def test_a_head_that_points_trembles_less_than_the_error_that_its_targets_have():
    rng = np.random.default_rng(1)
    pointer = HeadPointer()

    places = [pointed(pointer, t_ms=66 * n, noise=0.001, rng=rng) for n in range(150)]

    spread = np.std(places[30:], axis=0)
    assert np.hypot(*spread) < head_error_px(LAPTOP)


def button(left=100.0, top=100.0):
    return Target(id="a", place=Rectangle(left=left, top=top, width=200.0, height=100.0))


def test_looks_that_land_beside_the_middle_again_and_again_are_a_drift():
    drift = Drift(error_px=40.0)

    for _ in range(3):
        drift.chosen(button(), (200.0 + 50.0, 150.0))
    before = drift.is_seen
    drift.chosen(button(500.0), (600.0 + 52.0, 150.0))

    assert not before
    assert drift.is_seen
    assert drift.offset_px == pytest.approx((50.0, 0.0))


def test_looks_within_the_error_and_one_at_a_border_are_no_drift():
    drift = Drift(error_px=40.0)

    for aside in (10.0, -20.0, 30.0, 99.0, 5.0, -15.0):
        drift.chosen(button(), (200.0 + aside, 150.0 - aside / 3))

    assert not drift.is_seen


def test_a_drift_is_forgotten_after_a_re_centring():
    drift = Drift(error_px=10.0)
    for _ in range(8):
        drift.chosen(button(), (280.0, 150.0))

    drift.forget()

    assert (drift.is_seen, drift.offset_px) == (False, None)
