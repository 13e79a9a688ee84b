"""The cafés, each a story of ateliers."""

import streamlit as st

from pages._deeds import offer
from pages._demonstration import show_demonstration_label
from pages._house import house
from pages._language import _, plural
from pages._text import label, show
from pages._visit import viewer
from pages.leafing import Leaves


def open_atelier(id: str) -> None:
    """Go to the page of an atelier."""
    st.switch_page("atelier.py", query_params={"id": id})


cafes = house().community.cafes.all(viewer=viewer())
leaves = Leaves("atelier", {atelier.id: atelier.title for cafe in cafes for atelier in cafe.ateliers})
offer(leaves.offers(open_atelier))

st.title(_("Cafés"), anchor=False)
for cafe in cafes:
    show(cafe.title, lang="fr", level=2)
    show_demonstration_label(cafe.is_demonstration)
    show(cafe.introduction, lang="fr")
    for number, atelier in enumerate(cafe.ateliers, start=1):
        with st.container(border=True, key=leaves.key(atelier.id)):
            st.page_link(
                "atelier.py",
                label=f"**{number}. {label(atelier.title)}**",
                icon=":material/groups:",
                query_params={"id": atelier.id},
            )
            show(atelier.question, lang="fr")
            st.caption(plural("{count} contribution", "{count} contributions", atelier.contributions))
if not cafes:
    st.info(_("Aucun café n’est ouvert pour le moment."))
leaves.show_current()
