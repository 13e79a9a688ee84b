"""Sentences as they stand in somebody's text, so that they can be quoted word for word."""

import re
from dataclasses import dataclass

_MARKER = re.compile(r"\s*(?:[-*•–]|\(?\d{1,2}[.)°]|\(?[a-e]\))\s+")
"""What opens an item of a list: a dash, a bullet, a number."""

_END = re.compile(r"[.!?…]+(?:[\"”)]|\s?»)*(?=\s|$)")

_ABBREVIATIONS = re.compile(
    r"(?:\b(?:M|Mme|Mlle|Dr|St|etc|ex|cf|env|min|max|n°|p|tél|Mr|Mrs|e\.g|i\.e|vs|approx)|\b[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of a text: ``text[start:end] == words``."""

    words: str
    start: int
    end: int
    is_item: bool = False
    """Whether it opens an item of a list."""


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Every sentence, in order; the line's end closes one too. List markers are left out of the words."""
    found: list[Sentence] = []
    for line in re.finditer(r"[^\n]+", text):
        marker = _MARKER.match(text, line.start(), line.end())
        start = marker.end() if marker else line.start()
        pieces = _cut(text, start, line.end())
        found += [
            Sentence(text[first:last], first, last, is_item=bool(marker) and n == 0)
            for n, (first, last) in enumerate(pieces)
        ]
    return tuple(found)


def sentences_in(text: str) -> tuple[str, ...]:
    """The words of every sentence."""
    return tuple(sentence.words for sentence in sentences_of(text))


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the sentences of one line begin and end, without the white space around them."""
    pieces, begun = [], start
    for stop in _END.finditer(text, start, end):
        if stop.group() == "." and _ABBREVIATIONS.search(text, begun, stop.end()):
            continue
        pieces.append((begun, stop.end()))
        begun = stop.end()
    pieces.append((begun, end))
    return [trimmed for first, last in pieces if (trimmed := _trimmed(text, first, last))]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end]
    if not re.search(r"\w", words):
        return None
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
