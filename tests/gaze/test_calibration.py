"""The error that a calibration shows is the one that was injected."""

import json
from dataclasses import replace
from math import degrees, hypot

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import CafeError, NotCalibrated
from modalities.gaze._calibration import (
    CHECK_POINTS,
    FIVE_POINTS,
    NINE_POINTS,
    PX_MM,
    Sample,
    Shown,
    calibration_from,
    checked,
    fitted,
    steady,
)
from modalities.gaze._model_face import CLOSED, ModelFace, Screen
from tests.fixtures.lookers import WINDOW, Looker, shown_to

SOMEBODY = ModelFace(eye_bias_deg=(4.0, -1.5), head_scale=1.08)
"""Not the middling head and eyes that the model has."""
MANY = [*CHECK_POINTS, (0.15, 0.5), (0.85, 0.5), (0.5, 0.2), (0.5, 0.8), (0.35, 0.6), (0.65, 0.35)]
"""More points than are shown to a person, so that chance counts less."""


def moving_a_little(rng):
    return {
        "yaw_deg": rng.uniform(-6, 6),
        "pitch_deg": rng.uniform(-6, 6),
        "position_mm": (rng.uniform(-30, 30), 60 + rng.uniform(-20, 20), 600 + rng.uniform(-40, 40)),
    }


def calibrated(looker=None, points=NINE_POINTS, **how):
    return fitted(shown_to(looker or Looker(SOMEBODY), points, **how), window=WINDOW)


@pytest.fixture(scope="module")
def calibration():
    return calibrated()


def test_no_check_point_was_learnt_from():
    assert not set(CHECK_POINTS) & ({*NINE_POINTS} | {*FIVE_POINTS})


@pytest.mark.parametrize("points", [NINE_POINTS, FIVE_POINTS])
def test_eyes_that_are_not_the_models_are_learnt_to_a_few_pixels(points):
    accuracy = checked(calibrated(points=points), shown_to(Looker(SOMEBODY), CHECK_POINTS)).accuracy

    assert accuracy.error_px < 8
    assert accuracy.points == len(CHECK_POINTS)


@pytest.mark.parametrize("points", [NINE_POINTS, FIVE_POINTS])
@pytest.mark.parametrize("spread_px", [25.0, 50.0])
@pytest.mark.parametrize("moves", [lambda _rng: {}, moving_a_little], ids=["still", "moving"])
def test_the_trembling_that_is_shown_is_the_one_injected(points, spread_px, moves):
    looker = Looker(SOMEBODY, spread_px=spread_px, moves=moves)

    accuracy = checked(calibrated(looker, points), shown_to(looker, MANY)).accuracy

    assert accuracy.error_px == pytest.approx(looker.expected_px, rel=0.15)
    assert accuracy.spread_px == pytest.approx(looker.expected_px, rel=0.15)
    assert accuracy.bias_px < 0.4 * looker.expected_px


@pytest.mark.parametrize("bias_px", [(80.0, 0.0), (-30.0, 60.0), (0.0, -120.0)])
def test_the_shift_that_is_shown_is_the_one_injected(calibration, bias_px):
    """For instance because somebody has sat up since."""
    accuracy = checked(calibration, shown_to(Looker(SOMEBODY, bias_px=bias_px), CHECK_POINTS)).accuracy

    assert accuracy.error_px == pytest.approx(hypot(*bias_px), rel=0.08)
    assert accuracy.bias_px == pytest.approx(hypot(*bias_px), rel=0.08)
    assert accuracy.spread_px < 5


def test_shift_and_trembling_together_are_their_root_mean_square(calibration):
    looker = Looker(SOMEBODY, bias_px=(60.0, -40.0), spread_px=30.0)

    accuracy = checked(calibration, shown_to(looker, MANY)).accuracy

    assert accuracy.error_px == pytest.approx(looker.expected_px, rel=0.1)


@pytest.mark.parametrize("distance_mm", [450.0, 600.0, 800.0])
def test_the_error_in_degrees_is_the_one_injected(distance_mm):
    """Injected as an angle of the eyes: the same degrees are more pixels from further away."""
    looker = Looker(SOMEBODY, moves=lambda _rng: {"position_mm": (0.0, 60.0, distance_mm)})
    calibration = calibrated(looker)
    turned = replace(SOMEBODY, eye_bias_deg=(SOMEBODY.eye_bias_deg[0] + 2.0, SOMEBODY.eye_bias_deg[1]))
    looker.person = turned

    accuracy = checked(calibration, shown_to(looker, CHECK_POINTS)).accuracy

    assert accuracy.distance_mm == pytest.approx(distance_mm, rel=0.04)
    assert accuracy.error_deg == pytest.approx(2.0, rel=0.12)
    assert accuracy.error_deg == pytest.approx(degrees(accuracy.error_px * PX_MM / distance_mm), rel=0.05)


