"""What three copied lines say of a hand: how wide a pen, how much of the slant, and what size are read best."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from modalities.handwriting import Ink
from modalities.handwriting._drawing import Hand
from modalities.handwriting._reading import Reader

FAR = 0.5
"""Share of the characters read wrongly from which something else was copied than the line that was asked for.

Measured, each with the hand that reads it best: lines of a leaning, jumping hand stay under 0.45; halves of the line
begin at 0.53 and other lines at 0.62.
"""

_PENS = (2.4, 3.0, 3.6)
_SLANTS = (0.0, 0.5, 1.0)
_SIZES = (0.92, 1.0, 1.06)
_CHANGED = ("pen", "slant", "size")


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapted:
    """What was learnt, and what it is worth on the lines that it was learnt from."""

    hand: Hand
    before: float
    """Share of the characters that were read wrongly with the usual hand; over 1.0 where too much was read."""
    after: float
    """Likewise with the one that was learnt; never more than before."""

    @property
    def is_better(self) -> bool:
        """Whether there is something to keep: else the usual hand reads these lines as well as any other."""
        return self.after < self.before


def adapted(copies: Sequence[tuple[Ink, str]], reader: Reader, *, language: str | None = None) -> Adapted:
    """Try a few pens, slants and sizes, one after the other, on inks whose words are known.

    A change is kept only where it reads fewer characters wrongly: three lines are too few to trust less than that.
    Raises ``ValueError`` without a character to copy.
    """
    characters = sum(len(words) for _ink, words in copies)
    if not characters:
        raise ValueError("no line was copied")
    hand = Hand()
    before = least = _wrong(copies, reader, hand, language)
    for kind in _CHANGED:
        for other in _others(hand, kind):
            wrong = _wrong(copies, reader, other, language)
            if wrong < least:
                hand, least = other, wrong
    return Adapted(hand=hand, before=before / characters, after=least / characters)


def is_far(ink: Ink, words: str, reader: Reader, *, language: str | None = None) -> bool:
    """Whether an ink is another line than the one that was asked for: far from it with the usual hand and every other.

    Who writes so that none of them reads it has nothing to learn from it either.
    """
    hands = (Hand(), *(other for kind in _CHANGED for other in _others(Hand(), kind)))
    characters = max(1, len(_plain(words)))
    return all(_wrong([(ink, words)], reader, hand, language) > FAR * characters for hand in hands)


def _others(hand: Hand, kind: str) -> Iterator[Hand]:
    for value in {"pen": _PENS, "slant": _SLANTS, "size": _SIZES}[kind]:
        if value != getattr(hand, kind):
            yield replace(hand, **{kind: value})


def _wrong(copies: Sequence[tuple[Ink, str]], reader: Reader, hand: Hand, language: str | None) -> int:
    """How many characters are read wrongly; the shape of apostrophes does not count."""
    from rapidfuzz.distance import Levenshtein

    return sum(
        Levenshtein.distance(_plain(reader.read_ink(ink, language=language, hand=hand).text), _plain(words))
        for ink, words in copies
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())
