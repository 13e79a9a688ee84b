"""Roman numerals where they can be nothing else: centuries, kings, chapters."""

import re
from itertools import pairwise

from modalities.voice._saying.numbers import cardinal, ordinal
from modalities.voice._saying.rule import END, START, Rule, rule, word_before
from modalities.voice._saying.table import listed
from vocabulary import Language

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def _value(numeral: str) -> int | None:
    """1 to 99; None for what is not written as it should be."""
    values = [_VALUES[letter] for letter in numeral]
    value = sum(-one if one < following else one for one, following in pairwise([*values, 0]))
    is_regular = 0 < value < 100 and _TENS[value // 10] + _ONES[value % 10] == numeral
    return value if is_regular else None


def _century(found: re.Match[str]) -> str | None:
    value = _value(found["numeral"])
    feminine = found["ending"] in ("re", "ère")
    return ordinal(str(value), "fr", feminine=feminine) if value else None


def _after_a_word(found: re.Match[str], language: Language) -> str | None:
    value, before = _value(found["numeral"]), word_before(found)
    if value is None:
        return None
    if before in listed(language, "kings"):
        if language == "en":
            return f"the {ordinal(str(value), language)}"
        return cardinal(str(value), language) if value > 1 else None
    return cardinal(str(value), language) if before in listed(language, "parts") else None


def rules(language: Language) -> tuple[Rule, ...]:
    after = rule(rf"{START}(?P<numeral>[IVX]{{1,7}}){END}(?![’'-])", lambda found: _after_a_word(found, language))
    if language == "en":
        return (after,)
    counted = r"(?= (?:siècle|millénaire|République|Empire|arrondissement|dynastie|s\.)s?)"
    return (
        rule(rf"{START}(?P<numeral>[IVXLC]{{1,7}})(?P<ending>e|ème|er|re|ère){END}{counted}", _century),
        rule(rf"{START}(?P<numeral>[IVX]{{2,7}})(?P<ending>e|ème){END}", _century),
        rule(rf"(?<=[a-zé] ){START}Ier{END}", "premier"),
        after,
    )
