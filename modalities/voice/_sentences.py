"""Where to draw breath: a text cut into the sentences that are read aloud one after another."""

import re
from collections.abc import Iterator

from vocabulary import Language

LONGEST = 220  # characters; espeak-ng speaks them in about 14 s, long enough to wait before the next highlight

_ABBREVIATIONS: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(r"m|mm|mmes?|mlles?|dr|pr|ste?|cf|ex|pp?|av|bd|env|t[ée]l|n|r[ée]f|fig|chap|vol|c\.-à-d", re.I),
    "en": re.compile(r"mrs?|ms|dr|prof|st|vs|e\.g|i\.e|cf|pp?|fig|approx|tel|ref|vol|ch", re.I),
}
"""What is followed by a full stop and a capital or a figure without ending a sentence, without its last full stop."""

_END = re.compile(
    r"""(?P<mark>[.!?…]+)                        # the sentence's own mark
        (?P<closed>(?:\s?[»”]|["’')\]])*)        # what closes with it; French puts a space before »
        (?=\s|$)""",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"""[^\s«“(\["'’]*$""")
_ITEM_NUMBER = re.compile(r"(?:^|\n)\s*[\w]{1,3}$")
_LIST_ITEM = re.compile(r"\s*(?:[-–—•*·]|\w{1,3}[.)])\s")
_LETTER_OR_FIGURE = re.compile(r"[^\W_]")
_PAUSES = re.compile(r"[,;:](?=\s)|\s(?=[–—(])")
_LINE_END = re.compile(r"[\r\n]\s*")


def sentences(text: str, language: Language) -> tuple[str, ...]:
    """Cut a text into what is read in one breath, at most ``LONGEST`` characters each.

    Put end to end they hold every character of the text that is not a space, in order. A text of spaces gives none;
    what holds no letter and no figure stays with the sentence before it.
    """
    lines = (line for paragraph in _paragraphs(text) for line in _ended(paragraph, language))
    whole = _with_a_word_each(" ".join(line.split()) if "\n" in line else line.strip() for line in lines)
    return tuple(piece for sentence in whole for piece in _short_enough(sentence))


def _paragraphs(text: str) -> Iterator[str]:
    """Lines that belong together: a line end counts, save in the middle of a sentence that was wrapped."""
    start = 0
    for gap in _LINE_END.finditer(text):
        before, after = text[max(start, gap.start() - 8) : gap.start()].rstrip(), text[gap.end() : gap.end() + 8]
        wrapped = gap.group().count("\n") < 2 and after[:1].islower() and not _LIST_ITEM.match(after)
        if not wrapped or before.endswith((".", "!", "?", "…", ":", ";")):
            yield text[start : gap.start()]
            start = gap.end()
    yield text[start:]


def _ended(paragraph: str, language: Language) -> Iterator[str]:
    start = 0
    for end in _END.finditer(paragraph):
        if _ends_a_sentence(paragraph, start, end, language):
            yield paragraph[start : end.end()]
            start = end.end()
    yield paragraph[start:]


def _ends_a_sentence(paragraph: str, start: int, end: re.Match[str], language: Language) -> bool:
    following = paragraph[end.end() : end.end() + 12].lstrip()[:1]
    goes_on = following.islower() or following in (",", ";", ":", "»", "”")
    if end["mark"][0] in "!?":
        # « Pourquoi ? » demande-t-elle
        return not (goes_on and end["closed"]) and following not in ("»", "”", "!", "?")
    if goes_on:
        return False
    return end["mark"] != "." or not _is_shortened(paragraph[start : end.start()], language)


def _is_shortened(before: str, language: Language) -> bool:
    """Whether the full stop after this text belongs to an abbreviation, an initial or the number of a list's item."""
    found = _LAST_WORD.search(before[-24:])
    word = found.group() if found else ""
    is_initial = len(word) == 1 and word.isupper()
    is_number = bool(_ITEM_NUMBER.search(before)) and word.isdecimal()
    return is_initial or is_number or bool(_ABBREVIATIONS[language].fullmatch(word))


def _with_a_word_each(pieces: Iterator[str]) -> list[str]:
    """Put what cannot be said alone, such as a row of dashes, with its neighbour."""
    whole: list[str] = []
    for piece in filter(None, pieces):
        if whole and not (_LETTER_OR_FIGURE.search(piece) and _LETTER_OR_FIGURE.search(whole[-1])):
            whole[-1] = f"{whole[-1]} {piece}"
        else:
            whole.append(piece)
    return whole


def _short_enough(sentence: str) -> Iterator[str]:
    while len(sentence) > LONGEST:
        cut = _best_cut(sentence)
        yield sentence[:cut].strip()
        sentence = sentence[cut:].strip()
    if sentence:
        yield sentence


def _best_cut(sentence: str) -> int:
    """At the last pause, else at the last space, else in the middle of what has none."""
    pauses = [pause.end() for pause in _PAUSES.finditer(sentence, LONGEST // 4, LONGEST)]
    return pauses[-1] if pauses else sentence.rfind(" ", 1, LONGEST) + 1 or LONGEST
