"""From a whole ink or photo to what is written on it: line by line, each read once for as long as it stays the same."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

import numpy as np

from modalities.handwriting import HandwritingRecogniser, Ink, LinePicture, Photo, Stroke
from modalities.handwriting._drawing import DrawnLine, Hand, draw_line
from modalities.handwriting._grouping import boxes_of, lines_of
from modalities.handwriting._lines_of_photo import FoundLine, lines_of_photo
from modalities.handwriting._photo import turned
from modalities.handwriting._turning import quarters_to_upright
from modalities.handwriting._word_places import placed
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
_DASH = np.array([[0.0, 0.0, 0.0], [20.0, 0.0, 100.0]])


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


class ReadPhoto(NamedTuple):
    """What was read on a photo."""

    recognition: Recognition
    lines: tuple[ReadLine, ...]
    photo: Photo
    """The photo turned as it was read: outlines and boxes are in its pixels."""


class Reader:
    """Reads inks and photos with one recogniser. It may be called by several threads at once."""

    def __init__(self, recogniser: HandwritingRecogniser) -> None:
        self.recogniser = recogniser
        self._known: OrderedDict[bytes, ReadLine] = OrderedDict()
        self._turn = threading.Lock()

    def warm_up(self, language: str | None) -> None:
        """Do now what the first reading would wait for: what draws the lines is loaded, and the recogniser."""
        draw_line([_DASH], Hand())
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

    def read_photo(self, photo: Photo, *, language: str | None = None, may_turn: bool = True) -> ReadPhoto:
        """What stands on a photographed note, read at the turn at which it reads surest, or else as it is."""
        found = lines_of_photo(photo)
        read = _Once(self.recogniser, language)
        quarters = quarters_to_upright(photo, found, read) if may_turn else 0
        if quarters:
            photo = turned(photo, quarters)
            found = lines_of_photo(photo)
        readings = [(read(line.picture), line) for line in found.lines]
        is_page = found.was_cut or any(_is_sure(one) for one, _line in readings)
        lines = tuple(
            _on_photo(one, line)
            for one, line in readings
            if is_page and one.text and (len(one.text) >= _SPECK or _sureness(one) >= _SURE)
        )
        whole = _together(lines, engine=self.recogniser.name, language=language, captured_at=photo.captured_at)
        return ReadPhoto(recognition=whole, lines=lines, photo=photo)

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


class _Once:
    """Reads a picture once, however often it is asked for it."""

    def __init__(self, recogniser: HandwritingRecogniser, language: str | None) -> None:
        self._recogniser = recogniser
        self._language = language
        self._known: dict[int, tuple[LinePicture, Recognition]] = {}

    def __call__(self, picture: LinePicture) -> Recognition:
        if id(picture) not in self._known:  # an id stays the picture's own for as long as we hold the picture
            self._known[id(picture)] = picture, self._recogniser.read(picture, language=self._language)
        return self._known[id(picture)][1]


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


def _on_photo(read: Recognition, line: FoundLine) -> ReadLine:
    words = placed(read.words, line)
    return ReadLine(
        recognition=replace(read, words=words),
        words=tuple(ReadWord(word=word, strokes=()) for word in words),
        outline=tuple((float(x), float(y)) for x, y in line.outline),
    )


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