def test_the_error_of_trembling_landmarks_grows_with_them():
    errors = []
    for noise in (0.0003, 0.0009):
        looker = Looker(SOMEBODY, noise=noise)
        errors.append(checked(calibrated(looker), shown_to(looker, MANY)).accuracy.error_px)

    assert errors[1] == pytest.approx(3 * errors[0], rel=0.25)


def test_two_points_out_of_nine_that_were_not_looked_at_change_little():
    person = Looker(SOMEBODY)
    away = {n: (lambda _n: [person.face(1200, 50)]) for n in (3, 7)}

    accuracy = checked(calibrated(instead=away), shown_to(Looker(SOMEBODY), CHECK_POINTS)).accuracy

    assert accuracy.error_px < 12


def test_one_point_out_of_five_that_was_not_looked_at_changes_little():
    away = {2: lambda _n: [Looker(SOMEBODY).face(100, 650)]}

    accuracy = checked(calibrated(points=FIVE_POINTS, instead=away), shown_to(Looker(SOMEBODY), CHECK_POINTS)).accuracy

    assert accuracy.error_px < 12


def test_blinks_and_glances_elsewhere_change_nothing():
    """At every point the eyes close for two pictures and look at a clock for four."""
    looker = Looker(SOMEBODY, spread_px=10.0)
    person = Looker(SOMEBODY, spread_px=10.0)

    def distracted(number):
        x_px, y_px = WINDOW.at(NINE_POINTS[number])

        def face(n):
            if 14 <= n < 16:
                return [person.face(x_px, y_px + 300, opening=CLOSED)]
            return [person.face(1270, 10) if 20 <= n < 24 else person.face(x_px, y_px)]

        return face

    calibration = calibrated(looker, instead={n: distracted(n) for n in range(9)})

    assert checked(calibration, shown_to(Looker(SOMEBODY), CHECK_POINTS)).accuracy.error_px < 15


def test_what_is_seen_right_after_a_point_was_shown_does_not_count():
    late = Looker(SOMEBODY, beginning_elsewhere_ms=600)

    accuracy = checked(calibrated(late), shown_to(Looker(SOMEBODY), CHECK_POINTS)).accuracy

    assert accuracy.error_px < 8


def test_no_sample_is_kept_while_the_eyes_move():
    """A slow journey from one end to the other, with a stay in the middle."""
    places = [*np.linspace(-200, 0, 10), *[0.0] * 20, *np.linspace(0, 200, 10)]
    samples = [Sample(t_ms=1_000 + 66 * n, sight_mm=(float(x), 0.0)) for n, x in enumerate(places)]

    kept = [sample.sight_mm[0] for sample in steady(samples)]

    assert len(kept) >= 15
    assert all(abs(x) < 5 for x in kept)


STARING = {n: (lambda _n: [Looker(SOMEBODY, spread_px=20.0).face(640, 360)]) for n in range(9)}
BLIND = {n: (lambda _n: []) for n in range(9)}
ASLEEP = {n: (lambda _n: [Looker(SOMEBODY).face(640, 360, opening=CLOSED)]) for n in range(9)}
AT_RANDOM = {
    n: (lambda _n, x=x, y=y: [Looker(SOMEBODY).face(x, y)])
    for n, (x, y) in enumerate(np.random.default_rng(2).uniform((0, 0), (1280, 720), (9, 2)))
}
THREE_MISSED = {n: BLIND[n] for n in (0, 4, 8)}


@pytest.mark.parametrize("instead", [STARING, BLIND, ASLEEP, AT_RANDOM, THREE_MISSED])
def test_nothing_is_learnt_from_who_did_not_look(instead):
    with pytest.raises(NotCalibrated, match=r"trop peu|suivi"):
        calibrated(instead=instead)


@pytest.mark.parametrize(
    "shown", [[], shown_to(Looker(), NINE_POINTS[:3]), shown_to(Looker(), NINE_POINTS, pictures=12)]
)
def test_nothing_is_learnt_from_too_little(shown):
    with pytest.raises(NotCalibrated, match="trop peu"):
        fitted(shown, window=WINDOW)


