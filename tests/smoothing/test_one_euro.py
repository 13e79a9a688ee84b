"""The One-Euro filter calms what is at rest and follows what moves."""

from math import exp, pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from modalities.smoothing import OneEuro

RATE_HZ = 30.0


def smoothed(values, one_euro: OneEuro, *, rate_hz: float = RATE_HZ):
    return np.array([one_euro.filter(np.asarray(value), n / rate_hz) for n, value in enumerate(values)])


def test_the_first_value_comes_back_as_it_is():
    assert OneEuro().filter(np.array([3.0, -4.0]), 12.5).tolist() == [3.0, -4.0]


def test_a_value_at_rest_stays_exactly_there():
    assert (smoothed([7.0] * 50, OneEuro(min_cutoff_hz=1.0, beta=0.5)) == 7.0).all()


def test_trembling_at_rest_becomes_smaller():
    rng = np.random.default_rng(1)
    trembling = rng.normal(0.0, 1.0, 900)

    calm = smoothed(trembling, OneEuro(min_cutoff_hz=0.5, beta=0.0))

    assert calm[100:].std() < 0.35 * trembling[100:].std()


def test_without_beta_it_answers_a_step_as_a_low_pass_of_that_cutoff():
    """Sampled finely, the answer of a first-order low pass: 1 - exp(-2 pi fc t)."""
    cutoff_hz, rate_hz = 2.0, 10_000.0

    answer = smoothed([0.0] + [1.0] * 2_000, OneEuro(min_cutoff_hz=cutoff_hz, beta=0.0), rate_hz=rate_hz)

    for t_s in (0.02, 0.08, 0.2):
        assert answer[int(t_s * rate_hz)] == pytest.approx(1 - exp(-2 * pi * cutoff_hz * t_s), abs=2e-3)


def test_beta_shortens_the_lag_behind_what_moves():
    ramp = np.arange(120) / RATE_HZ * 10.0  # 10 units a second

    lag = {beta: (ramp - smoothed(ramp, OneEuro(min_cutoff_hz=1.0, beta=beta)))[-1] for beta in (0.0, 1.0)}

    assert lag[1.0] < 0.25 * lag[0.0]


def test_numbers_beside_each_other_are_smoothed_each_for_itself():
    still, moving = np.zeros(60), np.linspace(0, 40, 60)

    both = smoothed(np.stack([still, moving], axis=1), OneEuro(min_cutoff_hz=1.0, beta=0.3))

    assert (both[:, 0] == 0.0).all()
    assert np.array_equal(both[:, 1], smoothed(moving, OneEuro(min_cutoff_hz=1.0, beta=0.3)))


@given(
    values=arrays(np.float64, st.integers(2, 40), elements=st.floats(-1e3, 1e3)),
    beta=st.floats(0, 10),
    cutoff_hz=st.floats(0.01, 50),
)
def test_what_comes_out_lies_between_what_went_in(values, beta, cutoff_hz):
    out = smoothed(values, OneEuro(min_cutoff_hz=cutoff_hz, beta=beta))

    assert out.min() >= values.min() - 1e-6
    assert out.max() <= values.max() + 1e-6


@pytest.mark.parametrize("t_s", [1.0, 0.5, -3.0])
def test_a_value_that_is_not_later_changes_nothing(t_s):
    one_euro = OneEuro()
    one_euro.filter(np.array([1.0]), 0.0)
    last = one_euro.filter(np.array([2.0]), 1.0)

    assert one_euro.filter(np.array([99.0]), t_s) == last
    assert one_euro.filter(last, 1.1) == pytest.approx(last)


def test_after_a_pause_the_next_value_counts_nearly_for_itself():
    one_euro = OneEuro(min_cutoff_hz=1.0)
    one_euro.filter(np.array([0.0]), 0.0)

    assert one_euro.filter(np.array([10.0]), 60.0) == pytest.approx(10.0, abs=0.05)


def test_after_forgetting_the_next_value_is_the_first():
    one_euro = OneEuro(min_cutoff_hz=0.1)
    one_euro.filter(np.array([0.0]), 5.0)
    one_euro.forget()

    assert one_euro.filter(np.array([[10.0, 3.0]]), 1.0).tolist() == [[10.0, 3.0]]


def test_what_comes_out_is_not_what_the_filter_keeps():
    one_euro, given_to_it = OneEuro(), np.array([1.0])
    out = one_euro.filter(given_to_it, 0.0)
    out += 50
    given_to_it += 50

    assert one_euro.filter(np.array([1.0]), 0.1) == 1.0


@pytest.mark.parametrize("bad", [[np.nan, 0.0], [np.inf, 0.0], [0.0], [[0.0, 0.0]]])
def test_a_value_that_is_no_value_is_refused_and_leaves_the_filter_as_it_was(bad):
    one_euro = OneEuro()
    one_euro.filter(np.array([1.0, 1.0]), 0.0)

    with pytest.raises(ValueError, match=r"finite|shape"):
        one_euro.filter(np.array(bad), 0.1)

    assert one_euro.filter(np.array([1.0, 1.0]), 0.2).tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    "setting",
    [
        {"min_cutoff_hz": 0.0},
        {"min_cutoff_hz": -1.0},
        {"derivative_cutoff_hz": 0.0},
        {"beta": -0.1},
        {"beta": np.nan},
        {"min_cutoff_hz": np.inf},
    ],
)
def test_a_filter_that_could_not_work_is_refused(setting):
    with pytest.raises(ValueError, match="cutoff"):
        OneEuro(**setting)
