"""One space of the community: what it is for, and what happens there."""

import streamlit as st

from community.forum import Question
from community.permissions import may
from pages._cafe import show_cafe
from pages._demonstration import show_demonstration_label
from pages._house import house
from pages._language import _, day, plural
from pages._space import name_of_space, show_space
from pages._text import label
from pages._visit import member, viewer

_LATEST = 5
community = house().community
reader = viewer()
space = show_space(st.query_params.get("id", ""))


def show_question(question: Question) -> None:
    """Draw one of the latest questions, with the way to it."""
    with st.container(border=True, key=f"latest-{question.id}"):
        st.page_link(
            "question.py",
            label=f"**{label(question.title)}**",
            icon=":material/task_alt:" if question.is_solved else ":material/help:",
            query_params={"id": question.id},
        )
        replies = plural("{count} réponse", "{count} réponses", question.replies)
        st.caption(" · ".join([label(question.author.pseudonym), day(question.asked_at), replies]))


st.page_link("spaces.py", label=_("Tous les espaces"), icon=":material/arrow_back:")
st.title(label(name_of_space(space)), anchor=False)
st.write(_(space.description))

if space.has_forum:
    st.header(_("Les dernières questions"), anchor=False)
    latest = community.forum.questions(space=space.id, limit=_LATEST, viewer=reader)
    show_demonstration_label(any(question.is_demonstration for question in latest))
    for question in latest:
        show_question(question)
    if not latest:
        st.write(_("Personne n’a encore rien demandé ici."))
    with st.container(horizontal=True):
        st.page_link("ask.py", label=_("Poser une question"), icon=":material/mic:")
        st.page_link(
            "forum.py", label=_("Toutes les questions"), icon=":material/forum:", query_params={"space": space.id}
        )

if space.has_cafes:
    st.header(_("Les cafés"), anchor=False)
    cafes = community.cafes.all(space=space.id, viewer=reader)
    for cafe in cafes:
        show_demonstration_label(cafe.is_demonstration)
        show_cafe(cafe, key=f"here-{cafe.id}")
    if may("open_cafe", member()):
        st.page_link("open_cafe.py", label=_("Ouvrir un café"), icon=":material/add:")
    if not cafes:
        st.write(_("Aucun café n’est ouvert ici pour le moment."))