def test_a_calibration_that_cannot_be_checked_says_so(calibration):
    with pytest.raises(NotCalibrated, match="trop peu"):
        checked(calibration, shown_to(Looker(SOMEBODY), CHECK_POINTS[:2]))


def test_a_calibration_that_is_of_no_use_says_so(calibration):
    with pytest.raises(NotCalibrated, match="suivi"):
        checked(calibration, shown_to(Looker(SOMEBODY, bias_px=(500.0, 0.0)), CHECK_POINTS))


def test_one_point_brings_a_shifted_calibration_back(calibration):
    """Somebody has slid down: the looks land 90 pixels too high everywhere."""
    slid = Looker(SOMEBODY, bias_px=(20.0, -90.0))

    recentred = calibration.recentred(shown_to(slid, [(0.5, 0.5)])[0])

    assert checked(recentred, shown_to(slid, CHECK_POINTS)).accuracy.error_px < 12


def test_re_centring_twice_adds_up(calibration):
    slid = Looker(SOMEBODY, bias_px=(40.0, 0.0))
    once = calibration.recentred(shown_to(slid, [(0.5, 0.5)])[0])

    twice = once.recentred(shown_to(Looker(SOMEBODY), [(0.5, 0.5)])[0])

    assert twice.shift_px == pytest.approx((0.0, 0.0), abs=6)


@pytest.mark.parametrize("bias_px", [(600.0, 0.0), None])
def test_re_centring_refuses_what_is_no_look_at_the_point(calibration, bias_px):
    looker = Looker(SOMEBODY, bias_px=bias_px or (0.0, 0.0))
    (shown,) = shown_to(looker, [(0.5, 0.5)], instead=None if bias_px else BLIND)

    with pytest.raises(NotCalibrated):
        calibration.recentred(shown)


def test_a_window_that_was_moved_needs_no_new_calibration(calibration):
    """The same look, at the same place of the screen, is at another place of the page."""
    looks = shown_to(Looker(SOMEBODY), [(0.5, 0.5)])[0].samples[-1]
    moved = replace(WINDOW, left=100.0, top=-40.0)

    x, y = calibration.place(looks)

    assert calibration.place(looks, window=moved) == pytest.approx((x - 100, y + 40))
    assert calibration.fits(moved)
    assert not calibration.fits(replace(WINDOW, ratio=1.5))
    assert not calibration.fits(replace(WINDOW, width=2_560.0))


def test_without_a_sight_there_is_no_place(calibration):
    assert calibration.place(Sample(t_ms=0, sight_mm=None)) is None


def test_a_calibration_is_kept_and_read_again(calibration):
    whole = checked(calibration, shown_to(Looker(SOMEBODY), CHECK_POINTS))

    kept = json.loads(json.dumps(whole.as_record()))

    assert calibration_from(kept) == whole
    assert len(json.dumps(kept)) < 2_000


@given(
    st.dictionaries(
        st.sampled_from(["weights", "middle", "window", "shift_px", "accuracy", "more"]),
        st.none() | st.integers() | st.floats() | st.text() | st.lists(st.floats()) | st.lists(st.lists(st.floats())),
    )
)
def test_what_is_no_calibration_is_refused(record):
    with pytest.raises(CafeError):
        calibration_from(record)


@pytest.mark.parametrize("bad", [{"weights": [[0, 0]] * 3}, {"middle": [0.0] * 4}, {"window": {}}, {"shift_px": [1]}])
def test_a_calibration_with_a_part_missing_is_refused(calibration, bad):
    with pytest.raises(NotCalibrated, match="illisible"):
        calibration_from({**calibration.as_record(), **bad})


def test_a_calibration_that_is_no_number_is_refused(calibration):
    record = calibration.as_record()
    record["weights"] = [[float("nan"), 0.0], *record["weights"][1:]]

    with pytest.raises(NotCalibrated, match="illisible"):
        calibration_from(record)


def test_another_screen_is_learnt_as_well():
    """Larger pixels, a camera that stands higher."""
    person = replace(SOMEBODY, screen=Screen(px_mm=0.31, camera_above_mm=60.0))

    accuracy = checked(calibrated(Looker(person)), shown_to(Looker(person), CHECK_POINTS)).accuracy

    assert accuracy.error_px < 10


def test_samples_without_their_points_are_not_steady():
    assert steady([]) == []
    assert steady(Shown(x_px=0, y_px=0, samples=()).samples) == []
