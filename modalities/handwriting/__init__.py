"""Handwriting in: what a handwriting recogniser is, and the ink or the photo that it is given."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vocabulary import Recognition, now

Stroke = NDArray[np.float64]
"""One movement of the pen, shape (n, 4): x and y in canvas pixels (origin top left, y down), milliseconds from the first
point of the ink, pressure 0.0 to 1.0."""

LinePicture = NDArray[np.uint8]
"""One line of writing, shape (height, width): ink dark on paper 255."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ink:
    """What was written on a sheet."""

    strokes: tuple[Stroke, ...]
    """In the order in which they were drawn, each with at least one point."""
    width: float
    height: float
    """The canvas, in pixels."""
    captured_at: datetime = field(default_factory=now)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Photo:
    """A photographed note, turned as its author held the camera."""

    pixels: NDArray[np.uint8]
    """RGB, shape (height, width, 3)."""
    captured_at: datetime = field(default_factory=now)


class HandwritingRecogniser(Protocol):
    """One back-end. It reads one line at a time, already found and normalised."""

    @property
    def name(self) -> str:
        """The back-end's name."""
        ...

    def read(self, line: LinePicture, *, language: str | None = None) -> Recognition:
        """What stands on the line; an empty text when nothing does.

        The text is the recogniser's own best reading, ``alternatives`` its other readings of the line. Each of ``words``
        has its confidence, its other readings, and as ``box`` where it stands in the picture (None where the engine
        cannot say). ``language`` is ISO 639-1; an engine that reads every language alike ignores it.
        """
        ...


__all__ = ["HandwritingRecogniser", "Ink", "LinePicture", "Photo", "Stroke"]
