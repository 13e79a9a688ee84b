"""Days: « le 12/03/2026 », « 2026-03-12 », « 1 mars », « March 12 »."""

import datetime
import re
from functools import lru_cache

from babel.dates import get_month_names

from modalities.voice._saying.numbers import cardinal, ordinal, year
from modalities.voice._saying.rule import END, START, Rule, any_of, rule, word_before
from modalities.voice._saying.table import listed
from vocabulary import Language


@lru_cache
def _months(language: Language) -> dict[int, str]:
    return {number: str(name) for number, name in get_month_names("wide", locale=language).items()}


def _date(found: re.Match[str], language: Language) -> str | None:
    """The day first, as in French and in British English; None for a day that no calendar has."""
    day, month, years = int(found["day"]), int(found["month"]), found["year"]
    if language == "en" and day <= 12 < month:
        day, month = month, day  # as Americans write it: there is no other way to read it
    try:
        datetime.date(int(years) if len(years) == 4 else 2024, month, day)
    except ValueError:
        return None
    said = _day(str(day), _months(language)[month], language)
    if not years:
        return said
    return f"{said} {year(years, language) if len(years) == 4 else cardinal(years, language)}"


def _day(day: str, month: str, language: Language) -> str:
    if language == "en":
        return f"the {ordinal(day, language)} of {month}"
    return f"{ordinal(day, language) if day == '1' else cardinal(day, language)} {month}"


def _without_year(found: re.Match[str], language: Language) -> str | None:
    """« le 12/03 »: elsewhere that is twelve of three."""
    return _date(found, language) if word_before(found) in listed(language, "before_a_day") else None


def _month_of_year(found: re.Match[str], language: Language) -> str:
    return f"{_months(language)[int(found['month'])]} {year(found['year'], language)}"


def _before_its_month(found: re.Match[str]) -> str:
    return f"{'' if word_before(found) == 'the' else 'the '}{ordinal(found['day'], 'en')} of"


def rules(language: Language) -> tuple[Rule, ...]:
    """Days in figures, and a day beside the name of its month."""
    months = any_of([*_months(language).values()])
    day, month = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})"
    in_figures = (
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
        rf"(?<!\d[/.-]){day}(?P<between>[/.-]){month}(?P=between)(?P<year>\d{{4}})",
        rf"(?<!\d/){day}/{month}/(?P<year>\d{{2}})",
    )
    whole = tuple(rule(rf"{START}{one}{END}(?![/-])", lambda found: _date(found, language)) for one in in_figures)
    day_only = rule(rf"{START}(?<!\d/){day}/{month}{END}(?!/)(?P<year>)", lambda found: _without_year(found, language))
    of_year = rf"{START}(?<!\d/)(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d){END}(?!/)"
    short = (day_only, rule(of_year, lambda found: _month_of_year(found, language)))
    if language == "fr":
        return *whole, *short, rule(rf"{START}0?1(?= (?:{months}){END})", "premier", any_case=True)
    counted = r"(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?"
    after = "|".join(f"(?<={name} )" for name in _months(language).values())
    return (
        *whole,
        *short,
        rule(rf"{START}{counted} (?:of )?(?=(?:{months}){END})", _before_its_month),
        rule(rf"(?:{after}){counted}{END}(?![:.,]\d)", lambda found: f"the {ordinal(found['day'], 'en')}"),
    )
