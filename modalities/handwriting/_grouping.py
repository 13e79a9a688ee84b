"""Strokes to lines, by where they were drawn and when.

Letters are placed first. Marks (dots, accents, crossings, commas), which people often add late, then join the letter
that they belong to. Within a line, place decides and not time: a word inserted later lands where it stands. Where one
word ends and the next begins is for the recogniser to say; ``_reading`` then gives each word its strokes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from modalities.handwriting import Ink, Stroke

# In letter heights: the height of the median letter of the ink, or its own when there is only one.
_MARK_HEIGHT = 0.6  # what is lower than this part of a letter goes where the nearest letters are, if it is not wide
_MARK_WIDTH = 3.0  # a flat stroke that is wider is no crossing and no dash, but flat writing
_STRAY = 0.7  # a line of one or two strokes this near to the letters of another belongs to it
_SAME_LINE = 0.95  # the furthest that the middle of a letter stands above or below that of its neighbours
_NEIGHBOURS = 6  # letters by whose height a line is judged at a given place: a line may climb
_RECENT = 0.12  # how much nearer the line counts in which the pen was last


@dataclass(slots=True, eq=False)
class _Line:
    """A line while strokes are being given to it."""

    letters: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    top: float = np.inf
    """The smallest and, as ``bottom``, the greatest y of its letters' middles: most lines are ruled out by these."""
    bottom: float = -np.inf

    def add(self, letter: int, middle: float) -> None:
        self.letters.append(letter)
        self.top, self.bottom = min(self.top, middle), max(self.bottom, middle)

    def may_run_at(self, y: float, height: float) -> bool:
        """Whether it may run nearer to y than the height of a letter: cheap to ask."""
        return self.top - height < y < self.bottom + height

    def take(self, other: "_Line") -> None:
        """Take all the letters of another line."""
        self.letters += other.letters
        self.top, self.bottom = min(self.top, other.top), max(self.bottom, other.bottom)


def lines_of(ink: Ink) -> tuple[tuple[int, ...], ...]:
    """The numbers of the strokes of each line, in the order in which they were drawn, from the top line to the bottom.

    No strokes give no lines.
    """
    if not ink.strokes:
        return ()
    boxes = boxes_of(ink.strokes)
    height = letter_height(boxes)
    is_mark = _marks(boxes, height)
    lines = _lines_of_letters(np.flatnonzero(~is_mark), boxes, height)
    lines = _merged(lines, boxes, height)
    lines = _without_strays(lines, boxes, height)
    marks = np.flatnonzero(is_mark)
    for mark, (line, _distance) in zip(marks, _nearest_lines(marks, lines, boxes, height), strict=True):
        line.marks.append(int(mark))
    lines.sort(key=lambda line: _top_order(line, boxes))
    return tuple(tuple(sorted((*line.letters, *line.marks))) for line in lines)


def boxes_of(strokes: Sequence[Stroke]) -> NDArray[np.float64]:
    """Left, top, right, bottom of each stroke, shape (n, 4)."""
    points = np.concatenate([stroke[:, :2] for stroke in strokes])
    starts = np.cumsum([0, *(len(stroke) for stroke in strokes[:-1])])
    return np.hstack((np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)))


def letter_height(boxes: NDArray[np.float64]) -> float:
    """The height of a middling letter, in pixels; never 0."""
    heights = boxes[:, 3] - boxes[:, 1]
    tallest = float(np.percentile(heights, 90))
    letters = heights[heights >= 0.3 * tallest]
    widest = float((boxes[:, 2] - boxes[:, 0]).max())
    return max(float(np.median(letters)), 0.15 * widest if len(boxes) == 1 else 0.0, 1.0)


def _marks(boxes: NDArray[np.float64], height: float) -> NDArray[np.bool_]:
    """Which strokes are dots, accents, crossings, commas or dashes."""
    wide, tall = (boxes[:, 2] - boxes[:, 0]) / height, (boxes[:, 3] - boxes[:, 1]) / height
    marks: NDArray[np.bool_] = (tall < _MARK_HEIGHT) & (wide < _MARK_WIDTH)
    if marks.all():
        marks[:] = False
    return marks


def _lines_of_letters(letters: NDArray[np.intp], boxes: NDArray[np.float64], height: float) -> list[_Line]:
    lines: list[_Line] = []
    last: _Line | None = None
    for letter in map(int, letters):
        middle = _middle(letter, boxes)
        nearest, distance = None, _SAME_LINE
        for line in lines:
            if not line.may_run_at(middle, height):
                continue
            away = abs(_middle_at(line, _centre(letter, boxes), boxes) - middle) / height
            away -= _RECENT if line is last else 0.0
            if away < distance:
                nearest, distance = line, away
        if nearest is None:
            nearest = _Line()
            lines.append(nearest)
        nearest.add(letter, middle)
        last = nearest
    return lines


