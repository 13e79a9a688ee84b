"""Where the lines of writing are on a photographed note, and each of them as a recogniser wants to see it.

Shadows go first, by dividing the photo by its paper. What is dark and of the size of writing is ink; the page is turned
until its lines lie level; ink that runs along the same height is one line.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from modalities.handwriting import LinePicture, Photo

Grey = NDArray[np.uint8]

_WORK_HEIGHT = 1400  # pixels: lines are looked for on a copy no larger than this
_INK = 140  # after the paper was made white, what is darker is ink
_LEAST_CONTRAST = 40  # between paper and its darkest hundredth; under it there is no writing
_MOST_INK = 0.25  # of a page: more is no writing but a picture of something
_STEEPEST = 12.0  # degrees that a page may be turned
_SLANTS = np.arange(-0.2, 1.21, 0.1)
_UNSLANTED = 0.5  # part of the slant that is taken back
_ONE_LINE = 400  # pixels: what is no higher, and wide, is one line
_BAND = 0.92  # part of the ink that lies between the top and the bottom of a line's letters, without its tails
_WIDER = 1.2  # close writing is read better when its letters are a little further apart
_AROUND = 0.25  # paper left above and below, in heights of that band


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FoundLine:
    """One line of writing."""

    outline: NDArray[np.float64]
    """Its corners on the photo, in pixels, from the top left round to the bottom left: shape (4, 2)."""
    picture: LinePicture
    margin: float
    """Columns that the picture has more than the outline, on either side."""

    def part(self, column: float) -> float:
        """Where a column of the picture stands between the left edge of the outline, 0.0, and the right one, 1.0."""
        width = self.picture.shape[1] - 2 * self.margin
        return float(min(1.0, max(0.0, (column - self.margin) / width)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FoundLines:
    """What was found on a photo."""

    lines: tuple[FoundLine, ...]
    """In reading order."""
    was_cut: bool = False
    """Whether the picture is one line, cut out already."""


def lines_of_photo(photo: Photo) -> FoundLines:
    """The lines of a note; none where nothing is written."""
    grey = _grey(photo)
    if min(grey.shape) < 8:
        return FoundLines(lines=())
    clean = without_shadows(grey)
    if not _holds_writing(clean):
        return FoundLines(lines=())
    if _is_one_line(clean):
        height, width = grey.shape
        corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)
        return FoundLines(lines=(_found(clean, corners),), was_cut=True)
    return _lines_of_page(clean)


def without_shadows(grey: Grey) -> Grey:
    """The photo divided by its paper: what is left is ink on an even white. Lines of exercise paper grow faint."""
    import cv2

    height, width = grey.shape
    is_low = height <= _ONE_LINE  # a line that was cut out already: its paper is seen between the letters only
    part = 1.0 if is_low else min(1.0, 600 / max(height, width))
    small = cv2.resize(grey, (max(1, int(width * part)), max(1, int(height * part))), interpolation=cv2.INTER_AREA)
    size = max(15, int(small.shape[0] * 0.3) if is_low else min(small.shape) // 14) | 1
    paper = cv2.GaussianBlur(
        cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8)), (0, 0), size / 3
    )
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    even = np.clip(grey.astype(np.float32) / np.maximum(paper, 1) * 255, 0, 255)
    dark, light = np.percentile(even, (2, 60))
    if light - dark < _LEAST_CONTRAST:
        return np.asarray(even, np.uint8)
    return np.asarray(np.clip((even - dark) / (light - dark) * 255, 0, 255), np.uint8)


def _found(cut: Grey, outline: NDArray[np.float64]) -> FoundLine:
    """A line cut out along its outline: slant partly taken back, cut to the band of its letters, made a bit wider."""
    import cv2

    upright, margin = _unslanted(cut)
    band = _banded(upright)
    picture = cv2.resize(band, (max(1, round(band.shape[1] * _WIDER)), band.shape[0]))
    return FoundLine(outline=outline, picture=np.asarray(picture, np.uint8), margin=margin * _WIDER)


def _grey(photo: Photo) -> Grey:
    weights = np.array([0.299, 0.587, 0.114])  # ITU-R BT.601
    return np.asarray(photo.pixels @ weights, np.uint8)


def _holds_writing(clean: Grey) -> bool:
    """Ink is dark, thin and on a part of the page only; a face or a wooden table is none of it."""
    import cv2

    part = min(1.0, 1000 / max(clean.shape))
    dark = cv2.resize(clean, None, fx=part, fy=part, interpolation=cv2.INTER_AREA) < _INK
    share = float(dark.mean())
    if not 0.0005 < share < _MOST_INK:
        return False
    edges = float((np.abs(np.diff(dark.astype(np.int8), axis=1)) > 0).mean())
    return edges > 0.12 * share  # strokes are a few pixels wide: many edges for their surface


def _is_one_line(clean: Grey) -> bool:
    """Whether the picture was cut around one line already: low and wide, as no page is."""
    height, width = clean.shape
    return bool(width >= 3 * height and height <= _ONE_LINE)


# -- one line -------------------------------------------------------------------------------------------------------


def _unslanted(clean: Grey) -> tuple[Grey, int]:
    """The line more upright, and the columns of paper that it got on either side.

    Of all shears the one that stands the ink in the narrowest columns shows the slant; half of it is taken back.
    """
    import cv2

    small = cv2.resize(clean, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ink = 255.0 - small.astype(np.float32)
    ink[ink < 100] = 0
    height, width = ink.shape
    slant = max(
        _SLANTS, key=lambda one: float((cv2.warpAffine(ink, _shear(one, height), (width, height)).sum(0) ** 2).sum())
    )
    wanted = _UNSLANTED * float(slant)
    height, width = clean.shape
    edge = int(abs(wanted) * height / 2) + 2
    wide = cv2.copyMakeBorder(clean, 0, 0, edge, edge, cv2.BORDER_CONSTANT, value=255)
    turned = cv2.warpAffine(wide, _shear(wanted, height), (width + 2 * edge, height), borderValue=255)
    return np.asarray(turned, np.uint8), edge


def _shear(slant: float, height: int) -> NDArray[np.float32]:
    return np.array([[1, slant, -slant * height / 2], [0, 1, 0]], np.float32)


def _banded(clean: Grey) -> Grey:
    """Neighbours' tails and wide margins make the letters small: cut to the rows that hold most of the ink."""
    import cv2

    ink = 255.0 - clean.astype(np.float64)
    ink[ink < 100] = 0
    rows = np.convolve(ink.sum(axis=1), np.ones(5) / 5, "same")
    if rows.sum() == 0:
        return clean
    filled = np.cumsum(rows) / rows.sum()
    top, bottom = (int(np.searchsorted(filled, part)) for part in ((1 - _BAND) / 2, (1 + _BAND) / 2))
    edge = int(_AROUND * (bottom - top))
    top, bottom = top - edge, bottom + edge
    above, below = max(0, -top), max(0, bottom - clean.shape[0])
    framed = cv2.copyMakeBorder(clean, above, below, 0, 0, cv2.BORDER_CONSTANT, value=255)
    return np.asarray(framed[top + above : bottom + above], np.uint8)


