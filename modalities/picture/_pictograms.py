"""The pictograms drawn for this project, and the words that call them."""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "pictograms"

FORBIDDEN = "warning"
"""What is shown for a sentence that begins by forbidding something."""

_DENIED = 2
"""How many words after a denial are denied: « ne redémarre », « ne la redémarre »."""

_READ = 80
"""How many words of a sentence are looked at. What it is about is said by then, and a page-long one stays quick."""

_INDEXED = 2

_Phrase = tuple[str, ...]
"""Words in succession, without accents or capitals; ``*`` at the end of one stands for the rest of it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    phrase: _Phrase
    family: int
    pictogram: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    entries: Mapping[str, Sequence[_Entry]]
    """By the first two letters of their phrase, so that a sentence is compared with few of them."""
    forbidding: tuple[_Phrase, ...]
    denying: tuple[_Phrase, ...]
    misleading: tuple[_Phrase, ...]


def pictogram_for(sentence: str, language: str) -> str | None:
    """The name of the pictogram that goes with a step, or None when no word of it calls one.

    In a language that the lexicon does not know, only the words common to all are recognised.
    """
    lexicon = _lexicon(language)
    tokens = _without(lexicon.misleading, _tokens(sentence)[:_READ])
    if any(_stands(phrase, tokens, 0) for phrase in lexicon.forbidding):
        return FORBIDDEN
    denied = _denied(lexicon.denying, tokens)
    found = (
        (entry.family, at, -len("".join(entry.phrase)), entry.pictogram)
        for at, token in enumerate(tokens)
        for entry in lexicon.entries.get(token[:_INDEXED], ())
        if at not in denied and _stands(entry.phrase, tokens, at)
    )
    return min(found, default=(0, 0, 0, None))[3]


@cache
def svg_of(name: str) -> str:
    """The SVG of a pictogram, 64 by 64, in ``currentColor``. Raises ``KeyError`` when there is none of that name."""
    if name not in names():
        raise KeyError(name)
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@cache
def names() -> tuple[str, ...]:
    """Every pictogram that was drawn, in alphabetical order."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.svg")))


@cache
def _lexicon(language: str) -> _Lexicon:
    written = tomllib.loads((FOLDER / "lexicon.toml").read_text(encoding="utf-8"))
    entries = defaultdict(list)
    for family, title in enumerate(written["families"]):
        for name, words in written[title].items():
            for phrase in _phrases(words, language):
                entries[phrase[0][:_INDEXED]].append(_Entry(phrase, family, words.get("pictogram", name)))
    return _Lexicon(
        entries=dict(entries),
        forbidding=tuple(_phrases(written["forbidding"], language)),
        denying=tuple(_phrases(written["denying"], language)),
        misleading=tuple(_phrases(written["misleading"], language)),
    )


def _phrases(words: Mapping[str, Any], language: str) -> Iterator[_Phrase]:
    for written in (*words.get(language, ()), *words.get("any", ())):
        yield tuple(_tokens(written, word=r"[a-z0-9]+\*?"))


def _tokens(text: str, *, word: str = "[a-z0-9]+") -> list[str]:
    """The words of a text, without accents, capitals or punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return re.findall(word, "".join(letter for letter in plain if not unicodedata.combining(letter)))


def _stands(phrase: _Phrase, tokens: Sequence[str], at: int) -> bool:
    there = tokens[at : at + len(phrase)]
    return len(there) == len(phrase) and all(map(_fits, phrase, there))


def _fits(pattern: str, token: str) -> bool:
    return token.startswith(pattern[:-1]) if pattern.endswith("*") else token == pattern


def _denied(denying: Sequence[_Phrase], tokens: Sequence[str]) -> frozenset[int]:
    ends = (at + len(phrase) for phrase in denying for at in range(len(tokens)) if _stands(phrase, tokens, at))
    return frozenset(place for end in ends for place in range(end, end + _DENIED))


def _without(phrases: Sequence[_Phrase], tokens: Sequence[str]) -> list[str]:
    kept, at = [], 0
    while at < len(tokens):
        skipped = next((len(phrase) for phrase in phrases if _stands(phrase, tokens, at)), 0)
        if not skipped:
            kept.append(tokens[at])
        at += skipped or 1
    return kept
