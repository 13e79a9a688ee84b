"""Who is here: a browser, and the pseudonym that it uses."""

import secrets

import streamlit as st

from community.members import Member
from community.viewers import Viewer, viewer_of
from errors import CafeError
from pages._house import house
from pages._language import _, plural
from pages._text import label

COOKIE = "cafe_visit"


def visit() -> str:
    """The random token of this browser, or of this session where cookies are refused."""
    if "visit" not in st.session_state:
        st.session_state["visit"] = st.context.cookies.get(COOKIE) or secrets.token_urlsafe(24)
    return str(st.session_state["visit"])


def member() -> Member | None:
    """Who takes part in this session; None for a guest without a pseudonym."""
    if "member" not in st.session_state:
        known = house().community.members.of_visit(visit())
        st.session_state["member"] = known[0].id if known else None
    chosen = st.session_state["member"]
    return house().community.members.get(chosen) if chosen else None


def viewer() -> Viewer:
    """Who reads in this session: every reading of what members wrote is given it."""
    return viewer_of(member())


def enter(pseudonym: str) -> Member:
    """Take part under a pseudonym. Raises ``PseudonymTaken`` or ``PseudonymUnusable``."""
    entered = house().community.members.enter(pseudonym, visit=visit())
    st.session_state["member"] = entered.id
    return entered


def show_who_is_here() -> None:
    """Draw who takes part, and the way to be somebody else on a shared computer."""
    here = member()
    unread = house().community.following.unread(here) if here is not None else 0
    icon = ":material/notifications_unread:" if unread else ":material/person:"
    with st.popover(label(here.pseudonym) if here else _("Invité"), icon=icon):
        if here is not None:
            st.write(_("Vous participez sous le pseudonyme **{name}**.").format(name=label(here.pseudonym)))
            _show_ways_of_a_member(unread)
        for other in house().community.members.of_visit(visit()):
            if here is not None and other.id == here.id:
                continue
            if st.button(label(other.pseudonym), key=f"be-{other.id}", icon=":material/person:"):
                st.session_state["member"] = other.id
                st.rerun()
        if here is None:
            _ask_pseudonym()
        elif st.button(_("Changer de personne"), key="be-somebody-else", icon=":material/person_add:"):
            st.session_state["member"] = None
            st.rerun()


def _show_ways_of_a_member(unread: int) -> None:
    news = plural("{count} nouvelle", "{count} nouvelles", unread) if unread else _("Nouvelles")
    st.page_link("notices.py", label=news, icon=":material/notifications:")
    st.page_link("my_words.py", label=_("Ce que deviennent mes mots"), icon=":material/timeline:")


def _ask_pseudonym() -> None:
    with st.form("enter", border=False):
        pseudonym = st.text_input(_("Choisissez un pseudonyme"), key="new-pseudonym", max_chars=40)
        if st.form_submit_button(_("Entrer"), icon=":material/login:"):
            try:
                enter(pseudonym)
            except CafeError as error:
                st.error(error.said(_))
            else:
                st.rerun()