# -- a page ---------------------------------------------------------------------------------------------------------


def _lines_of_page(clean: Grey) -> FoundLines:
    import cv2

    height, width = clean.shape
    part = min(1.0, _WORK_HEIGHT / max(height, width))
    size = (max(1, int(width * part)), max(1, int(height * part)))
    small = np.asarray(cv2.resize(clean, size, interpolation=cv2.INTER_AREA), np.uint8)
    turned_deg = _skew(small)
    level, _small_matrix = _turned(small, turned_deg)
    letters = _letters(level < _INK)
    if letters is None:
        return FoundLines(lines=())
    full, full_matrix = _turned(clean, turned_deg)
    back = cv2.invertAffineTransform(full_matrix)
    boxes = [_box(line) for line in _rows(letters)]
    lines = [_cut(full, letters, box, 1 / part, back) for box in boxes]
    return FoundLines(lines=tuple(line for line in lines if line is not None))


def _skew(small: Grey) -> float:
    """The turn, in degrees, after which the ink lies in the fewest rows: in coarse steps, then in fine ones."""
    import cv2

    dark = (small < _INK).astype(np.float32)
    ink = np.asarray(cv2.resize(dark, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.float32)

    def sharpness(angle: float) -> float:
        rows = _turned_ink(ink, angle).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-_STEEPEST, _STEEPEST + 0.1, 1.5), key=lambda one: sharpness(float(one)))
    best = max(np.arange(coarse - 1.2, coarse + 1.21, 0.3), key=lambda one: sharpness(float(one)))
    return float(best) if sharpness(float(best)) > 1.05 * sharpness(0.0) else 0.0


def _turned_ink(ink: NDArray[np.float32], angle: float) -> NDArray[np.float32]:
    import cv2

    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(cv2.warpAffine(ink, matrix, (width, height)), np.float32)


