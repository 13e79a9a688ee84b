"""Text broken into lines by its drawn width."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate, islice, pairwise

Measure = Callable[[str], float]
"""How wide a line is when drawn."""

ELLIPSIS = "…"

_BREAK = re.compile("(?<!«) (?![?!:;»%€…])")
"""A space between words, but not where French typography wants the sign to stay with its word."""

_LONGEST = 300
"""Characters of one word beyond which it is broken without being measured first."""


def wrapped(text: str, *, width: float, lines: int, measure: Measure) -> list[str]:
    """At most ``lines`` lines, none wider than ``width``; where the text is longer, the last ends with an ellipsis.

    A word wider than a line is broken; a single character wider than the line stands alone, too wide.
    """
    found = list(islice(_lines(text, width, measure), lines + 1))
    if len(found) <= lines:
        return found
    return [*found[: lines - 1], _cut(found[lines - 1], width, measure)]


def balanced(text: str, *, width: float, lines: int, measure: Measure) -> list[str]:
    """As many lines as ``wrapped`` gives, as even as can be: for titles, where a lone last word looks forgotten."""
    greedy = wrapped(text, width=width, lines=lines, measure=measure)
    if len(greedy) < 2 or " ".join(greedy) != text:
        return greedy
    even = _evenest(_BREAK.split(text), len(greedy), measure)
    return even if all(measure(line) <= width for line in even) else greedy


def _evenest(words: list[str], lines: int, measure: Measure) -> list[str]:
    """The words on so many lines that the squares of the widths make the least sum."""
    ends = list(accumulate((measure(f"{word} ") for word in words), initial=0.0))

    @cache
    def best(first: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            return (ends[-1] - ends[first]) ** 2, ()
        return min(
            ((ends[cut] - ends[first]) ** 2 + rest, (cut, *cuts))
            for cut in range(first + 1, len(words) - left + 2)
            for rest, cuts in (best(cut, left - 1),)
        )

    cuts = (0, *best(0, lines)[1], len(words))
    return [" ".join(words[first:end]) for first, end in pairwise(cuts)]


def _lines(text: str, width: float, measure: Measure) -> Iterator[str]:
    line = ""
    for word in _BREAK.split(text):
        longer = f"{line} {word}" if line else word
        if _fits(longer, width, measure):
            line = longer
            continue
        if line:
            yield line
        *full, line = _broken(word, width, measure)
        yield from full
    if line:
        yield line


def _fits(text: str, width: float, measure: Measure) -> bool:
    return len(text) <= _LONGEST and measure(text) <= width


def _broken(word: str, width: float, measure: Measure) -> Iterator[str]:
    """The word, in parts that fit."""
    while not _fits(word, width, measure):
        at = _longest_start(word, width, measure)
        if at >= len(word):
            break
        yield word[:at]
        word = word[at:]
    yield word


def _longest_start(word: str, width: float, measure: Measure) -> int:
    """How many characters fit, at least one, without parting a letter from its accents or an emoji from its parts."""
    fits, too_many = 1, min(len(word), _LONGEST) + 1
    while too_many - fits > 1:
        tried = (fits + too_many) // 2
        fits, too_many = (tried, too_many) if measure(word[:tried]) <= width else (fits, tried)
    at = fits
    while 1 < at < len(word) and _clings(word, at):
        at -= 1
    return at if at > 1 else fits


def _clings(word: str, at: int) -> bool:
    joined = "\u200d" in (word[at], word[at - 1])
    return joined or unicodedata.combining(word[at]) > 0 or word[at] in "\ufe0e\ufe0f"


def _cut(line: str, width: float, measure: Measure) -> str:
    """The line with an ellipsis, without the words for which there is then no place."""
    words = line.split(" ")
    while len(words) > 1 and measure(_dotted(" ".join(words))) > width:
        words.pop()
    kept = " ".join(words)
    while len(kept) > 1 and measure(_dotted(kept)) > width:
        kept = kept[:-1]
    return _dotted(kept)


def _dotted(text: str) -> str:
    return text.rstrip(" \u00a0\u202f,;:.…") + ELLIPSIS
