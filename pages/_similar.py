"""Questions already asked, and tips, that resemble what a member is writing."""

import streamlit as st

from pages._house import house
from pages._language import _, plural
from pages._text import label
from pipelines.searching import ALIKE, search
from vocabulary import Destination

_WAIT_S = 0.5  # who writes should not wait for what they did not ask for


def show_similar(text: str, *, exclude: Destination | None) -> None:
    """Draw a few, each a link; nothing when there is none, or for a reply or a contribution."""
    if exclude is not None and exclude.kind != "forum":
        return
    sense = house().understanding.sense_of(text, wait_s=_WAIT_S)
    found = search(house().community, text, sense=sense, limit=3, tips=2, least_rise=ALIKE)
    if not found.questions and not found.tips:
        return
    with st.container(border=True, key="similar"):
        if found.tips:
            st.markdown(f"**{_('Une astuce en parle peut-être')}**")
        for tip in found.tips:
            st.page_link("tip.py", label=label(tip.title), icon=":material/lightbulb:", query_params={"id": tip.id})
        if found.questions:
            st.markdown(f"**{_('Des questions proches ont déjà été posées')}**")
        for question in found.questions:
            state = (
                _("résolue") if question.is_solved else plural("{count} réponse", "{count} réponses", question.replies)
            )
            st.page_link(
                "question.py",
                label=f"{label(question.title)} ({state})",
                icon=":material/task_alt:" if question.is_solved else ":material/help:",
                query_params={"id": question.id},
            )
        st.caption(_("Votre brouillon reste gardé si vous allez les lire."))
