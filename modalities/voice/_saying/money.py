"""Prices: « 19,99 € », « 0,50 € », « €5 », « 3 M€ »."""

import re

from modalities.voice._saying.numbers import cardinal
from modalities.voice._saying.rule import END, START, Rule, rule
from vocabulary import Language

_NAMES: dict[Language, dict[str, tuple[str, str]]] = {
    "fr": {"€": ("euro", "centime"), "$": ("dollar", "cent"), "£": ("livre", "penny")},
    "en": {"€": ("euro", "cent"), "$": ("dollar", "cent"), "£": ("pound", "penny")},
}
_LARGE: dict[Language, dict[str, str]] = {
    "fr": {"k": "mille", "M": "millions", "Md": "milliards"},
    "en": {"k": "thousand", "M": "million", "bn": "billion"},
}
_SIGNS = {"EUR": "€", "euros": "€", "euro": "€", "USD": "$", "GBP": "£"}


def _price(found: re.Match[str], language: Language) -> str | None:
    sign = found["sign"]
    name, cent = _NAMES[language][_SIGNS.get(sign, sign)]
    whole = re.sub(r"[ ,]", "", found["whole"])
    cents = (found["part"] or "").ljust(2, "0") if found["part"] else "00"
    if sign in ("euro", "euros") and cents == "00":
        return None  # the number, then its word
    less = {"fr": "moins ", "en": "minus "}[language] if found["less"] else ""
    if not int(whole) and int(cents):
        return less + _counted(str(int(cents)), cent, language)
    of = "d’" if language == "fr" and re.fullmatch(r"\d+0{6}", whole) and name == "euro" else ""
    euros = f"{cardinal(whole, language, feminine=name == 'livre')} {of}{_plural(name, whole, language)}"
    return f"{less}{euros} {cardinal(str(int(cents)), language)}" if int(cents) else less + euros


def _counted(figures: str, name: str, language: Language) -> str:
    return f"{cardinal(figures, language)} {_plural(name, figures, language)}"


def _plural(name: str, figures: str, language: Language) -> str:
    few = int(figures) < 2 if language == "fr" else int(figures) == 1
    return name if few else "pence" if name == "penny" else f"{name}s"


def _large(found: re.Match[str], language: Language) -> str:
    number = cardinal(found["whole"], language)
    if found["part"]:
        number += f" {'virgule' if language == 'fr' else 'point'} {cardinal(found['part'], language)}"
    size = found["size"]
    large = _LARGE[language][size]
    euros = _NAMES[language][found["sign"]][0] + "s"
    if language == "fr" and size != "k":
        large = large.removesuffix("s") if found["whole"] in "01" else large
        return f"{number} {large} d’{euros}" if euros[0] == "e" else f"{number} {large} de {euros}"
    return f"{'' if number == 'un' and size == 'k' else number + ' '}{large} {euros}"


def rules(language: Language) -> tuple[Rule, ...]:
    less = r"(?P<less>(?:(?:^|(?<=[\s(]))[-−–])?)"
    thousands = r"[1-9]\d{0,2}(?: \d{3})+|\d{1,15}" if language == "fr" else r"[1-9]\d{0,2}(?:,\d{3})+|\d{1,15}"
    amount = rf"(?P<whole>{thousands})(?:[.,](?P<part>\d{{1,2}}))?"
    sizes = "|".join(sorted(_LARGE[language], key=len, reverse=True))
    return (
        rule(
            rf"{START}(?<!\d[.,])(?P<whole>\d{{1,9}})(?:[.,](?P<part>[1-9]))? ?(?P<size>{sizes})(?P<sign>[€$£])",
            lambda found: _large(found, language),
        ),
        rule(
            rf"{START}(?P<less>)(?P<whole>\d{{1,9}}) ?(?P<sign>€) ?(?P<part>\d\d){END}",
            lambda found: _price(found, language),
        ),
        rule(
            rf"{less}{START}(?<!\d[.,])(?<!\d ){amount} ?(?P<sign>[€$£]|(?:EUR|USD|GBP|euros?){END})",
            lambda found: _price(found, language),
        ),
        rule(rf"{less}(?P<sign>[€$£]) ?{amount}(?![\d,]\d){END}", lambda found: _price(found, language)),
        rule("€", "euros"),
    )
