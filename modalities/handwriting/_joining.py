"""Several inks on one sheet, several photos on one: what belongs to one draft, one below the other."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from modalities._still import part_kept
from modalities.handwriting import Ink, Photo, Stroke
from modalities.handwriting._grouping import boxes_of, letter_height
from modalities.handwriting._sheet import Sheet
from vocabulary import Recognition

_WIDEST = 2000.0  # pixels
_LETTER = 48.0
"""Pixels. A program that counts in hundredths of a millimetre writes lines of 18 000: beside them the pen's line, as we
draw it, would not be seen, and no zoom of the sheet would show all of them. What is wider than any screen is brought to
the size at which one writes between our rulings."""
_PAUSE_MS = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one of them came to lie among the others."""

    scale: float = 1.0
    down: float = 0.0
    """Pixels, once it was scaled."""

    def moved(self, recognition: Recognition) -> Recognition:
        """What was recognised, its words with their boxes where they are now."""
        words = tuple(
            replace(word, box=self._box(*word.box)) if word.box is not None else word for word in recognition.words
        )
        return replace(recognition, words=words)

    def _box(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        scale, down = self.scale, self.down
        return (left * scale, top * scale + down, right * scale, bottom * scale + down)


def sheet_of(inks: Sequence[Ink]) -> tuple[Sheet, tuple[Place, ...]]:
    """A sheet with the inks in their order, and where each lies on it. A first one that fits stays where it is."""
    strokes: list[Stroke] = []
    places: list[Place] = []
    for ink in inks:
        scale = _scale(ink)
        down, later = _below(strokes, ink, scale)
        places.append(Place(scale=scale, down=down))
        strokes += [stroke * (scale, scale, 1, 1) + (0, down, later, 0) for stroke in ink.strokes]
    width, height = (math.ceil(max((stroke[:, axis].max() for stroke in strokes), default=1.0)) for axis in (0, 1))
    paper = [one for one, place in zip(inks, places, strict=True) if place.scale == 1.0]
    return (
        Sheet.of_strokes(
            strokes,
            width=max((float(width), *(min(ink.width, _WIDEST) for ink in paper))),
            height=max((float(height), *(min(ink.height, _WIDEST) for ink in paper))),
        ),
        tuple(places),
    )


def _scale(ink: Ink) -> float:
    """By how much an ink is made smaller; 1.0 where a screen holds it."""
    widest = max((float(stroke[:, 0].max()) for stroke in ink.strokes), default=0.0)
    if widest <= _WIDEST:
        return 1.0
    return min(_WIDEST / widest, _LETTER / letter_height(boxes_of(ink.strokes)))


def _below(strokes: Sequence[Stroke], ink: Ink, scale: float) -> tuple[float, float]:
    """How far down and how much later an ink goes: under what is there, a letter's height of paper between them."""
    if not strokes or not ink.strokes:
        return 0.0, 0.0
    above, boxes = boxes_of(strokes), boxes_of(ink.strokes) * scale
    gap = max(letter_height(above), letter_height(boxes))
    return float(above[:, 3].max() + gap - boxes[:, 1].min()), float(strokes[-1][-1, 2]) + _PAUSE_MS


def photo_of(photos: Sequence[Photo]) -> tuple[Photo, tuple[Place, ...]]:
    """The photos as one, no larger than one that is read whole, and where each lies on it."""
    from PIL import Image

    width = max(photo.pixels.shape[1] for photo in photos)
    height = sum(photo.pixels.shape[0] for photo in photos)
    scale = part_kept(width, height)
    parts = [Image.fromarray(photo.pixels) for photo in photos]
    sizes = [(max(1, int(part.width * scale)), max(1, int(part.height * scale))) for part in parts]
    whole = Image.new("RGB", (max(one for one, _ in sizes), sum(one for _, one in sizes)), "white")
    places = []
    for part, size, down in zip(parts, sizes, _tops(sizes), strict=True):
        whole.paste(part.resize(size) if size != part.size else part, (0, down))
        places.append(Place(scale=scale, down=float(down)))
    return Photo(pixels=np.asarray(whole, np.uint8)), tuple(places)


def _tops(sizes: Sequence[tuple[int, int]]) -> Iterator[int]:
    return iter(np.cumsum([0, *(height for _width, height in sizes[:-1])]).tolist())
