"""What two people made of one text, joined; where their changes touch, somebody has to choose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from community.comparing import changes

_CHUNKS = re.compile(r"\S+|\s+")
_ENDS = (".", "!", "?", "…", ".»", "!»", "?»", "…»", ".”", "!”", "?”", '."', ".)", ":")


@dataclass(frozen=True, slots=True, kw_only=True)
class Touching:
    """A passage that both changed."""

    base: str
    """As it was before both."""
    mine: str
    theirs: str

    @property
    def both(self) -> str:
        """One after the other."""
        apart = "" if not self.theirs or not self.mine or self.theirs[-1].isspace() or self.mine[0].isspace() else "\n"
        return self.theirs + apart + self.mine


Merged = tuple[str | Touching, ...]
"""A text in pieces: those on which all agree, and those that somebody has to choose."""


def merged(base: str, mine: str, theirs: str) -> Merged:
    """``mine`` and ``theirs``, both made of ``base``, in one. Changes meet sentence by sentence.

    Changes of the same sentence, or of two that stand side by side, touch; the same change made by both does not.
    """
    if mine == theirs or theirs == base:
        return (mine,) if mine else ()
    if mine == base:
        return (theirs,) if theirs else ()
    return tuple(_joined(_merged(sentences(base), sentences(mine), sentences(theirs))))


def whole(merge: Merged) -> str | None:
    """The text, where nobody has to choose; else None."""
    return "".join(str(piece) for piece in merge) if all(isinstance(piece, str) for piece in merge) else None


def sentences(text: str) -> list[str]:
    """The sentences of a text and the white space between them, in turn: joined again, they are the text."""
    found: list[str] = []
    is_over = True
    for chunk in _CHUNKS.findall(text):
        ends_line = chunk.isspace() and "\n" in chunk
        if ends_line or is_over or (chunk.isspace() and found[-1].endswith(_ENDS)):
            found.append(chunk)
        else:
            found[-1] += chunk
        is_over = chunk.isspace() and (ends_line or found[-1] == chunk)
    return found


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    put: list[str]
    is_mine: bool


def _changes(base: list[str], made: list[str], *, is_mine: bool) -> list[_Change]:
    return [
        _Change(start, end, made[made_start:made_end], is_mine)
        for is_same, start, end, made_start, made_end in changes(base, made)
        if not is_same
    ]


def _merged(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[str | Touching]:
    every = [*_changes(base, mine, is_mine=True), *_changes(base, theirs, is_mine=False)]
    every.sort(key=lambda change: (change.start, change.end))
    done = 0
    while every:
        together = [every.pop(0)]
        end = together[0].end
        while every and every[0].start <= end:
            together.append(every.pop(0))
            end = max(end, together[-1].end)
        start = together[0].start
        yield "".join(base[done:start])
        yield _settled(base, start, end, together)
        done = end
    yield "".join(base[done:])


def _settled(base: list[str], start: int, end: int, together: list[_Change]) -> str | Touching:
    mine = _applied(base, start, end, [change for change in together if change.is_mine])
    theirs = _applied(base, start, end, [change for change in together if not change.is_mine])
    if mine == theirs or all(change.is_mine for change in together):
        return mine
    if not any(change.is_mine for change in together):
        return theirs
    return Touching(base="".join(base[start:end]), mine=mine, theirs=theirs)


def _applied(base: list[str], start: int, end: int, made: list[_Change]) -> str:
    pieces, done = [], start
    for change in made:
        pieces += [*base[done : change.start], *change.put]
        done = change.end
    return "".join([*pieces, *base[done:end]])


def _joined(pieces: Iterator[str | Touching]) -> Iterator[str | Touching]:
    """With what is settled in one piece, and nothing empty."""
    settled = ""
    for piece in pieces:
        if isinstance(piece, str):
            settled += piece
            continue
        if settled:
            yield settled
        settled = ""
        yield piece
    if settled:
        yield settled
