"""Where on a line there is room for a space: no pen leaves less white between two words than within one."""

import numpy as np
from numpy.typing import NDArray

from modalities.handwriting import LinePicture

LEAST = 6
"""Pixels of white, of a line 48 high, that a space takes. Of the real inks, spaces have at least 10, and the white
between the letters of a word is seldom more than 5."""

_INK = 160  # a pixel darker than this is ink
_SLANTS = (0.0, 0.2, 0.4)  # pixels to the right for each upwards; white between slanted words is slanted too


def room_for_space(line: LinePicture, *, column: int) -> NDArray[np.bool_]:
    """For each column of ``column`` pixels whether white of at least ``LEAST`` pixels touches it or a neighbour.

    Shape (columns,); the last column may be a part of one.
    """
    widest = np.max([_white_around(line < _INK, slant) for slant in _SLANTS], axis=0)
    padded = np.pad(widest, (column, column + -len(widest) % column))
    starts = range(0, len(padded) - 2 * column, column)
    return np.array([padded[start : start + 3 * column].max() >= LEAST for start in starts], np.bool_)


def _white_around(ink: NDArray[np.bool_], slant: float) -> NDArray[np.int64]:
    """How wide the white is that each pixel along the line stands in; 0 where there is ink above or below it."""
    height, width = ink.shape
    shifts = np.rint(slant * (np.arange(height) - height / 2)).astype(int)
    most = int(np.abs(shifts).max())
    has_ink = np.zeros(width + 2 * most, np.bool_)
    for row, shift in zip(ink, shifts, strict=True):
        has_ink[most + shift : most + shift + width] |= row
    has_ink = has_ink[most : most + width]
    edges = np.flatnonzero(np.diff(np.concatenate(([True], has_ink, [True]))))
    widths: NDArray[np.int64] = np.zeros(width, np.int64)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        widths[start:end] = end - start
    return widths
