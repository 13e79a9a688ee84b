"""Ink beside the words that were read from it: as large as it was written, and as thick as it was pressed."""

import re

import numpy as np
import pytest

from modalities.handwriting import Ink
from pages._written import ink_as_svg, width_of
from tests.fixtures import hand


def stroke(xs, *, pressure=0.5) -> np.ndarray:
    xs = np.asarray(xs, float)
    return np.column_stack(
        (xs, np.full_like(xs, 100.0), np.arange(len(xs)) * 10.0, np.broadcast_to(pressure, xs.shape))
    )


def ink_of(*strokes) -> Ink:
    return Ink(strokes=strokes, width=2000.0, height=800.0)


def test_a_short_word_is_shown_as_small_as_it_was_written():
    ink = hand.ink("oui")
    written = max(one[:, 0].max() for one in ink.strokes) - min(one[:, 0].min() for one in ink.strokes)

    assert written < width_of(ink) < written + 50


def test_a_dot_is_a_dot():
    ink = ink_of(stroke([50.0]))

    assert width_of(ink) < 50
    assert ink_as_svg(ink).count("<path") == 1


def test_a_long_line_is_made_as_small_as_the_page_needs():
    assert width_of(ink_of(stroke(np.linspace(0, 1800, 200)))) == 640


def test_the_pen_follows_the_pressure_without_a_gap():
    drawn = ink_as_svg(ink_of(stroke([0.0, 10.0, 20.0, 30.0], pressure=[0.1, 0.1, 0.9, 0.9])))

    widths = [float(width) for width in re.findall(r'stroke-width="([\d.]+)"', drawn)]
    paths = re.findall(r'd="M([\d.]+) .*?([\d.]+) [\d.]+"', drawn)
    assert widths == sorted(widths)
    assert len(set(widths)) == 2
    assert paths[0][1] == paths[1][0]


@pytest.mark.parametrize("pressure", [0.0, 1.0])
def test_ink_of_any_pressure_is_seen(pressure):
    drawn = ink_as_svg(ink_of(stroke([0.0, 10.0], pressure=pressure)))

    assert float(re.findall(r'stroke-width="([\d.]+)"', drawn)[0]) > 1
