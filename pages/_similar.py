"""Questions already asked, and tips, that resemble what a member is writing."""

import streamlit as st

from pages._house import house
from pages._language import _, plural
from pages._text import label
from pipelines.contribute import similar_questions
from vocabulary import Destination


def show_similar(text: str, *, exclude: Destination | None) -> None:
    """Draw a few, each a link; nothing when there is none, or for a reply or a contribution."""
    if exclude is not None and exclude.kind != "forum":
        return
    found = similar_questions(house().community, text, limit=3)
    tips = house().community.search.tips(text, limit=2)
    if not found and not tips:
        return
    with st.container(border=True, key="similar"):
        if tips:
            st.markdown(f"**{_('Une astuce en parle peut-être')}**")
        for one in tips:
            st.page_link(
                "tip.py", label=label(one.tip.title), icon=":material/lightbulb:", query_params={"id": one.tip.id}
            )
        if found:
            st.markdown(f"**{_('Des questions proches ont déjà été posées')}**")
        for similar in found:
            state = (
                _("résolue")
                if similar.question.is_solved
                else plural("{count} réponse", "{count} réponses", similar.question.replies)
            )
            st.page_link(
                "question.py",
                label=f"{label(similar.question.title)} ({state})",
                icon=":material/task_alt:" if similar.question.is_solved else ":material/help:",
                query_params={"id": similar.question.id},
            )
        st.caption(_("Votre brouillon reste gardé si vous allez les lire."))
