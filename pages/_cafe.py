"""A café as it is drawn in a list, and what is said of it in a line."""

from datetime import date

import streamlit as st

from community.cafes import Cafe, CafeCounts
from pages._house import house
from pages._language import _, day_of, plural
from pages._pictures import show_pictures
from pages._text import label, show
from pages._visit import viewer
from vocabulary import now


def show_cafe(cafe: Cafe, *, key: str) -> None:
    """Draw a café of a list, with the way to its page."""
    with st.container(border=True, key=key):
        show_picture(cafe, width=320)
        st.page_link(
            "cafe.py", label=f"**{label(cafe.title)}**", icon=":material/coffee:", query_params={"id": cafe.id}
        )
        show_first_words(cafe)
        st.caption(about(cafe))


def show_picture(cafe: Cafe, *, width: int = 480) -> None:
    """Draw its picture, if it has one."""
    if cafe.picture is not None:
        show_pictures([cafe.picture], width=width)


def show_first_words(cafe: Cafe) -> None:
    """Draw the first paragraph of its introduction."""
    show(cafe.introduction.strip().partition("\n\n")[0], lang="fr")


def about(cafe: Cafe) -> str:
    """Its dates and how much life there is in it, on one line."""
    counts = in_words(house().community.cafes.counts(cafe.id, viewer=viewer()))
    return " · ".join([when, counts]) if (when := dates(cafe)) else counts


def in_words(counts: CafeCounts) -> str:
    """« 37 participants, 5 ateliers, 1 034 contributions »."""
    return ", ".join(
        [
            plural("{count} participant", "{count} participants", counts.participants),
            plural("{count} atelier", "{count} ateliers", counts.ateliers),
            plural("{count} contribution", "{count} contributions", counts.contributions),
        ]
    )


def dates(cafe: Cafe) -> str:
    """Its dates, and whether it is still to come or over; empty where none were given."""
    if cafe.starts_on is None:
        return ""
    if cafe.ends_on is None:
        return _("Depuis le {day}").format(day=day_of(cafe.starts_on))
    between = _("Du {first} au {last}").format(first=day_of(cafe.starts_on), last=day_of(cafe.ends_on))
    return f"{between} ({_stage(cafe, now().date())})"


def _stage(cafe: Cafe, today: date) -> str:
    if cafe.starts_on is not None and today < cafe.starts_on:
        return _("à venir")
    if cafe.ends_on is not None and today > cafe.ends_on:
        return _("terminé")
    return _("en cours")
