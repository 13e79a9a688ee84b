"""What became of my words; and, for who holds ateliers, what their authors ask."""

import streamlit as st

from community.members import Member
from community.outcomes import Followed
from pages._house import house
from pages._language import _, ago, day
from pages._outcome import say_what_became, show_steps
from pages._text import label, show
from pages._visit import member

_A_PAGE = 10
outcomes = house().community.outcomes
here = member()


def show_followed(one: Followed, *, here: Member) -> None:
    """Draw a contribution of one's own with all that became of it."""
    contribution = one.contribution
    with st.container(border=True, key=f"mine-{contribution.id}"):
        st.page_link(
            "atelier.py",
            label=label(one.atelier.title),
            icon=":material/groups:",
            query_params={"id": one.atelier.id},
        )
        show(contribution.body, lang=contribution.language, quote=True)
        show_steps(one.steps, lang=contribution.language)
        if one.asked_at is not None:
            st.caption(_("Vous avez demandé la suite {ago}.").format(ago=ago(one.asked_at)))
        elif st.button(_("Demander ce qu’elle devient"), key=f"ask-{contribution.id}", icon=":material/help:"):
            outcomes.ask(contribution.id, by=here)
            st.rerun()


def show_asked(one: Followed, *, here: Member) -> None:
    """Draw a contribution whose author waits for an answer."""
    contribution = one.contribution
    with st.container(border=True, key=f"asked-{contribution.id}"):
        st.caption(
            _("{name} demande la suite depuis le {day}, dans « {atelier} »").format(
                name=label(contribution.author.pseudonym),
                day=day(one.asked_at or contribution.written_at),
                atelier=label(one.atelier.title),
            )
        )
        show(contribution.body, lang=contribution.language, quote=True)
        show_steps(one.steps, lang=contribution.language)
        say_what_became(contribution, here=here)


def show_mine(here: Member) -> None:
    """Draw all that a member contributed, newest first."""
    limit = st.session_state.setdefault("my-words-shown", _A_PAGE)
    mine = outcomes.of_author(here, limit=limit + 1)
    if not mine:
        st.write(_("Vous n’avez pas encore contribué à un atelier. Ce que vous y direz se suivra ici, pas à pas."))
        st.page_link("cafes.py", label=_("Voir les cafés"), icon=":material/coffee:")
    for one in mine[:limit]:
        show_followed(one, here=here)
    if len(mine) > limit and st.button(_("Voir plus"), key="more-words", icon=":material/expand_more:"):
        st.session_state["my-words-shown"] += _A_PAGE
        st.rerun()


st.title(_("Ce que deviennent mes mots"), anchor=False)
if here is None:
    st.info(
        _("Cette page est pour qui participe. Choisissez un pseudonyme : le bouton « Invité » en haut de la page."),
        icon=":material/person:",
    )
else:
    asked = outcomes.asked_of(here)
    if asked:
        st.header(_("On vous demande"), anchor=False)
        for one in asked:
            show_asked(one, here=here)
        st.header(_("Mes contributions"), anchor=False)
    show_mine(here)
