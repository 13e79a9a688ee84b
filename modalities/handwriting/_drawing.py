"""Draw a line of pen strokes the way a recogniser of printed and written lines expects to see it.

The line is turned level, its slant partly taken back, and it is scaled to the height that the recogniser wants: how
large, how steep and with which pen somebody writes says nothing of the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from modalities.handwriting import LinePicture, Stroke
from modalities.handwriting._grouping import boxes_of, letter_height

HEIGHT = 48  # pixels, what PP-OCR's recognition model takes
_FINER = 4  # drawn this many times larger, then averaged: smoother than the drawing library's own anti-aliasing
_WIDEST = 4000  # pixels; a longer line is drawn smaller
_LEVEL_FROM = 4  # letters; fewer say nothing of how a line climbs
_STEEP = 0.35  # the steepest climb of a line that is believed


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """What of a writer's hand the drawing allows for."""

    pen: float = 3.0
    """Width of the pen's line, in pixels of a picture ``HEIGHT`` high."""
    slant: float = 0.5
    """Part of the slant that is taken back, 0.0 to 1.0."""
    size: float = 1.0
    """Size of the writing in the picture: below 1 more paper is left around it."""


@dataclass(frozen=True, slots=True, eq=False)
class DrawnLine:
    """A picture of a line, and where its columns are on the sheet."""

    picture: LinePicture
    left: float
    """Where the picture begins, in canvas pixels along the level line."""
    scale: float
    """Picture pixels for one canvas pixel."""
    shear: float
    """Canvas pixels by which the drawing moved a point to the left for each pixel that it stands lower."""
    middle: float
    """Canvas height around which that was done."""

    def on_sheet(self, x: float) -> float:
        """Where a column of the picture stands on the sheet, at the middle of the line."""
        return self.left + x / self.scale


def draw_line(strokes: Sequence[Stroke], hand: Hand) -> DrawnLine:
    """The line as a grey picture, ``HEIGHT`` high. No strokes give a square of blank paper."""
    if not strokes:
        return DrawnLine(np.full((HEIGHT, HEIGHT), 255, np.uint8), 0.0, 1.0, 0.0, 0.0)
    boxes = boxes_of(strokes)
    middle = float((boxes[:, 1].min() + boxes[:, 3].max()) / 2)
    centre = float((boxes[:, 0].min() + boxes[:, 2].max()) / 2)
    climb, shear = _climb(boxes), hand.slant * _slant(strokes)
    paths = [_smooth(_moved(stroke, climb, shear, centre, middle)) for stroke in strokes]
    low, high = _extent(paths)
    margin = HEIGHT * (0.5 - 0.38 * hand.size)
    scale = min((HEIGHT - 2 * margin) / max(high[1] - low[1], 1e-6), _WIDEST / max(high[0] - low[0], 1e-6))
    scale = min(scale, HEIGHT / 4)  # a lone dot stays a dot
    top = (HEIGHT - (high[1] - low[1]) * scale) / 2
    width = int(np.ceil((high[0] - low[0]) * scale + 2 * margin))
    picture = _inked([(path - low) * scale + (margin, top) for path in paths], width, hand.pen)
    return DrawnLine(picture, float(low[0] - margin / scale), scale, shear, middle)


def _moved(stroke: Stroke, climb: float, shear: float, centre: float, middle: float) -> NDArray[np.float64]:
    x, y = stroke[:, 0], stroke[:, 1] - climb * (stroke[:, 0] - centre)
    return np.column_stack((x - shear * (y - middle), y))


def _extent(paths: Sequence[NDArray[np.float64]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    points = np.concatenate(paths)
    return points.min(axis=0), points.max(axis=0)


def _climb(boxes: NDArray[np.float64]) -> float:
    """How many pixels the line sinks for each pixel to the right: a straight line along the feet of its letters.

    Descenders hang far below it, so what lies below counts less at each of a few rounds.
    """
    height = letter_height(boxes)
    letters = boxes[boxes[:, 3] - boxes[:, 1] > 0.4 * height]
    if len(letters) < _LEVEL_FROM or np.ptp(letters[:, 0]) < 4 * height:
        return 0.0
    x, feet = (letters[:, 0] + letters[:, 2]) / 2, letters[:, 3]
    design = np.column_stack((x, np.ones_like(x)))
    weights: NDArray[np.float64] = np.ones_like(x)
    found: NDArray[np.float64] = np.zeros(2)
    for _round in range(8):
        found = np.asarray(np.linalg.lstsq(design * weights[:, None], feet * weights, rcond=None)[0], np.float64)
        below = (feet - design @ found) / height
        weights = np.where(below > 0.12, 0.15, 1.0) / np.maximum(1.0, np.abs(below) / 0.1)
    return float(np.clip(found[0], -_STEEP, _STEEP))


def _slant(strokes: Sequence[Stroke]) -> float:
    """How many pixels the downstrokes go to the right for each pixel down, on average; negative for a usual hand."""
    steps = np.concatenate([np.diff(stroke[:, :2], axis=0) for stroke in strokes])
    steep = np.abs(steps[:, 1]) > np.abs(steps[:, 0])
    down = steps[steep] * np.sign(steps[steep, 1:])
    lengths = np.hypot(down[:, 0], down[:, 1])
    height = float((down[:, 1] * lengths).sum())
    return float(np.clip((down[:, 0] * lengths).sum() / height, -1.0, 1.0)) if height > 0 else 0.0


def _smooth(path: NDArray[np.float64]) -> NDArray[np.float64]:
    """A curve through the points of a stroke (Catmull and Rom 1974): a mouse gives few points, the eye sees a curve."""
    path = path[np.r_[True, np.any(np.diff(path, axis=0) != 0, axis=1)]]
    if len(path) < 3 or len(path) > 2000:
        return path
    around = np.vstack((2 * path[0] - path[1], path, 2 * path[-1] - path[-2]))
    before, here, there, after = around[:-3, None], around[1:-2, None], around[2:-1, None], around[3:, None]
    t = np.linspace(0.0, 1.0, 6, endpoint=False)[None, :, None]
    curve = 2 * here + (there - before) * t + (2 * before - 5 * here + 4 * there - after) * t**2
    curve = (curve + (3 * here - before - 3 * there + after) * t**3) / 2
    return np.vstack((curve.reshape(-1, 2), path[-1:]))


def _inked(paths: Sequence[NDArray[np.float64]], width: int, pen: float) -> LinePicture:
    """Paths in picture pixels as dark ink on white paper."""
    import cv2

    sheet = np.full((HEIGHT * _FINER, width * _FINER), 255, np.uint8)
    thickness = max(1, round(pen * _FINER))
    for path in paths:
        points = np.round(path * (_FINER * 16)).astype(np.int32)  # OpenCV's fixed point: four binary digits
        if len(points) == 1:
            cv2.circle(sheet, (int(points[0, 0]), int(points[0, 1])), thickness * 8, 0, -1, cv2.LINE_AA, 4)
        else:
            cv2.polylines(sheet, [points.reshape(-1, 1, 2)], False, 0, thickness, cv2.LINE_AA, 4)
    return np.asarray(cv2.resize(sheet, (width, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)


def at_height(line: LinePicture, height: int = HEIGHT) -> LinePicture:
    """A line picture scaled to a height, its proportions kept; at least one pixel wide."""
    import cv2

    if line.shape[0] == height:
        return line
    width = max(1, round(line.shape[1] * height / line.shape[0]))
    way = cv2.INTER_AREA if line.shape[0] > height else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(line, (width, height), interpolation=way), np.uint8)