def _turned(grey: Grey, angle: float) -> tuple[Grey, NDArray[np.float64]]:
    """The page turned on paper that is large enough for all of it, and how its points moved."""
    import cv2

    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    if angle == 0.0:
        return grey, np.asarray(matrix, np.float64)
    sine, cosine = abs(matrix[0, 1]), abs(matrix[0, 0])
    wide, high = int(height * sine + width * cosine) + 1, int(height * cosine + width * sine) + 1
    matrix[0, 2] += (wide - width) / 2
    matrix[1, 2] += (high - height) / 2
    turned = cv2.warpAffine(grey, matrix, (wide, high), borderValue=255, flags=cv2.INTER_LINEAR)
    return np.asarray(turned, np.uint8), np.asarray(matrix, np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Letters:
    """The pieces of ink on a page."""

    boxes: NDArray[np.float64]
    """Left, top, right, bottom of each piece of the size of writing."""
    height: float
    """That of a middling letter, in pixels."""


def _letters(dark: NDArray[np.bool_]) -> _Letters | None:
    """The pieces of ink that may be writing. Specks, rulings, the edge of the table and fingers are none."""
    import cv2

    count, _labels, stats, _centres = cv2.connectedComponentsWithStats(dark.astype(np.uint8), connectivity=8)
    if count <= 1:
        return None
    page_height, page_width = dark.shape
    lefts, tops, widths, heights, areas = stats[1:].T.astype(float)
    is_ruling = ((widths > 0.4 * page_width) & (heights < 0.03 * page_height)) | (
        (heights > 0.4 * page_height) & (widths < 0.03 * page_width)
    )
    at_edge = (lefts <= 1) | (tops <= 1) | (lefts + widths >= page_width - 1) | (tops + heights >= page_height - 1)
    is_huge = (heights > 0.3 * page_height) | (at_edge & (heights > 0.1 * page_height))
    may_be = ~is_ruling & ~is_huge & (areas >= 4)
    tall = heights[may_be & (heights >= 5)]
    if len(tall) < 2:
        return None
    height = float(np.average(tall, weights=tall))  # specks are many and count little
    may_be &= (heights > 0.12 * height) & (heights < 6 * height)
    if int(may_be.sum()) < 2:
        return None
    boxes = np.column_stack((lefts, tops, lefts + widths, tops + heights))[may_be]
    return _Letters(boxes, height)


def _rows(letters: _Letters) -> list[NDArray[np.float64]]:
    """The boxes of each line, from top to bottom. A piece joins the line whose middle runs through it."""
    boxes, height = letters.boxes, letters.height
    large = boxes[boxes[:, 3] - boxes[:, 1] > 0.45 * height]
    rows: list[list[NDArray[np.float64]]] = []
    for box in large[np.argsort(large[:, 0], kind="stable")]:
        nearest, distance = None, 0.7 * height
        for row in rows:
            tail = np.array(row[-4:])
            away = abs(float(np.median((tail[:, 1] + tail[:, 3]) / 2)) - float(box[1] + box[3]) / 2)
            if away < distance:
                nearest, distance = row, away
        if nearest is None:
            rows.append([box])
        else:
            nearest.append(box)
    found = [np.array(row) for row in rows if len(row) >= 2 or _is_word(row[0], height)]
    return sorted(_joined(found, height), key=lambda row: float(np.median((row[:, 1] + row[:, 3]) / 2)))


def _is_word(box: NDArray[np.float64], height: float) -> bool:
    return bool(box[2] - box[0] > 1.5 * height)


def _joined(rows: list[NDArray[np.float64]], height: float) -> list[NDArray[np.float64]]:
    """Two rows that run at the same height are one, whichever of them begins further left."""
    joined: list[NDArray[np.float64]] = []
    for row in sorted(rows, key=lambda one: -len(one)):
        middle = float(np.median((row[:, 1] + row[:, 3]) / 2))
        same = [
            index
            for index, other in enumerate(joined)
            if abs(float(np.median((other[:, 1] + other[:, 3]) / 2)) - middle) < 0.55 * height
        ]
        if same:
            joined[same[0]] = np.vstack((joined[same[0]], row))
        else:
            joined.append(row)
    return joined


def _box(row: NDArray[np.float64]) -> tuple[float, float, float, float]:
    """Around a line: its whole width, and the height of nearly all of its pieces."""
    top, bottom = np.percentile(row[:, 1], 12), np.percentile(row[:, 3], 88)
    return float(row[:, 0].min()), float(top), float(row[:, 2].max()), float(bottom)


def _cut(
    full: Grey, letters: _Letters, box: tuple[float, float, float, float], scale: float, back: Any
) -> FoundLine | None:
    """The line out of the level page, with room for accents and tails."""
    edge = 0.45 * letters.height
    left, top = (max(0, int((low - edge) * scale)) for low in box[:2])
    right, bottom = (
        min(size, int((high + edge) * scale) + 1) for size, high in zip(full.shape[::-1], box[2:], strict=True)
    )
    piece = full[top:bottom, left:right]
    if piece.size == 0 or not (piece < _INK).any():
        return None
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)
    outline = np.asarray(corners @ back[:, :2].T + back[:, 2], np.float64)
    return _found(np.ascontiguousarray(piece), outline)
