"""From the readings of a line to a recognition: which one is preferred, how sure each word is, what else it may be."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from modalities.handwriting import LinePicture
from modalities.handwriting._decoding import Reading
from vocabulary import Alternative, Recognition, Word

_INK = 160  # a picture without a pixel darker than this is blank
_OTHERS = 5  # readings offered for a word or a line
_FAINT = 0.002  # a reading under this chance is not worth offering


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is preferred among the readings of a line."""

    text: str
    raw: str | None
    confidence: float
    alternatives: tuple[Alternative, ...]
    words: tuple[Word, ...]
    """With ``start`` and ``end`` unknown, and as ``box`` columns of the network instead of pixels."""


def is_blank(line: LinePicture) -> bool:
    """Whether a picture is paper only."""
    return not bool((line < _INK).any())


def nothing_read(*, engine: str, language: str | None) -> Recognition:
    """What blank paper says."""
    return Recognition(modality="handwriting", engine=engine, language=language, seconds=0.0)


def recognised(
    found: Chosen, words: tuple[Word, ...], *, engine: str, language: str | None, seconds: float
) -> Recognition:
    """What is preferred, as a recognition; ``words`` are those of ``found`` with their places in the picture."""
    return Recognition(
        modality="handwriting",
        engine=engine,
        text=found.text,
        raw=found.raw,
        language=language,
        confidence=found.confidence if found.text else None,
        alternatives=found.alternatives,
        words=words,
        seconds=seconds,
    )


def chosen(readings: Sequence[Reading], first: Reading) -> Chosen:
    """The best reading, beside ``first``, the recogniser's own.

    Confidences are the readings' shares of the probability of all of them. Where the recogniser saw something, what is
    preferred is never nothing.
    """
    kept = [one for one in readings if one.text.strip()] or [first]
    shares = _shares(kept)
    best = kept[0]
    ranked: dict[str, float] = {}
    for one, share in zip(kept, shares, strict=True):
        text = _spaced(one.text)
        ranked[text] = ranked.get(text, 0.0) + share
    text, raw = _spaced(best.text), _spaced(first.text)
    others = [Alternative(text=other, confidence=share) for other, share in ranked.items() if other != text]
    return Chosen(
        text=text,
        raw=raw if raw != text else None,
        confidence=min(1.0, ranked[text]),
        alternatives=_worth_offering(others, raw, text),
        words=tuple(_word(best, span, kept, shares, first) for span in _spans(best.text)),
    )


def _shares(readings: Sequence[Reading]) -> list[float]:
    totals = np.array([one.total for one in readings])
    weights = np.exp(totals - totals.max())
    return [float(share) for share in weights / weights.sum()]


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _worth_offering(others: Sequence[Alternative], raw: str, text: str) -> tuple[Alternative, ...]:
    """The likeliest ones, and always the recogniser's own."""
    ranked = sorted(others, key=lambda one: -(one.confidence or 0.0))
    offered = [one for one in ranked if (one.confidence or 0.0) >= _FAINT][:_OTHERS]
    if raw and raw != text and all(one.text != raw for one in offered):
        own = next((one for one in ranked if one.text == raw), Alternative(text=raw, confidence=0.0))
        offered.append(own)
    return tuple(offered)


def _spans(text: str) -> list[tuple[int, int]]:
    """Where each word stands in a text, as (from, to)."""
    spans, start = [], 0
    for word in text.split(" "):
        if word:
            spans.append((start, start + len(word)))
        start += len(word) + 1
    return spans


def _word(
    best: Reading, span: tuple[int, int], readings: Sequence[Reading], shares: Sequence[float], first: Reading
) -> Word:
    start, end = span
    # From one blank to the next: other readings may see the first or last letter a column earlier or later.
    left = best.columns[start - 1] if start else -1
    right = best.columns[end] if end < len(best.columns) else 10**9
    text = best.text[start:end]
    ranked: dict[str, float] = {}
    for one, share in zip(readings, shares, strict=True):
        here = _within(one, left, right)
        ranked[here] = ranked.get(here, 0.0) + share
    raw = _within(first, left, right)
    others = [Alternative(text=other, confidence=share) for other, share in ranked.items() if other and other != text]
    return Word(
        text=text,
        confidence=min(1.0, ranked.get(text, 0.0)),
        alternatives=_worth_offering(others, raw, text),
        box=(float(best.columns[start]), 0.0, float(best.columns[end - 1]) + 1.0, 0.0),
    )


def _within(reading: Reading, left: int, right: int) -> str:
    """What a reading has between two columns."""
    signs = [sign for sign, column in zip(reading.text, reading.columns, strict=True) if left < column < right]
    return _spaced("".join(signs))
