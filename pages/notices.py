"""What happened where a member takes part, and what they follow."""

import streamlit as st

from community.following import Notice
from community.members import Member
from pages._could_know import show_may_be_asked
from pages._house import house
from pages._language import _, ago, language
from pages._letters import show_letters, show_stop
from pages._text import label
from pages._visit import member
from pipelines.telling import is_about_ones_own, sentence_of

_A_PAGE = 20
_PAGES = {
    "question": "question.py",
    "atelier": "atelier.py",
    "activity": "activity.py",
    "tip": "tip.py",
    "article": "article.py",
}
following = house().community.following
here = member()


def show_way(notice: Notice) -> None:
    """Draw the way to where it happened."""
    page = _PAGES.get(notice.place.kind)
    if is_about_ones_own(notice):
        query = {"of": f"{notice.thing.kind}:{notice.thing.id}"}
        name = _("Voir ce qu’il en est") if notice.kind == "welcomed" else _("Lire pourquoi")
        st.page_link("decision.py", label=name, icon=":material/arrow_forward:", query_params=query)
    elif notice.kind == "outcome":
        st.page_link("my_words.py", label=_("Voir ce que deviennent mes mots"), icon=":material/arrow_forward:")
    elif page is not None:
        st.page_link(page, label=_("Ouvrir"), icon=":material/arrow_forward:", query_params={"id": notice.place.id})


def show_notices(here: Member) -> None:
    """Draw what happened, newest first; what is shown counts as read when its reader says so."""
    limit = st.session_state.setdefault("notices-shown", _A_PAGE)
    found = following.notices(here, limit=limit + 1)
    if not found:
        st.info(_("Rien de nouveau pour le moment."), icon=":material/notifications:")
        return
    if any(notice.read_at is None for notice in found) and st.button(
        _("Tout marquer comme lu"), key="read-notices", icon=":material/done_all:"
    ):
        following.read(here, up_to=found[0].number)
        st.rerun()
    for notice in found[:limit]:
        with st.container(border=True, key=f"notice-{notice.number}"):
            if notice.read_at is None:
                st.badge(_("Nouveau"), icon=":material/fiber_new:")
            who, where = label(notice.by.pseudonym), label(notice.title)
            st.markdown(sentence_of(notice, _, who=who, where=where, language=language()))
            st.caption(ago(notice.at))
            show_way(notice)
    if len(found) > limit and st.button(_("Voir plus"), key="more-notices", icon=":material/expand_more:"):
        st.session_state["notices-shown"] += _A_PAGE
        st.rerun()


def show_followed(here: Member) -> None:
    """Draw what is followed, with the way to stop."""
    kinds = {"question": _("Question"), "atelier": _("Atelier"), "tip": _("Astuce"), "member": _("Personne")}
    followed = following.of_member(here)
    if not followed:
        st.write(_("Vous ne suivez rien. Sur la page d’une question ou d’un atelier, appuyez sur « Suivre »."))
    for one in followed:
        with st.container(border=True, key=f"followed-{one.thing.kind}-{one.thing.id}"):
            st.caption(kinds[one.thing.kind])
            if one.thing.kind in _PAGES:
                st.page_link(_PAGES[one.thing.kind], label=label(one.title), query_params={"id": one.thing.id})
            else:
                st.markdown(f"**{label(one.title)}**")
            key = f"unfollow-{one.thing.kind}-{one.thing.id}"
            if st.button(_("Ne plus suivre"), key=key, icon=":material/notifications_off:"):
                following.unfollow(one.thing, by=here)
                st.rerun()


st.title(_("Nouvelles"), anchor=False)
show_stop()
if here is None:
    st.info(
        _("Les nouvelles sont pour qui participe. Choisissez un pseudonyme : le bouton « Invité » en haut de la page."),
        icon=":material/person:",
    )
else:
    show_notices(here)
    st.header(_("Ce que je suis"), anchor=False)
    show_followed(here)
    show_may_be_asked(here)
    show_letters(here)
