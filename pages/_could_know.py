"""Who could know, where nobody has answered: offered to who asked, and agreed to by who is asked."""

import streamlit as st

from community.asking import MOST_ASKED
from community.forum import Question
from community.members import Member
from pages._house import house
from pages._language import _
from pages._text import label


def show_could_know(question: Question, *, here: Member) -> None:
    """Draw who could know a member's own question, each with a button; nothing where nobody agrees to be asked."""
    asking = house().community.asking
    knowers = asking.could_know(question)
    if not knowers:
        return
    with st.container(border=True, key="could-know"):
        st.markdown(f"**{_('Ils sauraient peut-être')}**")
        st.caption(_("Ces membres ont résolu une question proche, et acceptent qu’on les sollicite."))
        full = sum(one.is_asked for one in knowers) >= MOST_ASKED
        for one in knowers:
            with st.container(horizontal=True, vertical_alignment="center", key=f"knower-{one.member.id}"):
                st.page_link(
                    "question.py",
                    label=_("{name}, pour « {title} »").format(
                        name=label(one.member.pseudonym), title=label(one.solved.title)
                    ),
                    icon=":material/person:",
                    query_params={"id": one.solved.id},
                )
                if one.is_asked:
                    st.badge(_("Prévenu"), icon=":material/check:")
                elif st.button(
                    _("Demander"), key=f"ask-{one.member.id}", icon=":material/notifications:", disabled=full
                ):
                    asking.ask(question.id, one.member.id, by=here)
                    st.rerun()
        st.caption(_("Vous serez prévenu dès qu’une réponse arrive."))


def show_may_be_asked(here: Member) -> None:
    """Draw the choice to be asked what one may know; it is off until it is made."""
    asking = house().community.asking
    agrees = asking.agrees(here)
    chosen = st.toggle(
        _("On peut me demander ce que je sais"),
        agrees,
        key="may-be-asked",
        help=_("Qui pose une question proche de celles que vous avez résolues voit alors votre pseudonyme."),
    )
    if chosen != agrees:
        asking.agree(here, is_on=chosen)
