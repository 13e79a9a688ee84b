"""Figures that count nothing: versions, addresses of machines, secret codes, « S04 », « 6E », « J+1 »."""

import re

from modalities.voice._saying.numbers import MOST_FIGURES, cardinal, decimals, one_by_one
from modalities.voice._saying.rule import END, START, Rule, rule
from vocabulary import Language


def _dotted(found: re.Match[str], language: Language) -> str | None:
    """Versions and addresses: « 17.4.1 », « 192.168.1.1 »."""
    groups = found["groups"].split(".")
    if any(len(group) > MOST_FIGURES for group in groups):
        return None
    if len(groups) == 2 and language == "en" and not found["v"]:
        return f"{cardinal(groups[0], language)} point {decimals(groups[1], language)}"
    version = "version " if found["v"] else ""
    return version + " point ".join(cardinal(group, language) for group in groups)


def _letters_first(found: re.Match[str]) -> str:
    return f"{' '.join(found['letters'])} {cardinal(found['figures'], 'fr')}"


def _letter_last(found: re.Match[str], language: Language) -> str:
    return f"{cardinal(found['figures'], language)} {found['letter']}"


def rules(language: Language, units: str) -> tuple[Rule, ...]:
    """``units`` is a pattern of those that may be stuck to a figure."""
    dotted = rf"(?<!\d[.,])(?P<v>[vV]\.? ?)?(?P<groups>\d+(?:\.\d+)+)(?:{END}|(?=(?:{units}){END}))(?!,\d)"
    secret = rf"(?:(?<=PIN )|(?<=PUK )|(?<=PIN : )|(?<=PUK : )|(?<=code )|(?<=code : ))(?P<figures>\d{{4,8}}){END}"
    letter_last = rf"{START}(?P<figures>\d{{1,3}})(?!(?:{units}){END})(?P<letter>[A-Z]){END}"
    screen = "seize neuvièmes" if language == "fr" else "sixteen by nine"
    both = (
        rule(rf"{START}16[:/]9(?:es?)?{END}", screen),
        rule(rf"{START}{dotted}", lambda found: _dotted(found, language)),
        rule(rf"{START}[vV](?=\d+{END})", "version"),
        rule(secret, lambda found: one_by_one(found["figures"], language)),
        rule(letter_last, lambda found: _letter_last(found, language)),
    )
    if language == "en":
        return both  # an English voice says « A4 » and « WPA2 » by itself
    return (
        *both,
        rule(rf"{START}(?P<letters>[A-Z]{{1,4}})(?P<figures>\d{{1,4}}){END}", _letters_first),
        rule(rf"(?<=\b[JH])-(?=\d{{1,3}}{END})", "moins"),
    )
