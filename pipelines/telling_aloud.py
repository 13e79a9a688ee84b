"""An answer as it is said: breath after breath, each with the written words that light meanwhile.

The words of members are said as they are written. What is ours is said shorter than it is written: whose words follow,
and which step.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from modalities.voice import Speech, SpokenWord, sentences
from pipelines.attributing import introduced, introduced_aloud
from vocabulary import Answer, Language, now

SOON = 90  # characters: what is said in some six seconds, and made by a slow voice in less than one
_PAUSE = re.compile(r"[,;:](?=\s)|\s(?=[–—(])")

_NUMBERS: dict[Language, tuple[str, ...]] = {
    "fr": ("Un", "Deux", "Trois", "Quatre", "Cinq", "Six", "Sept", "Huit", "Neuf", "Dix"),
    "en": ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLine:
    """What is said in one breath, and the written words that light meanwhile."""

    said: str
    line: int
    """Which of the written lines it says, from 0. A long one may be said in several breaths."""
    written: str
    """That line, whole."""
    first: int
    """Index in ``written`` of the first character that it says."""
    last: int
    """Index just after the last."""
    at: int | None = 0
    """Where in ``said`` these characters begin, word for word. None where they are said in other words: then the
    line lights as a whole."""


def spoken_answer(answer: Answer, *, today: date | None = None) -> tuple[SpokenLine, ...]:
    """An answer as it is said, in order; ``today`` tells which year need not be said.

    It says all that is written but the titles of threads: whose words they are, of which day, the steps in their order,
    each with its number where there are several. An answer that knows nothing says so.
    """
    said = _Said(answer.language)
    headings = {
        introduced(source, is_first=is_first, language=answer.language): introduced_aloud(
            source, language=answer.language, today=today or now().date()
        )
        for source in answer.sources
        for is_first in (True, False)
    }
    steps = list(answer.steps) if len(answer.steps) > 1 else []
    for line in filter(str.strip, answer.text.split("\n")):
        if line in headings:
            said.in_other_words(line, headings[line])
        elif steps and line == steps[0]:
            said.as_written(line, before=_number(len(answer.steps) - len(steps), answer.language))
            steps.pop(0)
        else:
            said.as_written(line)
    return _early(said.lines)


def spoken_text(text: str, language: Language) -> tuple[SpokenLine, ...]:
    """Any text as it is said: as written, one sentence a line."""
    said = _Said(language)
    for line in sentences(text, language):
        said.one_line(line, line, at=0)
    return _early(said.lines)


def written_lines(lines: Sequence[SpokenLine]) -> tuple[str, ...]:
    """The lines on the screen, each once."""
    return tuple({line.line: line.written for line in lines}.values())


def lit_words(line: SpokenLine, speech: Speech) -> tuple[SpokenWord, ...]:
    """When each word of the written line lights; none where it is said in other words, or the voice does not tell."""
    if line.at is None:
        return ()
    shift = line.first - line.at
    return tuple(
        replace(word, first=word.first + shift, last=word.last + shift)
        for word in speech.words
        if word.first >= line.at and word.last + shift <= line.last
    )


class _Said:
    """Lines in the making."""

    def __init__(self, language: Language) -> None:
        self.lines: list[SpokenLine] = []
        self._language = language

    def one_line(self, written: str, said: str, *, at: int | None) -> None:
        number = self.lines[-1].line + 1 if self.lines else 0
        self.lines.append(SpokenLine(said=said, line=number, written=written, first=0, last=len(written), at=at))

    def in_other_words(self, written: str, said: str) -> None:
        self.one_line(written, said, at=None)

    def as_written(self, line: str, *, before: str = "") -> None:
        """A line of the text, one sentence a line on the screen; ``before`` is said before the first."""
        for n, sentence in enumerate(sentences(line, self._language)):
            prefix = before if n == 0 else ""
            self.one_line(sentence, prefix + sentence, at=len(prefix))


def _number(place: int, language: Language) -> str:
    known = _NUMBERS[language]
    return f"{known[place] if place < len(known) else place + 1}. "


def _early(lines: Sequence[SpokenLine]) -> tuple[SpokenLine, ...]:
    """The same, where the first breath is short, so that it is heard early."""
    return (*_cut(lines[0]), *lines[1:]) if lines else ()


def _cut(line: SpokenLine) -> Iterator[SpokenLine]:
    pauses = [pause.end() for pause in _PAUSE.finditer(line.said, SOON // 4, SOON)]
    if len(line.said) <= SOON or not pauses or line.at is None:
        yield line
        return
    place = pauses[-1]
    rest = place + len(line.said[place:]) - len(line.said[place:].lstrip())
    shift = line.first - line.at
    early = line.said[:place].rstrip()
    yield replace(line, said=early, last=len(early) + shift)
    yield replace(line, said=line.said[rest:], first=rest + shift, at=0)
