"""Numbers as they are written in figures: with thousands apart, decimals, a sign, between others."""

import re

from modalities.voice._saying.numbers import cardinal, decimals, one_by_one, year
from modalities.voice._saying.rule import END, START, Rule, rule, word_after, word_before
from modalities.voice._saying.table import listed
from vocabulary import Language

_NOT_INSIDE = START + r"(?<!\d[.,])"
_SIGN = r"(?:(?:^|(?<=[\s(\[«:]))[-−–+](?=\d))?"
_MOST_IN_A_ROW = 9
"""Figures without a space between them; more are a number of something, such as an IMEI, and nobody counts them."""

_FEMININE_ENDING = re.compile(r".{3,}(?:tion|sion|xion|ette|ance|ité)s?$")


def is_feminine(noun: str) -> bool:
    """Whether one says « une » before it; False where it is not sure."""
    nouns = listed("fr", "feminine")
    return noun in nouns or noun.removesuffix("s") in nouns or bool(_FEMININE_ENDING.match(noun))


def _number(found: re.Match[str], language: Language) -> str:
    whole = re.sub(r"[ ,]", "", found["whole"])
    sign = {"": "", "+": "plus "}.get(found["sign"], "moins " if language == "fr" else "minus ")
    if found["part"]:
        mark = "virgule" if found["mark"] == "," and language == "fr" else "point"
        return f"{sign}{cardinal(whole, language)} {mark} {decimals(found['part'], language)}"
    if len(found["whole"]) > _MOST_IN_A_ROW and found["whole"].isdigit():
        return sign + one_by_one(whole, language)
    if language == "en" and _is_year(found, whole):
        return year(whole, language)
    return sign + cardinal(whole, language, feminine=is_feminine(word_after(found)))


_BEFORE_A_YEAR = re.compile(
    r"(?:\b(?:in|since|until|by|from|year|before|after|early|late|mid|summer|winter|spring|autumn)[ -]"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"(?: \d{1,2}(?:st|nd|rd|th)?)?,? )$",
    re.IGNORECASE,
)


def _is_year(found: re.Match[str], figures: str) -> bool:
    """In English « in 2026 » and « March 12, 2026 »; « from 2026 people » stays a quantity."""
    if not re.fullmatch(r"(?:1[1-9]|20)\d\d", found.group()) or found.group() != figures:
        return False
    before = _BEFORE_A_YEAR.search(found.string[max(0, found.start() - 24) : found.start()])
    return before is not None and not re.match(r" [^\W\d_]+s\b", found.string[found.end() : found.end() + 24])


def _to(found: re.Match[str], said: str) -> str | None:
    """The dash of « 10-12 »; not that of a code such as « 12-34-56 » or « S04-2 »."""
    text = found.string
    before = re.search(r"(?:[-–—]|(?<!\d)[^\W\d_])\d+[h%€]?$", text[max(0, found.start() - 20) : found.start()])
    after = re.match(r"\d+[-–—]\d", text[found.end() : found.end() + 20])
    return None if before or after else said


_PARTS = {"1/2": "un demi", "1/3": "un tiers", "2/3": "deux tiers", "1/4": "un quart", "3/4": "trois quarts"}


def _part(found: re.Match[str]) -> str | None:
    """« 3/4 du temps »; « page 3/4 du guide » is the third of four."""
    return None if word_before(found) in listed("fr", "parts") else _PARTS.get(found.group())


def _times(found: re.Match[str], said: str) -> str | None:
    """The sign of « 2x20 », « 3x » and « x2 »; not the letter of « 0x1F »."""
    after = re.match(r"[^\W_]*", found.string[found.end() : found.end() + 16])
    return said if after and (not after.group() or after.group().isdecimal()) else None


def rules(language: Language, units: str) -> tuple[Rule, ...]:
    """``units`` is a pattern of those that may be stuck to a figure."""
    french = language == "fr"
    spaced = r"[1-9]\d{0,2}(?: \d{3})+(?! ?\d)"
    whole = rf"{spaced}|\d+" if french else rf"[1-9]\d{{0,2}}(?:,\d{{3}})+(?!,?\d)|{spaced}|\d+"
    bounds = rf"(?:{END}|(?=(?:{units}){END})|(?=[x×](?:\d+{END}|{END})))(?![.,]\d)"
    part = rf"(?:(?P<mark>{',' if french else '[.,]'})(?P<part>\d+))?"
    number = rf"(?:{_NOT_INSIDE}|(?<=\d[x×])|(?<={START}[x×]))(?P<sign>{_SIGN})(?P<whole>{whole}){part}{bounds}"
    times = "fois" if french else "times"
    return (
        rule(
            r"(?:(?<=\d)|(?<=\d[h%€])|(?<=[ap]m)|(?<=Hz)|(?<=[GM]o)|(?<=min)|(?<=km))[-–—](?=\d)|(?<=\d) [–—] (?=\d)",
            lambda found: _to(found, "à" if french else "to"),
        ),
        *([rule(rf"{START}\d/\d(?= (?:du|de|des|d[’']))", _part)] if french else []),
        rule(r"(?<=\d)/(?=\d)|(?<=\d[hj])/(?=\d)|(?<=\d [hj])/(?=\d)|(?<=jours)/(?=\d)", "sur" if french else "out of"),
        rule(r"(?<=\d)[×x*]|(?<=\d )[×x*](?= \d)|(?<![^\W_])[x×](?=\d)", lambda found: _times(found, times)),
        rule(number, lambda found: _number(found, language)),
        rule("½ ?h(?:eures?)?(?!\\w)", "une demi-heure" if french else "half an hour"),
        rule("¼ ?(?:h|d[’']heure)(?!\\w)", "un quart d’heure" if french else "a quarter of an hour"),
        rule("½", "un demi" if french else "a half"),
        rule("¼", "un quart" if french else "a quarter"),
        rule("¾", "trois quarts" if french else "three quarters"),
    )
