"""What was brought to ateliers, as a search found it."""

from collections.abc import Sequence

import streamlit as st

from community.search import FoundContribution
from pages._language import _, day
from pages._text import label, show


def show_found_in_cafes(found: Sequence[FoundContribution]) -> None:
    """Draw a few, each with the way to its atelier; nothing where there is none."""
    if not found:
        return
    st.markdown(f"**{_('Dans les cafés')}**")
    for one in found:
        with st.container(border=True, key=f"found-{one.contribution.id}"):
            st.page_link(
                "atelier.py",
                label=f"**{label(one.atelier.title)}**",
                icon=":material/coffee:",
                query_params={"id": one.atelier.id, "contribution": one.contribution.id},
            )
            show(one.excerpt, lang=one.contribution.language)
            st.caption(f"{label(one.contribution.author.pseudonym)} · {day(one.contribution.written_at)}")
