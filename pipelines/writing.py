"""What was written by hand: in files, on a sheet, on a photographed note."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from errors import CafeError
from modalities.handwriting import Hand, Ink, Photo, Reader, ReadLine, Sheet, decode_photo, read_inks
from pipelines.inputs import INK, PHOTO, require_known
from settings import Settings
from vocabulary import Draft, Language, Recognition

if TYPE_CHECKING:
    from community.hands import LearntHand

_FULL_LINE = 0.75  # of the widest line: who stops before that began a new line on purpose


def read_file(
    path: Path, reader: Reader, *, settings: Settings, language: str | None = None
) -> Iterator[tuple[Recognition, Ink | Photo] | CafeError]:
    """Each ink of a file, or the photo, and what is read on it. An ink that is of no use is given as its error.

    Raises ``CannotBeRead`` for a file that is of no use as a whole.
    """
    name = str(path)
    require_known(path, INK + PHOTO)
    if path.suffix.lower() in PHOTO:
        photo = decode_photo(path, name=name, megabytes=settings.megabytes)
        read = reader.read_photo(photo, language=language)
        yield read.recognition, read.photo
        return
    for ink in read_inks(path, name=name, megabytes=settings.megabytes):
        yield (reader.read_ink(ink, language=language), ink) if isinstance(ink, Ink) else ink


def hand_of(learnt: "LearntHand | None") -> Hand:
    """The hand that was learnt, or the usual one. What a former version learnt and this one does not know is left."""
    allowed_for = learnt.allowed_for if learnt is not None else {}
    known = {name: value for name, value in allowed_for.items() if name in Hand.__slots__}
    return replace(Hand(), **known)


def text_of(lines: tuple[ReadLine, ...], sheet: Sheet) -> str:
    """The text of the lines as their author meant them: a line that was filled goes on in the next one.

    The readings that the sheet's author chose stand in place of the recogniser's.
    """
    written = [line for line in lines if line.words]
    ends = [_right_edge(line) for line in written]
    widest = max(ends, default=0.0)
    parts: list[str] = []
    for number, line in enumerate(written):
        parts.append(" ".join(chosen_text(sheet, read.strokes) or read.word.text for read in line.words))
        if number + 1 < len(written):
            parts.append(" " if ends[number] >= _FULL_LINE * widest else "\n")
    return "".join(parts)


def read_sheet(sheet: Sheet, reader: Reader, *, language: Language, hand: Hand) -> tuple[str, Recognition]:
    """The text of a sheet as its author means it, and the recognition that it comes from."""
    ink = sheet.ink
    lines = reader.read_lines(ink, language=language, hand=hand)
    return text_of(lines, sheet), reader.read_ink(ink, language=language, hand=hand)


def is_of_its_author(draft: Draft) -> bool:
    """Whether the text is more than what was read: typed, or corrected."""
    return _plain(draft.text) not in {"", *(_plain(one.text) for one in draft.recognitions)}


def is_unknown_to(draft: Draft, text: str, recognition: Recognition) -> bool:
    """Whether a sheet is read as something that the draft's text lacks and its author has not been asked about."""
    if not text or _plain(text) == _plain(draft.text):
        return False
    return _plain(recognition.text) not in {_plain(one.text) for one in draft.recognitions}


def _plain(text: str) -> str:
    return " ".join(text.split())


def chosen_text(sheet: Sheet, strokes: tuple[int, ...]) -> str | None:
    """The reading that its author chose for the word of these strokes; None where they chose none."""
    ids = sheet.ids
    return sheet.choices.get(frozenset(ids[number] for number in strokes)) if strokes else None


def _right_edge(line: ReadLine) -> float:
    boxes = [read.word.box for read in line.words if read.word.box is not None]
    return max((box[2] for box in boxes), default=0.0)
