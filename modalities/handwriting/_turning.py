"""How far a photo must be turned before it is read: not every camera notes how it was held.

Writing that stands on its head or runs upwards gives few words, and unsure ones. Three long lines tell as much.
"""

from collections.abc import Callable, Sequence

import numpy as np

from modalities.handwriting import LinePicture, Photo
from modalities.handwriting._lines_of_photo import FoundLines, lines_of_photo
from modalities.handwriting._photo import turned
from vocabulary import Recognition

Read = Callable[[LinePicture], Recognition]

_SAMPLES = (3, 9)  # lines that are read at each turn; the more where the fewer do not tell
_CLEAR = 1.5  # times as many signs as at any other turn: no more lines need be read
_TELLING = 10  # signs; of fewer on three long lines, one turn has more than another by chance
_SURE = 0.8
"""Confidence of whole lines over which no other turn is tried.

Measured on drawn notes of two lines and more: 0.97 to 1.0 upright, at most 0.65 on their heads.
"""
_FULL = 0.8
"""Signs read for each height of a line, over which no line runs upwards.

Measured on 22 old pages and 12 drawn notes: 0.3 to 2.3 upright, 0.0 to 0.6 on their sides.
"""
_BETTER = 1.2  # times as many signs as the photo gives as it was held: else it stays so
_LEAST = 5  # signs, and surely read; with fewer a photo stays as it was held


def quarters_to_upright(photo: Photo, found: FoundLines, read: Read) -> int:
    """By how many quarters, counter-clockwise, to turn a photo on which these lines were found."""
    held = _longest(found)
    if _surest_confidence([read(picture) for picture in held[: _SAMPLES[0]]]) >= _SURE:
        return 0
    ways = {0: held, 2: _upside_down(held)}
    if max(_signs(ways[0], read) / _heights(held), _signs(ways[2], read) / _heights(held)) < _FULL:
        ways[1] = _longest(lines_of_photo(turned(photo, 1)))
        ways[3] = _upside_down(ways[1])
    return _surest(ways, read)


def _surest(ways: dict[int, list[LinePicture]], read: Read) -> int:
    signs: dict[int, float] = {}
    best = 0
    for count in _SAMPLES:
        signs = {quarters: _signs(pictures, read, count) for quarters, pictures in ways.items()}
        best = max(signs, key=lambda quarters: signs[quarters])
        others = max(other for quarters, other in signs.items() if quarters != best)
        if signs[best] >= max(_TELLING, _CLEAR * others):
            break
    return best if signs[best] >= max(_LEAST, _BETTER * signs[0]) else 0


def _longest(found: FoundLines) -> list[LinePicture]:
    pictures = [line.picture for line in found.lines]
    return sorted(pictures, key=lambda picture: -picture.shape[1] / picture.shape[0])[: _SAMPLES[-1]]


def _upside_down(pictures: Sequence[LinePicture]) -> list[LinePicture]:
    """The same lines on their heads: slant and band of a line stay what they were."""
    return [np.ascontiguousarray(np.rot90(picture, 2)) for picture in pictures]


def _heights(pictures: Sequence[LinePicture]) -> float:
    """How long the first lines are together, in heights of them."""
    return sum(picture.shape[1] / picture.shape[0] for picture in pictures[: _SAMPLES[0]]) or 1.0


def _signs(pictures: Sequence[LinePicture], read: Read, count: int = _SAMPLES[0]) -> float:
    """How many signs are read for sure on the first lines."""
    return sum(_sure_signs(read(picture)) for picture in pictures[:count])


def _sure_signs(line: Recognition) -> float:
    """The signs of a line, each as much as its word and the whole line are sure."""
    whole = 1.0 if line.confidence is None else line.confidence
    return sum(
        len(word.text) * ((1.0 if word.confidence is None else word.confidence) + whole) / 2 for word in line.words
    )


def _surest_confidence(lines: Sequence[Recognition]) -> float:
    """That of the lines together, by their lengths; 0 where nothing was read."""
    lengths = [len(line.text) for line in lines]
    sure = [1.0 if line.confidence is None else line.confidence for line in lines]
    return float(np.average(sure, weights=lengths)) if sum(lengths) else 0.0
