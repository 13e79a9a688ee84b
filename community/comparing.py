"""Two texts side by side: which words were taken out, and which were put in."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Literal

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
_TELLING_LETTERS = 4
"""Between two changes, words shorter than this that stayed are shown with them: a lone « de » only tears a sentence."""
_ALIKE = 0.3  # the part of their words that two lines must share to stand beside each other
_MOST_PAIRS = 2_500  # of lines that are weighed against each other


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row that had the same fate."""

    words: str
    kind: Literal["same", "removed", "added"] = "same"


@dataclass(frozen=True, slots=True)
class Row:
    """A line before and after; a side is empty where the line was not there."""

    before: tuple[Piece, ...] = ()
    """What stayed and what was removed; joined, it is the line as it was."""
    after: tuple[Piece, ...] = ()
    """What stayed and what was added; joined, it is the line as it is."""

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        return self.before != self.after


def side_by_side(before: str, after: str) -> tuple[Row, ...]:
    """The lines of two texts, those that belong together in one row. Lines that hold nothing are left out."""
    old, new = _lines(before), _lines(after)
    rows: list[Row] = []
    for is_same, old_start, old_end, new_start, new_end in changes(old, new):
        if is_same:
            rows += [Row((Piece(line),), (Piece(line),)) for line in old[old_start:old_end]]
        else:
            paired = _paired(old[old_start:old_end], new[new_start:new_end])
            rows += [_row(one, other) for one, other in paired]
    return tuple(rows)


def words_changed(before: str, after: str) -> tuple[int, int]:
    """How many words were added, and how many removed."""
    rows = side_by_side(before, after)
    added = sum(_words(piece) for row in rows for piece in row.after if piece.kind == "added")
    removed = sum(_words(piece) for row in rows for piece in row.before if piece.kind == "removed")
    return added, removed


def changes(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[bool, int, int, int, int]]:
    """What is the same in two rows of things, and what lies between, in order.

    Each is whether it is the same, then where it begins and ends in the old row and in the new one.
    """
    # Not difflib: what a hostile text makes it take, in the transaction that publishes, would hold up everybody.
    from rapidfuzz.distance import LCSseq

    steps = LCSseq.opcodes(old, new)
    for is_same, group in groupby(steps, key=lambda step: step.tag == "equal"):
        run = list(group)
        yield is_same, run[0].src_start, run[-1].src_end, run[0].dest_start, run[-1].dest_end


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _row(before: str, after: str) -> Row:
    if not before:
        return Row(after=(Piece(after, "added"),))
    if not after:
        return Row(before=(Piece(before, "removed"),))
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    was: list[Piece] = []
    now: list[Piece] = []
    for is_same, old_words, new_words in _in_one(list(_runs(old, new))):
        was.append(Piece(old_words, "same" if is_same else "removed"))
        now.append(Piece(new_words, "same" if is_same else "added"))
    return Row(tuple(one for one in was if one.words), tuple(one for one in now if one.words))


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[bool, str, str]]:
    for is_same, old_start, old_end, new_start, new_end in changes(old, new):
        yield is_same, "".join(old[old_start:old_end]), "".join(new[new_start:new_end])


def _in_one(runs: list[tuple[bool, str, str]]) -> list[tuple[bool, str, str]]:
    """The runs, with little words that stayed between two changes taken into them."""
    found: list[tuple[bool, str, str]] = []
    for place, (is_same, old, new) in enumerate(runs):
        is_between = 0 < place < len(runs) - 1
        changed = not is_same or (is_between and max(map(len, _TOKENS.findall(old)), default=0) < _TELLING_LETTERS)
        if found and found[-1][0] != changed:
            found[-1] = (not changed, found[-1][1] + old, found[-1][2] + new)
        else:
            found.append((not changed, old, new))
    return found


def _paired(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """Lines that changed, those that share words beside each other and in their order, others alone."""
    if len(old) * len(new) > _MOST_PAIRS:
        return list(zip_longest(old, new, fillvalue=""))
    likeness = [[_likeness(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for left in reversed(range(len(old))):
        for right in reversed(range(len(new))):
            together = likeness[left][right] + best[left + 1][right + 1] if likeness[left][right] >= _ALIKE else 0.0
            best[left][right] = max(together, best[left + 1][right], best[left][right + 1])
    return list(_along(old, new, likeness, best))


def _along(
    old: list[str], new: list[str], likeness: list[list[float]], best: list[list[float]]
) -> Iterator[tuple[str, str]]:
    left = right = 0
    while left < len(old) or right < len(new):
        likely = likeness[left][right] if left < len(old) and right < len(new) else 0.0
        if likely >= _ALIKE and best[left][right] == likely + best[left + 1][right + 1]:
            yield old[left], new[right]
            left, right = left + 1, right + 1
            continue
        if left < len(old) and (right == len(new) or best[left][right] == best[left + 1][right]):
            yield old[left], ""
            left += 1
        else:
            yield "", new[right]
            right += 1


def _likeness(one: str, other: str) -> float:
    mine, theirs = set(re.findall(r"\w+", one.casefold())), set(re.findall(r"\w+", other.casefold()))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _words(piece: Piece) -> int:
    return len(re.findall(r"\w+", piece.words))
