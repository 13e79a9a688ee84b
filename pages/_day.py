"""A day, chosen by its number, its month and its year: Streamlit's calendar speaks English only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st
from babel.dates import get_month_names

from pages._language import _, language
from pipelines.dating import date_in_words
from vocabulary import now

_YEARS_AHEAD = 3
_DAYS = tuple(range(1, 32))
_MONTHS = tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen so far."""

    day: date | None
    is_whole: bool
    """False where a part is missing or there is no such day, which is said; nothing at all is whole."""


def ask_day(label: str, *, key: str, value: date | None) -> Chosen:
    """Draw the three choices."""
    this_year = now().year
    years = sorted({*range(this_year, this_year + _YEARS_AHEAD), value.year if value is not None else this_year})
    with st.container(key=f"day-of-{key}"):
        st.caption(label)
        with st.container(horizontal=True):
            day = _choose(label, _("jour"), _DAYS, key=f"{key}-day", value=value.day if value else None)
            month = _choose(label, _("mois"), _MONTHS, key=f"{key}-month", value=value.month if value else None)
            year = _choose(label, _("année"), years, key=f"{key}-year", value=value.year if value else None)
        if day is None or month is None or year is None:
            is_begun = (day, month, year) != (None, None, None)
            if is_begun:
                st.caption(_("Choisissez aussi ce qui manque : le jour, le mois, l’année."))
            return Chosen(None, is_whole=not is_begun)
        try:
            chosen = date(year, month, day)
        except ValueError:
            st.warning(
                _("Il n’y a pas de {day} {month} en {year} : choisissez un autre jour.").format(
                    day=day, month=_name_of_month(month), year=year
                ),
                icon=":material/event_busy:",
            )
            return Chosen(None, is_whole=False)
        st.caption(date_in_words(chosen, language(), form="full"))
        return Chosen(chosen, is_whole=True)


def _choose(label: str, part: str, choices: Sequence[int], *, key: str, value: int | None) -> int | None:
    chosen: int | None = st.selectbox(
        f"{label}, {part}",
        choices,
        index=choices.index(value) if value is not None else None,
        format_func=_name_of_month if choices is _MONTHS else str,
        placeholder=part,
        label_visibility="collapsed",
        key=key,
    )
    return chosen


def _name_of_month(month: int) -> str:
    return str(get_month_names("wide", locale=language())[month])
