"""The facts of a text: its numbers with their units, its names, what it denies. Made for tests, of text alone.

It shares nothing with what cuts, says, draws or shortens an answer, so that it can tell when one of them lost
something. A number is the same in figures and in words: « deux » is 2, « quatorze heures trente » and « 14 h 30 » are
14:30, « deux virgule quatre gigahertz » is 2.4 GHz.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    """``value`` in figures (``2.4``, ``14:30``, ``002``), its unit by a name that languages and abbreviations share."""

    value: str
    unit: str = ""
    close: bool = False
    """Whether nothing but a comma stands between it and the number before: a telephone number is said in pairs."""


@dataclass(frozen=True, slots=True)
class Facts:
    numbers: tuple[Number, ...]
    names: tuple[str, ...]
    """What is quoted, and words written as names are, without capitals at the head of a sentence."""
    denials: tuple[str, ...]


def facts_of(text: str, language: str) -> Facts:
    return Facts(tuple(numbers_of(text, language)), tuple(names_of(text)), tuple(denials_of(text, language)))


def differences(written: Facts, other: Facts) -> list[str]:
    """What the other text says otherwise; nothing where they agree."""
    found = []
    if not same_numbers(written.numbers, other.numbers):
        found.append(f"numbers: {_shown(written.numbers)} and {_shown(other.numbers)}")
    if written.denials != other.denials:
        found.append(f"denials: {written.denials} and {other.denials}")
    if written.names != other.names:
        found.append(f"names: {written.names} and {other.names}")
    return found


def same_numbers(written: Sequence[Number], said: Sequence[Number]) -> bool:
    """Whether the numbers are the same, in their order. One that is written may be said in pieces: « 31 79 »."""
    if not written or not said:
        return not written and not said
    first, rest = written[0], written[1:]
    if (first.value, first.unit) == (said[0].value, said[0].unit):
        return same_numbers(rest, said[1:])
    pieces = said[0].value
    for count, piece in enumerate(said[1:], 2):
        if not piece.close:
            return False
        pieces += piece.value
        if pieces == re.sub(r"\D", "", first.value) and first.unit == piece.unit:
            return same_numbers(rest, said[count:])
    return False


def _shown(numbers: Sequence[Number]) -> str:
    return ", ".join(f"{number.value} {number.unit}".strip() for number in numbers) or "none"


# -- what is denied ---------------------------------------------------------------------------------------------------

_DENIALS = {
    "fr": r"ne\b|n['’](?=\w)|pas\b|jamais\b|rien\b|aucune?\b|ni\b|sans\b|sauf\b|sinon\b|non\b",
    "en": r"not\b|\w+n['’]t\b|never\b|no\b|none\b|nor\b|neither\b|without\b|except\b|nothing\b|cannot\b|unless\b",
}


def denials_of(text: str, language: str) -> Iterator[str]:
    """Each word that denies or excepts, in order."""
    for found in re.finditer(rf"\b(?:{_DENIALS[language]})", text, re.IGNORECASE):
        yield found.group().casefold().replace("’", "'")


# -- names ------------------------------------------------------------------------------------------------------------

_QUOTED = re.compile(r"«\s*([^«»]+?)\s*»|“([^“”]+)”|‘([^‘’]+)’")
_NAME = re.compile(r"[^\W\d_]*\d*[^\W\d_]*[A-ZÀ-Ý][\w.]*|\d+[A-Z]\b|@\w+|\w+_\w+")
_HEAD = re.compile(r"(?:^|[.!?…:]\s*|[\n«“‘(»”–]\s*|\d[.)]\s+)$")


def names_of(text: str) -> Iterator[str]:
    """Quoted words as a whole, then words with a capital where no sentence begins, or with one inside, in order."""
    for found in _QUOTED.finditer(text):
        yield _same(next(filter(None, found.groups())))
    for found in _NAME.finditer(text):
        word = found.group().rstrip(".")
        is_plain = len(word) == 1 or (word[:1].isupper() and word[1:].islower())
        if not (is_plain and _HEAD.search(text[: found.start()])):
            yield _same(word)


def _same(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).replace("’", "'").casefold().split())


# -- numbers ----------------------------------------------------------------------------------------------------------

_UNITS = {
    "h": "h heure heures hour hours",
    "min": "min minute minutes",
    "s": "s sec seconde secondes second seconds",
    "day": "jour jours day days",
    "week": "semaine semaines week weeks",
    "month": "mois month months",
    "year": "an ans année années year years",
    "GHz": "ghz gigahertz",
    "MHz": "mhz mégahertz megahertz",
    "GB": "go gb gigaoctet gigaoctets gigabyte gigabytes",
    "MB": "mo mb mégaoctet mégaoctets megabyte megabytes",
    "Mbit/s": "mbit/s mégabits megabits",
    "G": "g",
    "€": "€ euro euros",
    "%": "% pourcent percent",
    "m": "m mètre mètres metre metres",
    "cm": "cm centimètre centimètres centimetre centimetres",
    "times": "fois times",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}


def _counted(words: str, first: int = 0, by: int = 1) -> dict[str, int]:
    return {word: first + by * place for place, word in enumerate(words.split())}


_FRENCH = {
    **_counted("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"),
    "une": 1,
    "premier": 1,
    "première": 1,
}
_FRENCH_TENS = _counted("vingt trente quarante cinquante soixante", 20, 10)
_ENGLISH = {
    **_counted("zero one two three four five six seven eight nine ten eleven twelve"),
    **_counted("thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 13),
    "oh": 0,
    "first": 1,
}
_ENGLISH_TENS = _counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)

_TOKEN = re.compile(
    r"(?P<time>\b\d{1,2}(?:\s?h\s?|:)[0-5]\d\b)|(?P<figures>\b[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+\b|\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:/s)?|[%€])|(?P<key>[#*])|(?P<stop>[^\w\s]+)"
)
_KEYS = {"dièse": "#", "étoile": "*", "hash": "#", "pound": "#", "star": "*"}
_ONE_WORD = {"pour cent": "pourcent", "per cent": "percent"}


def numbers_of(text: str, language: str) -> Iterator[Number]:
    """Every number in order, of figures and of words; keys of a telephone (``#``, ``*``) are told as numbers too."""
    for words, one in _ONE_WORD.items():
        text = re.sub(words, one, text, flags=re.IGNORECASE)
    tokens = [(found.lastgroup or "", found.group(), found.start()) for found in _TOKEN.finditer(text)]
    reader = _Reader(tokens, language)
    while not reader.done:
        number = reader.number()
        if number is not None:
            yield number


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: Sequence[tuple[str, str, int]], language: str) -> None:
        self._tokens = tokens
        self._at = 0
        self._after_number = False
        self._french = language == "fr"

    @property
    def done(self) -> bool:
        return self._at >= len(self._tokens)

    def number(self) -> Number | None:
        """The number that begins here, if any; goes on behind it."""
        close, kind, word = self._after_number, *self._tokens[self._at][:2]
        value = self._time() or self._figures() or self._words()
        if value is None and (kind == "key" or (kind == "word" and word.casefold() in _KEYS and self._is_key())):
            self._at += 1
            self._after_number = True
            return Number(_KEYS.get(word.casefold(), word), close=close)
        if value is None:
            self._after_number = self._after_number and kind == "stop" and word == ","
            self._at += 1
            return None
        unit = self._unit()
        if unit == "h" and (minutes := self._below(60)) is not None:
            value, unit = f"{int(value)}:{minutes:02}", ""
        if unit == "€" and (cents := self._below(100)) is not None:
            value = f"{value}.{cents:02}"
        self._after_number = True
        return Number(value, unit, close=close)

    def _is_key(self) -> bool:
        """« dièse » beside a number or another key, not « l’étoile du nord »."""
        near = self._tokens[max(0, self._at - 1) : self._at] + self._tokens[self._at + 1 : self._at + 2]
        known = (_FRENCH | _FRENCH_TENS) if self._french else (_ENGLISH | _ENGLISH_TENS)
        return any(word.casefold() in {**_KEYS, **known} for _kind, word, _at in near)

    def _time(self) -> str | None:
        kind, word, _ = self._tokens[self._at]
        if kind != "time":
            return None
        self._at += 1
        hours, minutes = re.findall(r"\d+", word)
        return f"{int(hours)}:{minutes}"

    def _figures(self) -> str | None:
        kind, word, _ = self._tokens[self._at]
        if kind != "figures":
            return None
        self._at += 1
        return re.sub(r"\s", "", word).replace(",", ".")

    def _word(self, ahead: int = 0) -> str:
        at = self._at + ahead
        if at >= len(self._tokens) or self._tokens[at][0] not in ("word", "stop"):
            return ""
        return self._tokens[at][1].casefold()

    def _unit(self) -> str:
        if self._at < len(self._tokens) and self._tokens[self._at][1] in ("S", "M", "H"):
            return ""  # « un S M S »
        unit = _UNIT_OF.get(self._word(), "")
        self._at += bool(unit)
        return unit

    def _below(self, limit: int) -> int | None:
        """A whole number that stands at once here, of minutes or cents."""
        before = self._at
        words = self._words()
        if words is not None and words.isdecimal() and int(words) < limit and self._word() not in _UNIT_OF:
            return int(words)
        self._at = before
        return None

    def _words(self) -> str | None:
        whole = self._whole()
        if whole is None:
            return None
        if self._word() in ("virgule", "point"):
            before = self._at
            self._at += 1
            decimals = []
            while (piece := self._hundreds()) is not None:
                decimals.append(str(piece))
            if decimals:
                return f"{whole}.{''.join(decimals)}"
            self._at = before
        return str(whole)

    def _whole(self) -> int | None:
        thousand = "mille" if self._french else "thousand"
        if self._french and self._word() == thousand:
            self._at += 1
            return 1000 + (self._hundreds() or 0)
        value = self._hundreds()
        if value and self._word() == thousand:
            self._at += 1
            return 1000 * value + (self._hundreds() or 0)
        return value

    def _hundreds(self) -> int | None:
        hundred = ("cent", "cents") if self._french else ("hundred",)
        value = self._tens()
        if self._french and value is None and self._word() == "cent":
            self._at += 1
            return 100 + (self._tens() or 0)
        if value and value < 100 and self._word() in hundred:
            self._at += 1
            if not self._french and self._word() == "and" and self._is_number(1):
                self._at += 1
            return 100 * value + (self._tens() or 0)
        return value

    def _is_number(self, ahead: int) -> bool:
        known = (_FRENCH | _FRENCH_TENS) if self._french else (_ENGLISH | _ENGLISH_TENS)
        return self._word(ahead) in known

    def _tens(self) -> int | None:
        return self._french_tens() if self._french else self._english_tens()

    def _french_tens(self) -> int | None:
        first = self._word()
        if first == "quatre" and self._hyphen(1) in ("vingt", "vingts"):
            self._at += 3
            return 80 + (self._added(19) or 0)
        if first in _FRENCH_TENS:
            self._at += 1
            return _FRENCH_TENS[first] + (self._added(19 if first == "soixante" else 9) or 0)
        return self._teens()

    def _hyphen(self, ahead: int) -> str:
        """The word behind a hyphen."""
        return self._word(ahead + 1) if self._word(ahead) in ("-", "‑") else ""

    def _added(self, most: int) -> int | None:
        """What is added to a ten: « -huit », « et un », « et onze »."""
        before = self._at
        if self._word() in ("-", "‑") or (self._word() == "et" and self._word(1) in ("un", "une", "onze")):
            self._at += 1
            if self._word() == "et" and self._word(1) in ("-", "‑"):
                self._at += 2
            value = self._teens()
            if value is not None and 1 <= value <= most:
                return value
        self._at = before
        return None

    def _teens(self) -> int | None:
        value = _FRENCH.get(self._word())
        if value is None:
            return None
        self._at += 1
        if value == 10 and self._hyphen(0) in ("sept", "huit", "neuf"):
            self._at += 2
            return 10 + _FRENCH[self._word(-1)]
        return value

    def _english_tens(self) -> int | None:
        first = self._word()
        if first in _ENGLISH_TENS:
            self._at += 1
            if 1 <= _ENGLISH.get(self._hyphen(0), 0) <= 9:
                self._at += 2
                return _ENGLISH_TENS[first] + _ENGLISH[self._word(-1)]
            return _ENGLISH_TENS[first]
        if first in _ENGLISH:
            self._at += 1
            return _ENGLISH[first]
        return None
