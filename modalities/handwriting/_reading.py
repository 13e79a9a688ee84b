"""From a whole ink or photo to what is written on it: line by line, each read once for as long as it stays the same."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from modalities.handwriting import HandwritingRecogniser, Ink, Photo, Stroke
from modalities.handwriting._drawing import DrawnLine, Hand, draw_line
from modalities.handwriting._grouping import boxes_of, lines_of
from vocabulary import Recognition, Word

_REMEMBERED = 4096  # lines; some 2 kB each
_SURE = 0.45
_SURE_SIGNS = 5
"""Confidence and length of a line that is writing beyond doubt.

Measured on 169 lines of old letters and 101 dark streaks of photos of hands and rooms: three fifths of the lines
are such, and none of the streaks. A page with one such line is a page of writing, and its fainter lines count too.
"""
_SPECK = 3  # signs; shorter and unsure, it is a speck even on a page of writing
_DOT = 4.0  # pixels; an ink that is no larger is a point, and points say nothing alone


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWord:
    """A word, and the strokes of the ink that it was read from."""

    word: Word
    strokes: tuple[int, ...]
    """Numbers of the strokes in the ink. None for a word of a photo, or where letters of two words are one stroke."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLine:
    """One line and what it was read as."""

    recognition: Recognition
    words: tuple[ReadWord, ...]
    strokes: tuple[int, ...] = ()
    outline: tuple[tuple[float, float], ...] = ()
    """Corners of the line on the photo, in its pixels; empty for an ink."""


class Reader:
    """Reads inks and photos with one recogniser. It may be called by several threads at once."""

    def __init__(self, recogniser: HandwritingRecogniser) -> None:
        self.recogniser = recogniser
        self._known: OrderedDict[bytes, ReadLine] = OrderedDict()
        self._turn = threading.Lock()

    def warm_up(self, language: str | None) -> None:
        """Let the recogniser make itself ready, if it has something to make ready."""
        warm_up = getattr(self.recogniser, "warm_up", None)
        if warm_up is not None:
            warm_up(language)

    def read_ink(self, ink: Ink, *, language: str | None = None, hand: Hand | None = None) -> Recognition:
        """The text of an ink, one line of text a line of writing; an empty one where there is no writing."""
        lines = self.read_lines(ink, language=language, hand=hand)
        return _together(lines, engine=self.recogniser.name, language=language, captured_at=ink.captured_at)

    def read_lines(self, ink: Ink, *, language: str | None = None, hand: Hand | None = None) -> tuple[ReadLine, ...]:
        """The lines of an ink from top to bottom. A line that was read before is not read again."""
        if not ink.strokes or _is_dot(ink.strokes):
            return ()
        return tuple(self._line(line, ink, language=language, hand=hand or Hand()) for line in lines_of(ink))

    def read_photo(self, photo: Photo, *, language: str | None = None) -> tuple[Recognition, tuple[ReadLine, ...]]:
        """The text of a photographed note, and its lines with where they are on the photo."""
        from modalities.handwriting._lines_of_photo import lines_of_photo

        on_photo = lines_of_photo(photo)
        read = [(self.recogniser.read(line.picture, language=language), line) for line in on_photo.lines]
        is_page = on_photo.was_cut or any(_is_sure(one) for one, _line in read)
        lines = [
            _on_photo(one, line.outline, line.picture.shape[1])
            for one, line in read
            if is_page and one.text and (len(one.text) >= _SPECK or _sureness(one) >= _SURE)
        ]
        whole = _together(lines, engine=self.recogniser.name, language=language, captured_at=photo.captured_at)
        return whole, tuple(lines)

    def _line(self, numbers: Sequence[int], ink: Ink, *, language: str | None, hand: Hand) -> ReadLine:
        strokes = [ink.strokes[number] for number in numbers]
        key = _fingerprint(strokes, language, hand)
        with self._turn:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
        if known is None:
            known = self._read(strokes, language=language, hand=hand)
            with self._turn:
                self._known[key] = known
                if len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
        words = tuple(replace(one, strokes=tuple(numbers[within] for within in one.strokes)) for one in known.words)
        return replace(known, words=words, strokes=tuple(numbers))

    def _read(self, strokes: Sequence[Stroke], *, language: str | None, hand: Hand) -> ReadLine:
        drawn = draw_line(strokes, hand)
        read = self.recogniser.read(drawn.picture, language=language)
        words = _on_sheet(read.words, drawn, strokes)
        return ReadLine(recognition=replace(read, words=tuple(one.word for one in words)), words=words)


def _is_sure(read: Recognition) -> bool:
    return len(read.text) >= _SURE_SIGNS and _sureness(read) >= _SURE


def _sureness(read: Recognition) -> float:
    """The mean confidence of the words, by their length; 1 where the engine gives no opinion, 0 without words."""
    if not read.words:
        return 0.0
    sure = [1.0 if word.confidence is None else word.confidence for word in read.words]
    return float(np.average(sure, weights=[len(word.text) for word in read.words]))


