"""Telephone numbers, said in pairs in French and figure by figure in English."""

import re

from modalities.voice._saying.numbers import cardinal, one_by_one
from modalities.voice._saying.rule import END, START, Rule, rule, word_before
from modalities.voice._saying.table import listed
from vocabulary import Language


def _pairs(figures: str, language: Language) -> str:
    """« zéro six, douze, trente-quatre »; an odd figure comes first, by itself."""
    odd = len(figures) % 2
    pairs = [figures[:odd]] * odd + [figures[place : place + 2] for place in range(odd, len(figures), 2)]
    say = cardinal if language == "fr" else one_by_one
    return ", ".join(say(pair, language) for pair in pairs)


def _telephone(found: re.Match[str], language: Language) -> str:
    figures = re.sub(r"\D", "", found["number"])
    country = f"plus {cardinal(found['country'], language)}, " if found["country"] else ""
    if language == "fr" and figures.startswith("08") and found["number"][1:2] != " " and figures[2:4] == "00":
        return f"zéro huit cents, {_pairs(figures[4:], language)}"
    if re.match(r"0 8\d\d ", found["number"]):
        return f"{cardinal('0', language)} {cardinal(figures[1:4], language)}, {_pairs(figures[4:], language)}"
    return country + _pairs(figures, language)


def _english(found: re.Match[str]) -> str:
    groups = re.split(r"[ -]", found["number"])
    return ", ".join(one_by_one(re.sub(r"\D", "", group), "en") for group in groups if re.search(r"\d", group))


def _far(found: re.Match[str], language: Language) -> str:
    groups = [one_by_one(group, language) for group in re.findall(r"\d+", found["number"])]
    return ", ".join([f"plus {cardinal(found['country'], language)}", *groups])


def _short(found: re.Match[str], language: Language) -> str | None:
    figures = found["number"].replace(" ", "")
    known = figures in listed(language, "short_telephones") or " " in found["number"]
    return _pairs(figures, language) if known or word_before(found) in listed(language, "before_a_telephone") else None


def rules(language: Language) -> tuple[Rule, ...]:
    free = r"(?:0 8\d\d|08\d\d)(?:(?: \d\d){3}|(?: \d{3}){2})"
    of_france = rf"(?P<country>(?!))?(?P<number>0[1-9](?:[ .-]?\d\d){{4}}|{free})"
    abroad = r"(?:\+|00 ?)(?P<country>33|32|41|352|44|1)(?: ?\(0\))?[ .-]?(?P<number>[1-9](?:[ .-]?\d{2}){4})"
    inside = r"(?<!\d[ .,-])"
    bounds = rf"{END}(?![ .-]\d)"
    far = rf"\+(?P<country>\d{{1,3}})(?P<number>(?:[ .-]?\(?\d{{2,4}}\)?){{2,5}}){END}"
    british = (
        (rule(rf"{START}{inside}(?P<number>0\d{{2,4}} \d{{3,4}} ?\d{{3,4}}){bounds}", _english),)
        if language == "en"
        else ()
    )
    return (
        rule(rf"{START}{inside}{of_france}{bounds}", lambda found: _telephone(found, language)),
        rule(rf"(?<![^\W_+]){abroad}{bounds}", lambda found: _telephone(found, language)),
        rule(rf"(?<![^\W_+]){far}", lambda found: _far(found, language)),
        *british,
        rule(
            rf"{START}{inside}(?P<number>39 ?\d\d|3[0-8] ?\d\d|10 ?[1-3]\d){END}(?![ .,:/-]?\d| ?(?:%|€))",
            lambda found: _short(found, language),
        ),
        rule(
            rf"{START}33 ?700{END}(?![ .,]\d)",
            "trente-trois, sept cents" if language == "fr" else "three three, seven hundred",
        ),
    )
