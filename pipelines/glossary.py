"""Hard words, and what they mean in easy ones: ``assets/glossary.toml``."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from community.words import folded, singular, stem
from vocabulary import Language

FILE = Path(__file__).resolve().parents[1] / "assets" / "glossary.toml"

LONGEST = 400
"""How many words of a text are looked at: a sentence has fewer, and an endless one stays quick."""

_WORD = re.compile(r"\d+[.,]\d+|[^\W_]+(?:-[^\W_]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A hard word."""

    term: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A hard word in a text: ``text[start:end]`` is a form of it."""

    entry: Entry
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Form:
    """Words in a row, each with whether it is looked for as it is spelled."""

    words: tuple[tuple[str, bool], ...]
    entry: Entry


def entries(language: Language) -> tuple[Entry, ...]:
    """Every word that is explained in a language, in the order of the file."""
    return tuple(dict.fromkeys(form.entry for forms in _forms(language).values() for form in forms))


def hard_words(text: str, language: Language) -> tuple[Found, ...]:
    """The hard words of a text, in order; of two that overlap the first, of two that begin together the longer.

    Nothing is found in the address of a page or of a mailbox.
    """
    blank = _ADDRESS.sub(lambda address: " " * len(address.group()), text)
    words = [_Seen.of(word, language) for word in list(_WORD.finditer(blank))[:LONGEST]]
    return tuple(_found(words, language))


@dataclass(frozen=True, slots=True)
class _Seen:
    """A word of a text."""

    spelled: str
    stem: str
    start: int
    end: int

    @classmethod
    def of(cls, word: re.Match[str], language: Language) -> "_Seen":
        return cls(_spelled(word.group()), _stem(word.group(), language), word.start(), word.end())


def _found(words: Sequence[_Seen], language: Language) -> Iterator[Found]:
    forms, at = _forms(language), 0
    while at < len(words):
        here = (*forms.get(words[at].stem, ()), *forms.get(f"={words[at].spelled}", ()))
        fitting = [form for form in here if _stands(form, words[at : at + len(form.words)])]
        if not fitting:
            at += 1
            continue
        best = max(fitting, key=lambda form: len(form.words))
        last = at + len(best.words)
        yield Found(entry=best.entry, start=words[at].start, end=words[last - 1].end)
        at = last


def _stands(form: _Form, words: Sequence[_Seen]) -> bool:
    return len(form.words) == len(words) and all(
        (seen.spelled if exact else seen.stem) == word for (word, exact), seen in zip(form.words, words, strict=True)
    )


@cache
def _forms(language: Language) -> Mapping[str, Sequence[_Form]]:
    """By their first word: a stem, or ``=`` and a spelling."""
    found: defaultdict[str, list[_Form]] = defaultdict(list)
    for word in tomllib.loads(FILE.read_text(encoding="utf-8"))["word"]:
        written = word[language]
        entry = Entry(term=written["term"], means=written["means"])
        for form in written["forms"]:
            words = tuple(_sought(form, language))
            first, exact = words[0]
            found[f"={first}" if exact else first].append(_Form(words, entry))
    return dict(found)


def _sought(form: str, language: Language) -> Iterator[tuple[str, bool]]:
    for word in re.finditer(rf"(=?)({_WORD.pattern})", form):
        exact = bool(word.group(1))
        yield (_spelled(word.group(2)) if exact else _stem(word.group(2), language)), exact


def _spelled(word: str) -> str:
    """The word in small letters, accents kept, without the mark of the plural: « caché » is not « cache »."""
    return singular(word.casefold())


def _stem(word: str, language: Language) -> str:
    return "-".join(stem(part, language) for part in folded(word).split("-"))
