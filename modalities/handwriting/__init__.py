"""Handwriting in: what a handwriting recogniser is, and the ink or the photo that it is given."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vocabulary import Recognition, now

Stroke = NDArray[np.float64]
"""One movement of the pen, shape (n, 4): x and y in canvas pixels (origin top left, y down), milliseconds from the
first point of the ink, pressure 0.0 to 1.0."""

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
    quarters: int = 0
    """How often it was turned by a quarter, counter-clockwise, since its author handed it in."""
    captured_at: datetime = field(default_factory=now)


class HandwritingRecogniser(Protocol):
    """One back-end. It reads one line at a time, already found and normalised."""

    @property
    def name(self) -> str:
        """The back-end's name."""
        ...

    def read(self, line: LinePicture, *, language: str | None = None) -> Recognition:
        """What stands on the line; an empty text when nothing does.

        ``alternatives`` are its other readings of the line. Where the words of the language made it prefer one that is
        not its own first reading, that one is ``raw``, and among the alternatives. Each of ``words`` has its
        confidence, its other readings, and as ``box`` where it stands in the picture (None where the engine cannot
        say). ``language`` is ISO 639-1; an engine that reads every language alike ignores it.
        """
        ...


# What a pipeline needs of this folder, whatever the back-end. They stand last because they are made of the above.
from modalities.handwriting._drawing import Hand  # noqa: E402
from modalities.handwriting._files import read_inks, write_json  # noqa: E402
from modalities.handwriting._inkml import write_inkml  # noqa: E402
from modalities.handwriting._joining import photo_of, sheet_of  # noqa: E402
from modalities.handwriting._personal import Adapted, adapted, is_far  # noqa: E402
from modalities.handwriting._photo import decode_photo, encode_photo, turned  # noqa: E402
from modalities.handwriting._reading import Reader, ReadLine, ReadPhoto, ReadWord  # noqa: E402
from modalities.handwriting._sheet import Sheet, page_of, sheet_from_json  # noqa: E402

__all__ = [
    "Adapted",
    "Hand",
    "HandwritingRecogniser",
    "Ink",
    "LinePicture",
    "Photo",
    "ReadLine",
    "ReadPhoto",
    "ReadWord",
    "Reader",
    "Sheet",
    "Stroke",
    "adapted",
    "decode_photo",
    "encode_photo",
    "is_far",
    "page_of",
    "photo_of",
    "read_inks",
    "sheet_from_json",
    "sheet_of",
    "turned",
    "write_inkml",
    "write_json",
]
