"""An answer in easy words: short sentences, one idea each, hard words explained.

What it keeps of the European rules "Information for all" (Inclusion Europe), as they bear on a machine:

- short sentences, one idea in each: a sentence of two orders becomes two; a new sentence begins a new line;
- a sentence that goes over two lines is cut where one would pause when reading it aloud;
- lists are written as lists, an item a line;
- things are told in the order in which to do them, and that order is the one of the answer;
- hard words are explained where they stand, each once, and never only by a pointer that hovers over them;
- figures stay figures; nothing is abbreviated that was not; asides in brackets get a line of their own;
- large letters, a picture beside each step, nothing in italics or all in capitals: that is the page's business.

What it does not keep, because the words are their authors': it neither turns a passive or a negative sentence round nor
puts an easier word for a hard one. Nothing is said that the answer does not say: every word is the answer's, in its
order, save for « et » between two orders that become two lines. Where a sentence cannot be taken apart safely (a
condition, a choice, a negation over both halves) it stays word for word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.glossary import hard_words
from pipelines.plain_sentences import simpler
from pipelines.quoting import sentences_of
from vocabulary import Answer, Language, Source

Kind = Literal["says", "said", "item", "aside"]
"""``says`` is who says it, in the café's own words; ``said`` a sentence; ``item`` one of a list; ``aside`` brackets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainLine:
    """One idea."""

    text: str
    """A line's end stands where one pauses within it."""
    kind: Kind
    sentence: int
    """Which sentence of the answer it comes from, from 0."""
    source: str
    """The id of the source whose words it says; empty where they are no source's."""
    step: int | None = None
    """Which step of the answer it tells, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A hard word, where it stands first: ``lines[line].text[start:end]``."""

    term: str
    written: str
    """The form of it that stands there."""
    means: str
    """Of the glossary: nobody of the sources said it."""
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """An answer in easy words."""

    lines: tuple[PlainLine, ...]
    words: tuple[Explained, ...]
    language: Language

    def explained_in(self, line: int) -> tuple[Explained, ...]:
        """The words that are explained under a line, in its order."""
        return tuple(word for word in self.words if word.line == line)


def plain(answer: Answer) -> Plain:
    """The easy-to-read version of an answer; of an empty one, no line."""
    lines = tuple(_lines(answer))
    return Plain(lines=lines, words=tuple(_explained(lines, answer.language)), language=answer.language)


def _lines(answer: Answer) -> Iterator[PlainLine]:
    place, told = 0, _Teller(answer)
    for written in answer.text.split("\n"):
        sentences = list(_sentences(written))
        said = told.is_said(written)
        for words in sentences if said else filter(None, [written.strip()]):
            source = told.source(words, says=not said)
            pieces: list[tuple[str, Kind]] = [*simpler(words, answer.language)] if said else [(words, "says")]
            step = told.step(words) if said else None
            for text, kind in pieces:
                yield PlainLine(text=text, kind=kind, sentence=place, source=source, step=step)
            place += 1


def _sentences(line: str) -> Iterator[str]:
    """The sentences of a line with all that stands between them; nothing of the line is lost but its spaces."""
    done, found = 0, sentences_of(line)
    for n, sentence in enumerate(found, 1):
        end = len(line) if n == len(found) else sentence.end
        yield line[done:end].strip()
        done = end
    if not found and line.strip():
        yield line.strip()


class _Teller:
    """Knows whose words a sentence is; the answer names its sources in the order in which it quotes them."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._at = 0

    def is_said(self, line: str) -> bool:
        """Whether a line is somebody's words: of an answer without sources, all of it."""
        if not self._answer.sources:
            return True
        return any(self._quoting(sentence.words) for sentence in sentences_of(line))

    def source(self, words: str, *, says: bool) -> str:
        sources = self._naming(words) if says else self._quoting(words)
        later = [n for n in sources if n >= self._at]
        if not sources:
            return ""
        self._at = (later or sources)[0]
        return self._answer.sources[self._at].id

    def step(self, words: str) -> int | None:
        return next((n for n, step in enumerate(self._answer.steps, 1) if step in words), None)

    def _quoting(self, words: str) -> list[int]:
        bare = [sentence.words for sentence in sentences_of(words)]
        return [n for n, one in enumerate(self._answer.sources) if bare and all(each in one.quote for each in bare)]

    def _naming(self, words: str) -> list[int]:
        def named(source: Source) -> bool:
            return source.author in words and source.title in words

        return [n for n, one in enumerate(self._answer.sources) if named(one)]


def _explained(lines: Sequence[PlainLine], language: Language) -> Iterator[Explained]:
    """Each hard word once, where it stands first. Names and titles are nobody's sentence: they are not explained."""
    known: set[str] = set()
    for n, line in enumerate(lines):
        for found in hard_words(line.text, language) if line.kind != "says" else ():
            if found.entry.term not in known:
                known.add(found.entry.term)
                yield Explained(
                    term=found.entry.term,
                    written=line.text[found.start : found.end],
                    means=found.entry.means,
                    line=n,
                    start=found.start,
                    end=found.end,
                )