def _centre(number: int, boxes: NDArray[np.float64]) -> float:
    return float(boxes[number, 0] + boxes[number, 2]) / 2


def _middle(number: int, boxes: NDArray[np.float64]) -> float:
    return float(boxes[number, 1] + boxes[number, 3]) / 2


def _middle_at(line: _Line, x: float, boxes: NDArray[np.float64]) -> float:
    """The height at which a line runs near x: that of its nearest letters."""
    letters = boxes[line.letters]
    away = np.maximum(letters[:, 0] - x, x - letters[:, 2])
    near = np.argsort(away, kind="stable")[:_NEIGHBOURS]
    middles = sorted(((letters[near, 1] + letters[near, 3]) / 2).tolist())  # NumPy's own median takes ten times longer
    return float(middles[(len(middles) - 1) // 2] + middles[len(middles) // 2]) / 2


def _merged(lines: list[_Line], boxes: NDArray[np.float64], height: float) -> list[_Line]:
    """Join what a first stroke of unusual height had set apart: lines that run at the same height where they meet."""
    merged: list[_Line] = []
    for line in sorted(lines, key=lambda one: -len(one.letters)):
        at = float(np.mean([_centre(letter, boxes) for letter in line.letters]))
        own = _middle_at(line, at, boxes)
        near = [
            (abs(_middle_at(other, at, boxes) - own), index)
            for index, other in enumerate(merged)
            if other.may_run_at(own, height)
        ]
        distance, index = min(near, default=(np.inf, -1))
        limit = 0.6 if len(line.letters) > 2 else 1.0  # a lone comma or quotation mark stands low or high
        if distance < limit * height:
            merged[index].take(line)
        else:
            merged.append(line)
    return merged


def _without_strays(lines: list[_Line], boxes: NDArray[np.float64], height: float) -> list[_Line]:
    """Give the serif of a capital, or a comma as long as a letter, to the line beside it."""
    whole = [line for line in lines if len(line.letters) > 2]
    if not whole:
        return lines
    for line in lines:
        if len(line.letters) > 2:
            continue
        nearest = _nearest_lines(np.array(line.letters), whole, boxes, height)
        if all(away < _STRAY * height and other is nearest[0][0] for other, away in nearest):
            nearest[0][0].take(line)
            line.letters = []
    return [line for line in lines if line.letters]


def _nearest_lines(
    marks: NDArray[np.intp], lines: Sequence[_Line], boxes: NDArray[np.float64], height: float
) -> list[tuple[_Line, float]]:
    """For each dot, accent or comma the line of the letter that it belongs to, and how far that is, in pixels."""
    numbers = np.array([letter for line in lines for letter in line.letters])
    owners = np.repeat(np.arange(len(lines)), [len(line.letters) for line in lines])
    away = _away(marks, numbers, boxes, height)
    reaches = _reaches(boxes[marks], lines, height)
    reaches[~reaches.any(axis=1)] = True
    away[~reaches[:, owners]] = np.inf
    nearest = away.argmin(axis=1)
    return [(lines[owners[letter]], float(row[letter])) for letter, row in zip(nearest, away, strict=True)]


def _reaches(boxes: NDArray[np.float64], lines: Sequence[_Line], height: float) -> NDArray[np.bool_]:
    """Which boxes are within reach of which lines, shape (boxes, lines)."""
    tops, bottoms = np.array([line.top for line in lines]), np.array([line.bottom for line in lines])
    reach: NDArray[np.bool_] = (tops - 2 * height < boxes[:, 3:]) & (boxes[:, 1:2] < bottoms + 2 * height)
    return reach


def _away(
    marks: NDArray[np.intp], numbers: NDArray[np.intp], boxes: NDArray[np.float64], height: float
) -> NDArray[np.float64]:
    """How far each mark is from each letter, shape (marks, letters)."""
    letters, left, top, right, bottom = boxes[numbers], *np.split(boxes[marks], 4, axis=1)
    beside = np.maximum(0.0, np.maximum(letters[:, 0] - right, left - letters[:, 2]))
    below = np.maximum(0.0, top - letters[:, 3])  # how far the mark hangs under a letter
    above = np.maximum(0.0, letters[:, 1] - bottom)
    is_fresh = np.abs(numbers - marks[:, None]) <= 2  # drawn together, or almost
    # Only cedillas and commas hang under a letter, and close by; above it an accent may float.
    away: NDArray[np.float64] = beside + above + 1.8 * below - 0.3 * height * is_fresh
    return away


def _top_order(line: _Line, boxes: NDArray[np.float64]) -> float:
    return float(np.median((boxes[line.letters, 1] + boxes[line.letters, 3]) / 2))
