"""Days and hours in words, by the clocks of Paris."""

from datetime import date, datetime
from typing import Literal

from babel.dates import format_date, format_skeleton, format_time

from community.agenda import PARIS
from vocabulary import Language

Form = Literal["full", "long", "of the year"]
"""« jeudi 3 décembre 2026 », « 3 décembre 2026 », « 3 décembre »."""


def date_in_words(day: date, language: Language, *, form: Form = "long") -> str:
    """A day of the calendar: « 3 décembre 2026 ». French counts the first one, « 1er », which Babel does not."""
    if form == "of the year":
        said = format_skeleton("MMMMd", day, locale=language)
    else:
        said = format_date(day, format=form, locale=language)
    return said.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else said


def day_in_words(moment: datetime, language: Language, *, form: Form = "full") -> str:
    """The day of a moment: « jeudi 3 décembre 2026 »."""
    return date_in_words(moment.astimezone(PARIS).date(), language, form=form)


def hour_in_words(moment: datetime, language: Language) -> str:
    """« 14:30 »."""
    return str(format_time(moment, format="short", tzinfo=PARIS, locale=language))


def moment_in_words(moment: datetime, language: Language) -> str:
    """« jeudi 3 décembre 2026 à 14:30 »."""
    day, hour = day_in_words(moment, language), hour_in_words(moment, language)
    return f"{day} à {hour}" if language == "fr" else f"{day} at {hour}"


def span_in_words(start: datetime, end: datetime, language: Language) -> str:
    """From when to when: hours alone where it ends on the day on which it begins."""
    if start.astimezone(PARIS).date() == end.astimezone(PARIS).date():
        return f"{day_in_words(start, language)}, {hour_in_words(start, language)} – {hour_in_words(end, language)}"
    return f"{moment_in_words(start, language)} – {moment_in_words(end, language)}"
