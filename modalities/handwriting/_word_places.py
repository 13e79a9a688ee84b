"""Where the words of a line stand on a photo: from gap to gap of the line's ink.

A recogniser says where it saw the middle of a letter: boxes made of that would cut the first and the last letter of a
word in two.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from modalities.handwriting import LinePicture
from modalities.handwriting._lines_of_photo import FoundLine
from vocabulary import Word

_INK = 140  # what is darker is ink

Box = tuple[float, float, float, float]


def placed(words: Sequence[Word], line: FoundLine) -> tuple[Word, ...]:
    """The words of a line with their boxes on the photo instead of in the line's picture.

    Where an engine cannot say where one of them stands, none has a box.
    """
    boxes = [word.box for word in words if word.box is not None]
    if len(boxes) < len(words):
        return tuple(replace(word, box=None) for word in words)
    stretches = _stretches([(box[0], box[2]) for box in boxes], line.picture)
    return tuple(
        replace(word, box=_between(line.outline, line.part(left), line.part(right)))
        for word, (left, right) in zip(words, stretches, strict=True)
    )


def _stretches(letters: Sequence[tuple[float, float]], picture: LinePicture) -> list[tuple[float, float]]:
    """From where to where the ink of each word goes, given its first and its last letter, in columns of the picture."""
    ink = (picture < _INK).sum(axis=0)
    inked = np.flatnonzero(ink)
    if not len(inked) or not letters:
        return list(letters)
    edges = [float(min(inked[0], letters[0][0]))]
    for (_first, last), (following, _last) in pairwise(letters):
        edges += _gap(ink, int(last), int(following))
    edges.append(float(max(inked[-1] + 1, letters[-1][1])))
    return list(zip(edges[::2], edges[1::2], strict=True))


def _gap(ink: NDArray[np.int64], start: int, end: int) -> tuple[float, float]:
    """The widest stretch of paper between two columns; the column with the least ink where there is none."""
    if end - start < 2:
        return (start + end) / 2, (start + end) / 2
    between = ink[start:end]
    bounds = np.flatnonzero(np.diff(np.concatenate(([0], (between == between.min()).astype(np.int8), [0]))))
    widest = max(zip(bounds[::2], bounds[1::2], strict=True), key=lambda run: run[1] - run[0])
    return float(start + widest[0]), float(start + widest[1])


def _between(corners: NDArray[np.float64], start: float, end: float) -> Box:
    """The upright box around a part of an outline, whose corners go round from the top left."""
    top_left, top_right, bottom_right, bottom_left = corners
    tops = [top_left + (top_right - top_left) * part for part in (start, end)]
    feet = [bottom_left + (bottom_right - bottom_left) * part for part in (start, end)]
    points = np.array([*tops, *feet])
    low, high = points.min(axis=0), points.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])
