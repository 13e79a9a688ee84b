"""When activities take place, in words, by the clocks of Paris."""

from datetime import datetime

from babel.dates import format_date, format_time

from community.agenda import PARIS
from vocabulary import Language


def day_in_words(moment: datetime, language: Language) -> str:
    """« jeudi 3 décembre 2026 »."""
    return str(format_date(moment.astimezone(PARIS), format="full", locale=language))


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
