"""The language of the screens: chosen by the member, else the browser's, else French."""

from datetime import date, datetime
from typing import cast

import streamlit as st
from babel.dates import format_timedelta
from babel.units import format_unit

from locales import translation
from pipelines.dating import date_in_words, day_in_words
from vocabulary import LANGUAGES, Language, now

COOKIE = "cafe_language"
_NAMES: dict[Language, str] = {"fr": "Français", "en": "English"}


def language() -> Language:
    """The language of this session's screens."""
    if "language" not in st.session_state:
        st.session_state["language"] = first_language(st.context.cookies.get(COOKIE), st.context.locale)
    return cast(Language, st.session_state["language"])


def first_language(chosen: str | None, locale: str | None) -> Language:
    """That of a visit that begins: what was chosen in this browser, else what the browser asks for first."""
    asked = chosen or (locale or "").strip()[:2].lower()
    return asked if asked in LANGUAGES else "fr"


def _(sentence: str) -> str:
    """The sentence in the language of the screens."""
    return translation(language()).gettext(sentence)


def plural(one: str, many: str, count: int) -> str:
    """``one`` or ``many`` as the language wants it, with ``{count}`` filled in."""
    if language() == "fr":  # French has no catalogue, and without one gettext counts as English does: « 0 réponses »
        return (many if count > 1 else one).format(count=count)
    return translation(language()).ngettext(one, many, count).format(count=count)


def day(moment: datetime) -> str:
    """The date in words: « 12 mars 2026 »."""
    return day_in_words(moment, language(), form="long")


def day_of(date: date) -> str:
    """A date without an hour, in words."""
    return date_in_words(date, language())


def ago(moment: datetime) -> str:
    """How long ago: « il y a 3 minutes »."""
    return format_timedelta(moment - now(), add_direction=True, locale=language())


def megabytes(size: int) -> str:
    """A size in bytes, in words: « 145 Mo »."""
    return format_unit(round(size / 1e6), "digital-megabyte", length="short", locale=language())


def choose_language() -> None:
    """Draw the choice of the language of the screens."""
    st.session_state["language"] = language()  # keeps the choice when the page, and so the widget, changes
    st.segmented_control(
        "Langue · Language",
        LANGUAGES,
        key="language",
        format_func=lambda code: _NAMES[cast(Language, code)],
        label_visibility="collapsed",
        required=True,
    )


def choose_written_language(label: str, *, key: str, start: Language | None = None) -> Language:
    """Draw the choice of the language that something is written in; it begins with that of the screens."""
    chosen: Language = st.radio(
        label, LANGUAGES, key=key, index=LANGUAGES.index(start or language()), format_func=name_of, horizontal=True
    )
    return chosen


def name_of(code: str) -> str:
    """The language's own name."""
    return _NAMES.get(cast(Language, code), code)
