"""The cafés, each a story of ateliers."""

import streamlit as st

from pages._demonstration import show_demonstration_label
from pages._house import house
from pages._language import _, plural
from pages._text import label, show

st.title(_("Cafés"), anchor=False)
for cafe in house().community.cafes.all():
    show(cafe.title, lang="fr", level=2)
    show_demonstration_label(cafe.is_demonstration)
    show(cafe.introduction, lang="fr")
    for number, atelier in enumerate(cafe.ateliers, start=1):
        with st.container(border=True, key=f"listed-atelier-{atelier.id}"):
            st.page_link(
                "atelier.py",
                label=f"**{number}. {label(atelier.title)}**",
                icon=":material/groups:",
                query_params={"id": atelier.id},
            )
            show(atelier.question, lang="fr")
            st.caption(plural("{count} contribution", "{count} contributions", atelier.contributions))
if not house().community.cafes.all():
    st.info(_("Aucun café n’est ouvert pour le moment."))
