"""Ink in files: JSON, one ink or one a line, and InkML.

What a file leaves out is filled in where nothing is invented by it: times a hundredth of a second apart, half the
pressure, a canvas around the points. What cannot be a point makes the whole ink unreadable: half a letter would be read
as another letter.
"""

import json
import math
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from errors import N_, CannotBeRead, EmptyInput, NotInk, TooManyPoints
from modalities._opening import bytes_of
from modalities.handwriting import Ink, Stroke

MOST_POINTS = 500_000  # of one ink: an hour of writing without lifting the pen
_STEP_MS = 10.0
_PRESSURE = 0.5
_FURTHEST = 1e6  # pixels: what lies further out is no canvas
_XML = (
    b"<",
    BOM_UTF8 + b"<",
    *(mark + "<".encode(name) for name, mark in (("utf-16-le", BOM_UTF16_LE), ("utf-16-be", BOM_UTF16_BE))),
    "<".encode("utf-16-be"),
)
"""How a document begins, in the encodings that every XML program reads."""

NOT_JSON = N_("ce n’est pas du JSON")
NOT_STROKES = N_("il n’y a pas de liste de traits")
NOT_A_POINT = N_("un point n’a pas de place : ni x, ni y lisibles")
NOT_A_CANVAS = N_("la largeur ou la hauteur n’est pas un nombre")


def read_inks(source: bytes | Path, *, name: str, megabytes: int = 200) -> Iterator[Ink | CannotBeRead]:
    """The inks of a file, in order. One that is of no use is given as its error, and the others go on.

    A file that is of no use as a whole raises: ``NoSuchFile``, ``EmptyInput``, ``TooManyBytes``, ``NotInk``.
    """
    content = bytes_of(source, name=name, megabytes=megabytes, unreadable=NotInk)
    if not content.strip():
        raise EmptyInput(name=name)
    if content.lstrip().startswith(_XML):
        from modalities.handwriting._inkml import read_inkml

        yield read_inkml(content, name=name)
        return
    lines = [line for line in _text_of(content, name=name).splitlines() if line.strip()]
    if len(lines) > 1 and _is_whole(lines[0]):
        for number, line in enumerate(lines, start=1):
            try:
                yield ink_from_json(line, name=f"{name}:{number}")
            except CannotBeRead as error:
                yield error
        return
    yield ink_from_json("\n".join(lines), name=name)


def ink_from_json(text: str, *, name: str) -> Ink:
    """One ink: ``{"width", "height", "strokes": [[[x, y, t_ms, pressure]…]…]}``, all but the strokes optional.

    Raises ``NotInk`` and ``TooManyPoints``.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as failure:
        raise NotInk(name=name, why=NOT_JSON) from failure
    if not isinstance(found, dict) or not isinstance(found.get("strokes"), list):
        raise NotInk(name=name, why=NOT_STROKES)
    return ink_from(found["strokes"], name=name, width=found.get("width"), height=found.get("height"))


def ink_from(strokes: Sequence[Any], *, name: str, width: Any = None, height: Any = None) -> Ink:
    """An ink from nested lists of anything. No strokes give an ink without strokes.

    Raises ``NotInk`` and ``TooManyPoints``.
    """
    if sum(len(stroke) if isinstance(stroke, list) else 1 for stroke in strokes) > MOST_POINTS:
        raise TooManyPoints(name=name, limit=MOST_POINTS)
    read: list[Stroke] = []
    for stroke in strokes:
        if not isinstance(stroke, list):
            raise NotInk(name=name, why=NOT_STROKES)
        if stroke:
            read.append(np.array([_point(point, name=name) for point in stroke], dtype=np.float64))
    timed = _timed(read)
    return _on_canvas(timed, _length(width, name=name), _length(height, name=name))


def write_json(ink: Ink) -> bytes:
    """The ink as ``ink_from_json`` reads it, tenths of a pixel and thousandths of a pressure kept."""
    strokes = [
        [[round(x, 1), round(y, 1), round(t, 1), round(p, 3)] for x, y, t, p in stroke.tolist()]
        for stroke in ink.strokes
    ]
    record = {"width": ink.width, "height": ink.height, "strokes": strokes}
    return json.dumps(record, separators=(",", ":")).encode()


def _text_of(content: bytes, *, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        raise NotInk(name=name, why=NOT_JSON) from failure


def _is_whole(line: str) -> bool:
    """Whether a line is JSON by itself, as every line of a .jsonl file is; a line of indented JSON is not."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _point(point: Any, *, name: str) -> tuple[float, float, float, float]:
    """x, y, milliseconds (NaN where they are not known), pressure."""
    if not isinstance(point, list) or len(point) < 2:
        raise NotInk(name=name, why=NOT_A_POINT)
    x, y = _number(point[0]), _number(point[1])
    if math.isnan(x) or math.isnan(y) or max(abs(x), abs(y)) > _FURTHEST:
        raise NotInk(name=name, why=NOT_A_POINT)
    time = _number(point[2]) if len(point) > 2 else math.nan
    pressure = _number(point[3]) if len(point) > 3 else math.nan
    return x, y, time, _PRESSURE if math.isnan(pressure) else min(1.0, max(0.0, pressure))


def _number(value: Any) -> float:
    """NaN for what is no finite number; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return math.nan
    try:
        number = float(value)
    except OverflowError:
        return math.nan
    return number if math.isfinite(number) else math.nan


def _length(value: Any, *, name: str) -> float | None:
    if value is None:
        return None
    length = _number(value)
    if math.isnan(length) or length <= 0:
        raise NotInk(name=name, why=NOT_A_CANVAS)
    return min(length, _FURTHEST)


def _timed(strokes: list[Stroke]) -> list[Stroke]:
    """Times from the first point on, never backwards: one that is missing or too early comes after the former."""
    clock = -_STEP_MS
    begun: float | None = None
    for stroke in strokes:
        for point in stroke:
            if not math.isnan(point[2]):
                begun = point[2] if begun is None else begun
                point[2] -= begun
            if math.isnan(point[2]) or point[2] < clock:
                point[2] = clock + _STEP_MS
            clock = float(point[2])
    return strokes


def _on_canvas(strokes: list[Stroke], width: float | None, height: float | None) -> Ink:
    """The canvas holds every point; negative ones are brought onto it, all the ink with them."""
    if not strokes:
        return Ink(strokes=(), width=width or 1.0, height=height or 1.0)
    shift = np.minimum(0.0, np.min([stroke[:, :2].min(axis=0) for stroke in strokes], axis=0))
    for stroke in strokes:
        stroke[:, :2] -= shift
    reach = np.max([stroke[:, :2].max(axis=0) for stroke in strokes], axis=0)
    return Ink(
        strokes=tuple(strokes),
        width=max(width or 1.0, float(math.ceil(reach[0]))),
        height=max(height or 1.0, float(math.ceil(reach[1]))),
    )
