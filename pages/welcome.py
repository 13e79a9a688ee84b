"""For who animates: first words that their authors show to few, and the way to welcome them."""

import streamlit as st

from community.members import Member
from community.moderation import LONGEST_REASON, Words
from community.viewers import viewer_of
from errors import CafeError
from pages._field import words_field
from pages._house import house
from pages._language import _
from pages._moderation import link_to_place, show_words, thing_asked_for
from pages._text import label
from pages._visit import member

community = house().community
here = member()


def show_beginning(words: Words, *, here: Member) -> None:
    """Draw first words, and the form that welcomes them."""
    thing = words.thing
    with st.container(border=True, key=f"beginning-{thing.id}"):
        show_words(words)
        link_to_place(words, text=label(words.title))
        with st.container(key=f"welcome-{thing.id}"):
            said = words_field(
                _("Un mot d’accueil, si vous voulez"), key=f"welcome-words-{thing.id}", max_chars=LONGEST_REASON
            )
            pressed = st.button(
                _("Souhaiter la bienvenue"),
                key=f"do-welcome-{thing.id}",
                type="primary",
                icon=":material/waving_hand:",
            )
        if not pressed:
            return
        try:
            community.shy_start.welcome(thing, words=said, by=here)
        except CafeError as error:
            st.error(error.said(_), icon=":material/error:")
        else:
            st.success(_("C’est dit, merci. La personne en est prévenue."), icon=":material/check_circle:")


st.title(_("Premières participations"), anchor=False)
st.write(_("Leurs auteurs ne les montrent qu’à l’animation, pour commencer. Eux seuls décident de les montrer à tous."))
asked_for = thing_asked_for()
if here is None:
    st.info(_("Cette page est pour qui anime."), icon=":material/groups:")
elif asked_for is not None:
    show_beginning(community.moderation.words(asked_for, viewer=viewer_of(here)), here=here)
else:
    beginnings = community.shy_start.waiting(by=here)
    if not beginnings:
        st.success(_("Rien n’attend."), icon=":material/check_circle:")
    for words in beginnings:
        show_beginning(words, here=here)
