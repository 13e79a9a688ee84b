"""What a card says: text fit for XML, and the card in words."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from modalities.picture import Diagram, Photo
from vocabulary import Answer, Language, Source

MAX_STEPS = 5
MAX_SOURCES = 3
MAX_PHOTOS = 3

_FORBIDDEN = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # what XML 1.0 does not allow
    "|[\u007f-\u0084\u0086-\u009f]"  # C1 controls, allowed and discouraged
    "|[\u202a-\u202e\u2066-\u2069]"  # they make text read in another order than it is written
    "|[\u00ad\u200b\ufeff]"  # invisible, and some fonts draw them
)
_BLANKS = re.compile("[ \t\n\r\u0085\u2028\u2029]+")
"""Not the no-break spaces, which French typography puts before « ? » and which must stay."""

_DRAWN = 2000
"""Characters beyond which no card has room; what comes after is in the text alternative."""

_PILE = 3
"""Accents that one letter may carry; Vietnamese has two."""

_COMMONER = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0", "\u2011": "-"})
"""Characters that many fonts lack, and those that look almost the same. Lines are broken at ordinary spaces only."""

_ENDS = (".", "!", "?", "…", ":", "»", "”")
_COLON: dict[Language, str] = {"fr": "\u00a0: ", "en": ": "}
_QUOTED: dict[Language, str] = {"fr": "«\u00a0{}\u00a0»", "en": "“{}”"}


def clean(text: str) -> str:
    """The text on one line, without what XML forbids and without characters that only deceive the eye."""
    return _BLANKS.sub(" ", _FORBIDDEN.sub("", text)).strip()


def drawable(text: str) -> str:
    """The clean text as fonts have it: letters and accents joined, no pile of accents, no more than can be drawn."""
    joined = unicodedata.normalize("NFC", clean(text[:_DRAWN])).translate(_COMMONER)
    return "".join(
        letter
        for at, letter in enumerate(joined)
        if not all(map(unicodedata.combining, joined[max(at - _PILE, 0) : at + 1]))
    )


def quoted(text: str, language: Language) -> str:
    return _QUOTED[language].format(text)


def drawn_sources(answer: Answer) -> tuple[Source, ...]:
    """The sources that are named: most useful first, each title and author once."""
    once: dict[tuple[str, str], Source] = {}
    for source in answer.sources:
        once.setdefault((clean(source.title), clean(source.author)), source)
    return tuple(once.values())[:MAX_SOURCES]


def quote_of(answer: Answer) -> str:
    """What is quoted on a card without steps: the best source's passage, or else the answer's own text."""
    return clean(answer.sources[0].quote) if answer.sources else clean(answer.text)


def goes_on(answer: Answer) -> bool:
    """Whether its source tells more steps than the card shows."""
    return answer.known and (answer.goes_on or len(answer.steps) > MAX_STEPS)


def tells_all(diagram: Diagram, quote: str) -> bool:
    """Whether nothing else stands in a quote."""
    return clean("".join(diagram.steps)).replace(" ", "") == quote.replace(" ", "")


def describe(
    answer: Answer,
    *,
    link: str,
    labels: Mapping[str, str],
    photos: Sequence[Photo] = (),
    diagram: Diagram | None = None,
) -> str:
    """All that the card says, in the order in which it says it, one sentence a line."""
    return "\n".join(_ended(line) for line in _lines(answer, link, labels, photos, diagram) if line)


def _lines(
    answer: Answer, link: str, labels: Mapping[str, str], photos: Sequence[Photo], diagram: Diagram | None
) -> Iterator[str]:
    colon = _COLON[answer.language]
    yield clean(answer.title)
    if not answer.known:
        yield labels["unknown"]
    elif answer.steps:
        for number, step in enumerate(answer.steps[:MAX_STEPS], start=1):
            yield f"{labels['step']} {number}{colon}{clean(step)}"
    elif not answer.figures or len(answer.sources) > 1:
        yield quoted(quote_of(answer), answer.language)
    if goes_on(answer):
        yield labels["goes_on"]
    if answer.known and diagram:
        yield f"{labels['diagram']}{colon.rstrip()}"
        yield from _outline(diagram, labels, colon)
    if answer.known:
        for photo in photos[:MAX_PHOTOS]:
            yield f"{labels['photo']}{colon}{clean(photo.alt)}"
        if answer.figures:
            yield from _table(answer, labels, colon)
        for source in drawn_sources(answer):
            yield f"{labels['source']}{colon}{quoted(clean(source.title), answer.language)}, {clean(source.author)}"
    if link:
        yield f"{labels['scan'].rstrip('.')}{colon}{clean(link)}"


def _table(answer: Answer, labels: Mapping[str, str], colon: str) -> Iterator[str]:
    """Figures, one a line, under what they are about."""
    if answer.figures_about != answer.title:
        yield clean(answer.figures_about)
    for figure in answer.figures:
        yield f"– {clean(figure.label)}{colon}{figure.count}"
    yield clean(labels["total"])


def _outline(diagram: Diagram, labels: Mapping[str, str], colon: str) -> Iterator[str]:
    """A diagram as a list in lists."""

    def told(node: int | None, depth: int, answered: str) -> Iterator[str]:
        while node is not None:
            found = diagram.nodes[node]
            yield f"{'  ' * depth}– {answered}{clean(found.words)}"
            for when in ("yes", "no"):
                yield from told(diagram.after(node, when), depth + 1, f"{labels[when]}{colon}")
            node, depth, answered = diagram.after(node, "then"), depth + bool(answered), ""

    yield from told(0, 0, "")


def _ended(line: str) -> str:
    return line if line.endswith(_ENDS) or "://" in line else f"{line}."
