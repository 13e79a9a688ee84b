"""A new tip: which words of which threads and ateliers it begins with."""

import streamlit as st

from community.members import Member
from community.tips import Taken
from errors import CafeError, NotFound
from pages._field import words_field
from pages._house import house
from pages._language import _
from pages._space import show_space
from pages._takeable import choose_words, place_of, posts_of
from pages._text import label, show
from pages._tips import begin_version
from pages._visit import member, viewer

_MOST_PLACES = 5
community = house().community
here = member()
asked = list(dict.fromkeys(filter(None, st.query_params.get("from", "").split(","))))[:_MOST_PLACES]


def add_thread() -> None:
    """Draw the way to take words of another thread as well."""
    with st.expander(_("Prendre aussi dans un autre fil"), icon=":material/add:"):
        wanted = words_field(_("Chercher un fil"), key="other-thread", starts_over=True, icon=":material/search:")
        found = community.search.questions(wanted, limit=5, viewer=viewer()) if wanted.strip() else ()
        for one in found:
            if one.question.id not in asked and st.button(
                label(one.question.title), key=f"add-{one.question.id}", icon=":material/add:"
            ):
                st.query_params["from"] = ",".join([*asked, one.question.id])
                st.rerun()


def begin(taken: list[Taken], *, title: str, by: Member) -> None:
    """Make a draft of what was chosen, and lead to it."""
    try:
        tip, text = community.tips.begin(taken, by=by)
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
        return
    begin_version(tip.id, title=title, body=text, lang=tip.language, base=0)


places = [place_of(name) for name in asked]
if not places:
    raise NotFound(name=st.query_params.get("from", ""))
show_space(places[0].space)
st.page_link(
    places[0].page, label=label(places[0].title), icon=":material/arrow_back:", query_params={"id": places[0].thing.id}
)
st.title(_("En faire une astuce"), anchor=False)
st.write(
    _(
        "Choisissez les phrases qui ont aidé. Elles sont reprises telles quelles, et leurs auteurs sont nommés. "
        "Ensuite vous relisez, vous ajoutez vos mots, et vous confirmez : avant, personne ne voit rien."
    )
)
chosen: list[Taken] = []
for place in places:
    show(place.title, lang=place.language, level=2)
    posts = posts_of(place)
    if not posts:
        st.info(_("Il n’y a pas encore ici de mots que tout le monde peut lire."), icon=":material/info:")
    for post in posts:
        chosen += choose_words(post)
if len(asked) < _MOST_PLACES:
    add_thread()
title = words_field(_("Titre de l’astuce"), value=places[0].title, key=f"title-{asked[0]}", max_chars=200)
if here is None:
    st.info(
        _("Pour écrire une astuce, choisissez un pseudonyme : le bouton « Invité » en haut de la page."),
        icon=":material/person:",
    )
if st.button(
    _("Continuer avec ces phrases"),
    key="begin-tip",
    type="primary",
    icon=":material/arrow_forward:",
    disabled=here is None or not chosen,
):
    assert here is not None, "the button is disabled for a guest"
    begin(chosen, title=title, by=here)
if not chosen:
    st.caption(_("Choisissez au moins une phrase."))
