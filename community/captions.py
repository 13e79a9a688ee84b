"""Captions of a film or a recording, as WebVTT: read, written, and turned into the transcript.

What is kept is written anew from what was read: words and times, no styles, nothing that a player could run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from errors import N_, BadCaptions

LONGEST = 300_000  # characters of a file
MOST = 3_000  # captions
_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)[.,](\d{3})"
_TIMES = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_TAG = re.compile(r"<[^>]*>")

NO_HEADER = N_("un fichier WebVTT commence par le mot WEBVTT")
NO_TIMES = N_("il manque une ligne comme 00:01.000 --> 00:04.000")
BACKWARDS = N_("une légende finit avant de commencer")
NOT_IN_ORDER = N_("une légende commence avant celle qui la précède")
NO_CAPTIONS = N_("il n’y a aucune légende")
TOO_MANY = N_("il y en a trop")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What is said in a stretch of time."""

    start: float
    """Seconds from the beginning."""
    end: float
    words: str
    speaker: str = ""
    """Empty where the file does not say who speaks."""


def captions_in(file: str) -> tuple[Caption, ...]:
    """The captions of a WebVTT file, in order. Raises ``BadCaptions``, which names the line."""
    lines = file.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        raise BadCaptions(line=1, why=NO_HEADER)
    if len(file) > LONGEST:
        raise BadCaptions(line=len(lines), why=TOO_MANY)
    found: list[Caption] = []
    for first, block in _blocks(lines):
        if block[0].startswith(("NOTE", "STYLE", "REGION", "WEBVTT")):
            continue
        caption = _caption(block, first)
        if found and caption.start < found[-1].start:
            raise BadCaptions(line=first, why=NOT_IN_ORDER)
        if caption.words:
            found.append(caption)
    if not found:
        raise BadCaptions(line=len(lines), why=NO_CAPTIONS)
    if len(found) > MOST:
        raise BadCaptions(line=len(lines), why=TOO_MANY)
    return tuple(found)


def as_webvtt(captions: tuple[Caption, ...]) -> str:
    """The same captions as a file."""
    blocks = [f"{_clock(one.start)} --> {_clock(one.end)}\n{_spoken(one)}" for one in captions]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """What stands between empty lines, with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _caption(block: list[str], first: int) -> Caption:
    for place in range(min(2, len(block))):  # a name may stand above the times
        times = _TIMES.fullmatch(block[place])
        if times is not None:
            break
    else:
        raise BadCaptions(line=first, why=NO_TIMES)
    start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
    if end <= start:
        raise BadCaptions(line=first + place, why=BACKWARDS)
    said = " ".join(" ".join(block[place + 1 :]).split())
    voice = _VOICE.match(said)
    speaker = unescape(voice[1]).strip() if voice else ""
    return Caption(start=start, end=end, words=unescape(_TAG.sub("", said)).strip(), speaker=speaker)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, thousandths = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{thousandths // 1000:02d}.{thousandths % 1000:03d}"


def _spoken(caption: Caption) -> str:
    words = escape(caption.words, quote=False)
    return f"<v {escape(caption.speaker, quote=False)}>{words}" if caption.speaker else words
