"""Numbers as they are written in figures: thousands apart, decimals, a sign, an ordinal's ending, ranges, codes."""

import re

from modalities.voice._saying.numbers import MOST_FIGURES, cardinal, decimals, one_by_one, ordinal, year
from modalities.voice._saying.rule import END, START, Rule, rule, word_after
from modalities.voice._saying.table import listed
from vocabulary import Language

_NOT_INSIDE = START + r"(?<!\d[.,])"
_SIGN = r"(?:(?:^|(?<=[\s(\[«:]))[-−–+](?=\d))?"
_UNITS_AFTER = r"(?![^\W\d_])"

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


def _dotted(found: re.Match[str], language: Language) -> str | None:
    """Versions and addresses: « 17.4.1 », « 192.168.1.1 »."""
    groups = found["groups"].split(".")
    if any(len(group) > MOST_FIGURES for group in groups):
        return None
    if len(groups) == 2 and language == "en" and not found["v"]:
        return f"{cardinal(groups[0], language)} point {decimals(groups[1], language)}"
    version = "version " if found["v"] else ""
    return version + " point ".join(cardinal(group, language) for group in groups)


def _french_ordinal(found: re.Match[str]) -> str | None:
    figures, ending = found["figures"], found["ending"]
    if ending.startswith(("nd", "d")):
        return ("seconde" if "e" in ending else "second") if figures == "2" else None
    if ending.startswith("r") or ending in ("er", "ers", "ère", "ères", "ere", "eres"):
        feminine = not ending.startswith("er") or ending.startswith("ere")
        return ordinal("1", "fr", feminine=feminine) if figures == "1" else None
    return ordinal(figures, "fr")


def _english_ordinal(found: re.Match[str]) -> str:
    return ordinal(found["figures"], "en")


def _to(found: re.Match[str], said: str) -> str | None:
    """The dash of « 10-12 »; not that of a code such as « 12-34-56 »."""
    text = found.string
    before = re.search(r"[-–—]\d+[h%€]?$", text[max(0, found.start() - 20) : found.start()])
    after = re.match(r"\d+[-–—]\d", text[found.end() : found.end() + 20])
    return None if before or after else said


def _code(found: re.Match[str], language: Language) -> str | None:
    return one_by_one(found["figures"], language)


def _letters_and_figures(found: re.Match[str], language: Language) -> str:
    return f"{' '.join(found['letters'])} {cardinal(found['figures'], language)}"


_AFTER_SECRET = r"(?P<figures>\d{4,8})" + END


def rules(language: Language, units: str) -> tuple[Rule, ...]:
    """``units`` is a pattern of those that may be stuck to a figure."""
    french = language == "fr"
    spaced = r"[1-9]\d{0,2}(?: \d{3})+(?! ?\d)"
    whole = rf"{spaced}|\d+" if french else rf"[1-9]\d{{0,2}}(?:,\d{{3}})+(?!,?\d)|{spaced}|\d+"
    bounds = rf"(?:{END}|(?=(?:{units}){END}))"
    part = rf"(?:(?P<mark>{',' if french else '[.,]'})(?P<part>\d+))?"
    number = rf"{_NOT_INSIDE}(?P<sign>{_SIGN})(?P<whole>{whole}){part}{bounds}"
    ordinals = (
        rule(
            rf"{START}(?P<figures>\d{{1,4}})(?P<ending>i?[èe]mes?|e|es|ers?|[èe]res?|res?|nde?s?|de?){END}",
            _french_ordinal,
        )
        if french
        else rule(rf"{START}(?P<figures>\d{{1,6}})(?:st|nd|rd|th){END}", _english_ordinal)
    )
    return (
        rule(
            rf"{_NOT_INSIDE}(?P<v>[vV]\.? ?)?(?P<groups>\d+(?:\.\d+)+){bounds}(?!,\d)",
            lambda found: _dotted(found, language),
        ),
        rule(rf"{START}[vV](?=\d+{END})", "version"),
        ordinals,
        rule(
            r"(?<=\d)[-–—](?=\d)|(?<=\d[h%€])[-–—](?=\d)|(?<=\d) [–—] (?=\d)",
            lambda found: _to(found, "à" if french else "to"),
        ),
        rule(r"(?<=\d)/(?=\d)|(?<=\d[hj])/(?=\d)|(?<=jours)/(?=\d)", "sur" if french else "out of"),
        rule(
            rf"(?:(?<=PIN )|(?<=PUK )|(?<=PIN : )|(?<=PUK : )|(?<=code )|(?<=code : )){_AFTER_SECRET}",
            lambda found: _code(found, language),
        ),
        rule(number, lambda found: _number(found, language)),
        rule(
            rf"{START}(?P<letters>[A-Z]{{1,4}})(?P<figures>\d{{1,4}}){END}",
            lambda found: _letters_and_figures(found, language),
        ),
        rule("½", "un demi" if french else "a half"),
        rule("¼", "un quart" if french else "a quarter"),
        rule("¾", "trois quarts" if french else "three quarters"),
    )