def _is_dot(strokes: Sequence[Stroke]) -> bool:
    boxes = boxes_of(strokes)
    return bool(np.ptp(boxes[:, [0, 2]]) < _DOT and np.ptp(boxes[:, [1, 3]]) < _DOT)


def _fingerprint(strokes: Iterable[Stroke], language: str | None, hand: Hand) -> bytes:
    digest = hashlib.blake2b(repr((language, hand)).encode(), digest_size=16)
    for stroke in strokes:
        digest.update(len(stroke).to_bytes(4, "little"))
        digest.update(np.ascontiguousarray(stroke).tobytes())
    return digest.digest()


def _on_sheet(words: Sequence[Word], drawn: DrawnLine, strokes: Sequence[Stroke]) -> tuple[ReadWord, ...]:
    """The words with their strokes: each stroke goes to the word in whose stretch of the line its middle stands."""
    if not words or any(word.box is None for word in words):
        return tuple(ReadWord(word=word, strokes=()) for word in words)
    edges = [(drawn.on_sheet(word.box[0]), drawn.on_sheet(word.box[2])) for word in words if word.box]
    middles = [_level_middle(stroke, drawn) for stroke in strokes]
    mine: list[list[int]] = [[] for _word in words]
    for number, middle in enumerate(middles):
        away = [max(left - middle, middle - right) for left, right in edges]
        mine[int(np.argmin(away))].append(number)
    return tuple(
        _with_strokes(word, numbers, edge, strokes) for word, numbers, edge in zip(words, mine, edges, strict=True)
    )


def _level_middle(stroke: Stroke, drawn: DrawnLine) -> float:
    """Where the middle of a stroke stands along the line, its slant taken back as it was for the picture."""
    x, y = (stroke[:, :2].min(axis=0) + stroke[:, :2].max(axis=0)) / 2
    return float(x - drawn.shear * (y - drawn.middle))


def _with_strokes(word: Word, numbers: list[int], edge: tuple[float, float], strokes: Sequence[Stroke]) -> ReadWord:
    if not numbers:  # two words joined in one stroke
        every = boxes_of(strokes)
        box = (edge[0], float(every[:, 1].min()), edge[1], float(every[:, 3].max()))
        return ReadWord(word=replace(word, box=box), strokes=())
    own = [strokes[number] for number in numbers]
    boxes = boxes_of(own)
    box = (float(boxes[:, 0].min()), float(boxes[:, 1].min()), float(boxes[:, 2].max()), float(boxes[:, 3].max()))
    times = np.concatenate([stroke[:, 2] for stroke in own]) / 1000
    timed = replace(word, box=box, start=float(times.min()), end=float(times.max()))
    return ReadWord(word=timed, strokes=tuple(numbers))


def _on_photo(read: Recognition, outline: NDArray[np.float64], width: int) -> ReadLine:
    """The line with its words placed on the photo, between the left and the right edge of its outline."""
    corners = np.asarray(outline, float)
    words = []
    for word in read.words:
        box = None if word.box is None else _between(corners, word.box[0] / width, word.box[2] / width)
        words.append(replace(word, box=box))
    return ReadLine(
        recognition=replace(read, words=tuple(words)),
        words=tuple(ReadWord(word=word, strokes=()) for word in words),
        outline=tuple((float(x), float(y)) for x, y in corners),
    )


def _between(corners: NDArray[np.float64], start: float, end: float) -> tuple[float, float, float, float]:
    """The upright box around a part of an outline, whose corners go round from the top left."""
    top_left, top_right, bottom_right, bottom_left = corners
    tops = [top_left + (top_right - top_left) * part for part in (start, end)]
    feet = [bottom_left + (bottom_right - bottom_left) * part for part in (start, end)]
    points = np.array([*tops, *feet])
    low, high = points.min(axis=0), points.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _together(lines: Sequence[ReadLine], *, engine: str, language: str | None, captured_at: datetime) -> Recognition:
    """One recognition of all the lines, in reading order."""
    read = [line.recognition for line in lines if line.recognition.text]
    raw = "\n".join(one.raw or one.text for one in read)
    text = "\n".join(one.text for one in read)
    weights = [len(one.text) for one in read]
    sure = [one.confidence for one in read if one.confidence is not None]
    return Recognition(
        modality="handwriting",
        engine=engine,
        text=text,
        raw=raw if raw != text else None,
        language=language,
        confidence=float(np.average(sure, weights=weights)) if sure and len(sure) == len(read) else None,
        alternatives=read[0].alternatives if len(read) == 1 else (),
        words=tuple(word for one in read for word in one.words),
        captured_at=captured_at,
        seconds=sum(one.seconds or 0.0 for one in read),
    )
