"""Questions already asked that resemble what a member is writing."""

import streamlit as st

from pages._house import house
from pages._language import _, plural
from pages._text import label
from pipelines.contribute import similar_questions
from vocabulary import Destination


def show_similar(text: str, *, exclude: Destination | None) -> None:
    """Draw at most three, each a link; nothing when there is none, or for a reply or a contribution."""
    if exclude is not None and exclude.kind != "forum":
        return
    found = similar_questions(house().community, text, limit=3)
    if not found:
        return
    with st.container(border=True, key="similar"):
        st.markdown(f"**{_('Des questions proches ont déjà été posées')}**")
        for one in found:
            state = (
                _("résolue")
                if one.question.is_solved
                else plural("{count} réponse", "{count} réponses", one.question.replies)
            )
            st.page_link(
                "question.py",
                label=f"{label(one.question.title)} ({state})",
                icon=":material/task_alt:" if one.question.is_solved else ":material/help:",
                query_params={"id": one.question.id},
            )
        st.caption(_("Votre brouillon reste gardé si vous allez les lire."))
