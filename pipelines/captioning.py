"""What is read aloud as captions: WebVTT, in time with the sound that is saved beside it."""

from collections.abc import Iterable, Iterator
from html import escape
from unicodedata import category

from modalities.voice import Speech
from pipelines.speaking import PAUSE_SECONDS
from pipelines.telling_aloud import SpokenLine

_TICK_S = 0.001  # the finest that WebVTT tells
_NO_SIGN = ("Cc", "Cs")  # controls, and halves of a character, which no file can hold


def captions_of(spoken: Iterable[tuple[SpokenLine, Speech]]) -> str:
    """One caption a breath, with the time of each word within it where the voice tells it.

    It shows what is said, letter by letter, at the times of ``speaking.write_wav``.
    """
    blocks, start = ["WEBVTT"], 0.0
    for line, speech in spoken:
        end = start + speech.seconds
        blocks.append(f"{_clock(start)} --> {_clock(max(end, start + _TICK_S))}\n{_timed(line.said, speech, start)}")
        start = end + PAUSE_SECONDS
    return "\n\n".join(blocks) + "\n"


def _timed(said: str, speech: Speech, start: float) -> str:
    """The words, each after its time: ``Attendez <00:00:01.200>une <00:00:01.400>minute.``."""
    return "".join(_pieces(said, speech, start))


def _pieces(said: str, speech: Speech, start: float) -> Iterator[str]:
    done, before = 0, round(start / _TICK_S)
    end = round((start + speech.seconds) / _TICK_S)
    for word in speech.words:
        at = round((start + word.start) / _TICK_S)
        if before < at < end and word.first >= done:  # a time must lie within the caption, after the one before
            yield f"{_plain(said[done : word.first])}<{_clock(start + word.start)}>"
            done, before = word.first, at
    yield _plain(said[done:])


def _plain(words: str) -> str:
    """Words of which a player makes no sign: no tag, no end of the caption."""
    one_line = "".join(
        " " if character.isspace() or category(character) in _NO_SIGN else character for character in words
    )
    return escape(one_line, quote=False)


def _clock(seconds: float) -> str:
    minutes, thousandths = divmod(round(seconds / _TICK_S), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{thousandths // 1000:02d}.{thousandths % 1000:03d}"
