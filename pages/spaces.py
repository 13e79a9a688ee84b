"""The spaces of the community, and what each of them is for."""

import streamlit as st

from pages._house import house
from pages._language import _, plural
from pages._space import name_of_space
from pages._text import label
from pages._visit import viewer

community = house().community
reader = viewer()

st.title(_("Les espaces"), anchor=False)
st.write(_("Votre pseudonyme est le même dans tous les espaces."))
for space in community.spaces.all():
    with st.container(border=True, key=f"space-{space.id}"):
        st.page_link(
            "space.py",
            label=f"**{label(name_of_space(space))}**",
            icon=":material/home:",
            query_params={"id": space.id},
        )
        st.write(_(space.description))
        life = []
        if space.has_forum:
            life.append(plural("{count} question", "{count} questions", community.forum.count(space.id, viewer=reader)))
        cafes = len(community.cafes.all(space=space.id, viewer=reader))
        if cafes or space.has_cafes:
            life.append(plural("{count} café", "{count} cafés", cafes))
        st.caption(" · ".join(life))
