"""Whether words are those of somebody, word for word."""

import unicodedata
from itertools import pairwise


def literal_span(words: str, text: str) -> tuple[int, int] | None:
    """Where words stand in a text, as its first character and the one after its last; None where they do not.

    An « é » of one character is the same as an « e » with an accent after it, and an end of line as text fields send it
    the same as that of the text: nothing else is. No character of the text is cut in two, accents included.
    """
    wanted = "".join(_as_compared(words.strip()))
    if not wanted:
        return None
    # Both ends of every character, with what is combined with it: in the text, and in what is compared.
    starts = [*(place for place in range(len(text)) if not _belongs_to_the_one_before(text, place)), len(text)]
    compared, at = "", dict[int, int]()
    for start, end in pairwise(starts):
        at.setdefault(len(compared), start)
        compared += _as_compared(text[start:end])
    at[len(compared)] = len(text)
    found = compared.find(wanted)
    while found >= 0:
        if found in at and found + len(wanted) in at:
            return at[found], at[found + len(wanted)]
        found = compared.find(wanted, found + 1)
    return None


def _belongs_to_the_one_before(text: str, place: int) -> bool:
    if place == 0:
        return False
    is_combined = unicodedata.combining(unicodedata.normalize("NFD", text[place])[0]) != 0
    return is_combined or text[place - 1 : place + 1] == "\r\n"


def _as_compared(text: str) -> str:
    return unicodedata.normalize("NFD", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_quotable(span: tuple[int, int], text: str) -> bool:
    """Whether a span holds words of a text and cuts none of its characters in two, accents included."""
    start, end = span
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        return False
    return not any(place < len(text) and _belongs_to_the_one_before(text, place) for place in (start, end))
