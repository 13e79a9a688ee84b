"""Hours of the day and hours that last: « 14h30 », « 14:30 », « 9 am », « 48 h »."""

import re

from modalities.voice._saying.numbers import cardinal
from modalities.voice._saying.rule import END, START, Rule, rule
from vocabulary import Language


def _hour(found: re.Match[str], language: Language) -> str:
    hours, minutes, seconds = (int(found[name] or 0) for name in ("hours", "minutes", "seconds"))
    return (_french if language == "fr" else _english)(hours, minutes, seconds)


def _french(hours: int, minutes: int, seconds: int) -> str:
    said = _lasting(hours)
    if minutes or seconds:
        said += f" {cardinal(str(minutes), 'fr', feminine=True)}"
    if seconds:
        said += f" et {cardinal(str(seconds), 'fr', feminine=True)} seconde{'s' if seconds > 1 else ''}"
    return said


def _minutes(found: re.Match[str]) -> str:
    minutes = found["minutes"]
    unit = f"minute{'s' if int(minutes) > 1 else ''}"
    return f"{cardinal(str(int(minutes)), 'fr', feminine=True)} {unit} {cardinal(str(int(found['seconds'])), 'fr')}"


def _lasting(hours: int) -> str:
    return f"{cardinal(str(hours), 'fr', feminine=True)} heure{'s' if hours > 1 else ''}"


def _english(hours: int, minutes: int, seconds: int) -> str:
    hour = cardinal(str(hours), "en")
    if not minutes and not seconds:
        return f"{hour} hundred" if hours > 12 else f"{hour} o’clock"
    second = f" and {cardinal(str(seconds), 'en')} seconds" if seconds else ""
    return f"{hour} {_english_minutes(minutes)}{second}"


def _english_minutes(minutes: int) -> str:
    return f"{'oh ' if minutes < 10 else ''}{cardinal(str(minutes), 'en')}"


def _half_day(found: re.Match[str]) -> str:
    minutes = int(found["minutes"] or 0)
    said = f" {_english_minutes(minutes)}" if minutes else ""
    return f"{cardinal(str(int(found['hours'])), 'en')}{said} {found['half'].upper()} M"


_COLON = r"(?P<hours>[01]?\d|2[0-4]):(?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d))?"


def rules(language: Language) -> tuple[Rule, ...]:
    """« 14:30 » and what is used in one of the languages only."""
    colon = rule(rf"{START}(?<!\d[:.,]){_COLON}(?! ?[ap]\.?m\b){END}(?!:)", lambda found: _hour(found, language))
    if language == "en":
        half = r"(?P<hours>1?\d)(?:[:.](?P<minutes>[0-5]\d))? ?(?P<half>[ap])\.?m"
        return colon, rule(rf"{START}{half}{END}", _half_day, any_case=True)
    h = rf"(?P<hours>[01]?\d|2[0-4]) ?[hH] ?(?P<minutes>[0-5]\d)(?P<seconds>)(?: ?(?:min|mn|m){END})?"
    return (
        colon,
        rule(rf"{START}(?<!\d[.,]){h}{END}(?![,.]\d)", lambda found: _hour(found, "fr")),
        rule(rf"{START}(?P<minutes>\d{{1,2}}) ?(?:min|mn) ?(?P<seconds>[0-5]\d) ?s?{END}", _minutes),
        rule(rf"{START}(?<!\d[.,])(?P<hours>\d{{1,4}}) ?[hH]{END}", lambda found: _lasting(int(found["hours"]))),
    )
