"""Ranks: « 1er », « 2nde », « 3ème », « 1 000e », « 21st », and decades in English."""

import re

from modalities.voice._saying.numbers import ordinal, year
from modalities.voice._saying.rule import END, START, Rule, rule
from vocabulary import Language

_FEMININE_FIRST = frozenset(["re", "res", "ère", "ères", "ere", "eres"])


def _french(found: re.Match[str]) -> str | None:
    figures, ending = found["figures"].replace(" ", ""), found["ending"]
    if ending.startswith(("nd", "d")):
        return ("seconde" if "e" in ending else "second") if figures == "2" else None
    if ending in _FEMININE_FIRST or ending in ("er", "ers"):
        return ordinal("1", "fr", feminine=ending in _FEMININE_FIRST) if figures == "1" else None
    return ordinal(figures, "fr") if int(figures) else None


def _english(found: re.Match[str]) -> str:
    return ordinal(found["figures"].replace(",", ""), "en")


def _decade(found: re.Match[str]) -> str:
    tens = year(f"{found['century'] or '19'}{found['tens']}0", "en").split()[-1]
    century = f"{year(found['century'] + '00', 'en').split()[0]} " if found["century"] else ""
    return f"{century}{tens.removesuffix('y')}ies"


def rules(language: Language) -> tuple[Rule, ...]:
    if language == "en":
        return (
            rule(rf"{START}(?P<figures>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}})(?:st|nd|rd|th){END}", _english),
            rule(rf"(?:{START}(?P<century>19)|(?<=the ))(?P<tens>[2-9])0s{END}", _decade),
        )
    ending = r"(?P<ending>i?[èe]mes?|e|es|ers?|[èe]res?|res?|nde?s?|de?)"
    return (rule(rf"{START}(?P<figures>[1-9]\d{{0,2}}(?: \d{{3}})+|\d{{1,6}}){ending}{END}", _french),)
