"""Signs of recognition on a screen: their names, their icons, how many people, and the way to who has them."""

from datetime import datetime

import streamlit as st

from community.members import Member
from community.merit_rules import MeritKind
from pages._house import house
from pages._language import day, language, plural
from pages._text import label

ICONS: dict[MeritKind, str] = {
    "helping": ":material/volunteer_activism:",
    "solving": ":material/task_alt:",
    "listening": ":material/hearing:",
    "co_writing": ":material/edit_note:",
    "testing": ":material/science:",
    "animating": ":material/groups:",
    "welcoming": ":material/waving_hand:",
}


def name_of_kind(kind: MeritKind) -> str:
    """The kind in the language of the screens, as the rules call it."""
    return house().community.merits.rules.kinds[kind].said[language()].name


def how_many(kind: MeritKind, count: int) -> str:
    """To how many people, or for how many tips or sessions: « 3 personnes aidées »."""
    return {
        "helping": plural("{count} personne aidée", "{count} personnes aidées", count),
        "solving": plural("{count} personne dépannée", "{count} personnes dépannées", count),
        "listening": plural("{count} personne écoutée", "{count} personnes écoutées", count),
        "co_writing": plural("{count} truc coécrit", "{count} trucs coécrits", count),
        "testing": plural("{count} séance de test", "{count} séances de test", count),
        "animating": plural("{count} personne entendue", "{count} personnes entendues", count),
        "welcoming": plural("{count} personne accueillie", "{count} personnes accueillies", count),
    }[kind]


def link_to_member(member: Member, *, more: str = "") -> None:
    """Draw the way to somebody's page; ``more`` is written after the pseudonym."""
    st.page_link(
        "member.py", label=label(member.pseudonym) + more, icon=":material/person:", query_params={"id": member.id}
    )


def show_author(author: Member, moment: datetime) -> None:
    """Draw who wrote something, as the way to their page, and when."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link(
            "member.py", label=label(author.pseudonym), icon=":material/person:", query_params={"id": author.id}
        )
        st.caption(day(moment), width="content")


def local_day(moment: datetime) -> str:
    """The date where the house is, by which months are counted."""
    return day(moment.astimezone(house().community.merits.rules.zone))
