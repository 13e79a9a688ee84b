"""What moderation did about words of one's own, and why."""

import streamlit as st

from errors import NotFound
from pages._house import house
from pages._language import _
from pages._moderation import link_to_place, show_entries, show_words, thing_asked_for
from pages._visit import member, viewer

moderation = house().community.moderation
here = member()
thing = thing_asked_for()

st.title(_("Mes mots et la modération"), anchor=False)
if here is None:
    st.info(
        _("Cette page est pour qui participe. Choisissez un pseudonyme : le bouton « Invité » en haut de la page."),
        icon=":material/person:",
    )
elif thing is None:
    raise NotFound(name=st.query_params.get("of", ""))
else:
    history = moderation.about(thing, author=here)
    words = moderation.words(thing, viewer=viewer())
    show_words(words)
    link_to_place(words, text=_("Revenir à la page"))
    show_entries(history, names=False)
