"""Choose a pseudonym, the first time that one comes from the provider."""

from collections.abc import Callable

import streamlit as st

from community.identities import SaidOf
from community.members import Member
from errors import CafeError
from pages._house import house
from pages._language import _
from pages._provider import PENDING, offer_provider
from pages._text import label
from pages._visit import become, visit
from pages._way_in import go_on

identities, sessions = house().community.identities, house().community.sessions


def come_in(enter: Callable[[], Member]) -> None:
    """Let somebody in and go on where they were, or say why not."""
    try:
        who = enter()
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
        return
    del st.session_state[PENDING]
    become(who)
    go_on()


def choose_pseudonym(said: SaidOf) -> None:
    """Draw the pseudonyms of this browser, and the field for a new one."""
    for one in sessions.here(visit()):
        name = _("Continuer sous le pseudonyme {name}").format(name=label(one.pseudonym))
        if st.button(name, key=f"go-on-as-{one.id}", icon=":material/person:"):
            come_in(lambda who=one: identities.link(said, who, visit=visit()))  # type: ignore[misc]
    with st.form("join", border=False):
        pseudonym = st.text_input(_("Choisissez un pseudonyme"), key="first-pseudonym", max_chars=40)
        given = st.form_submit_button(_("Entrer"), icon=":material/login:", type="primary")
    if given:
        come_in(lambda: identities.join(said, pseudonym, visit=visit()))


said: SaidOf | None = st.session_state.get(PENDING)
st.title(_("Bienvenue"), anchor=False)
if said is None:
    st.write(_("Il n’y a rien à choisir ici pour le moment."))
    st.page_link("ask.py", label=_("Demander"), icon=":material/mic:")
    offer_provider("provider-here")
else:
    st.write(
        _(
            "Sous quel pseudonyme participez-vous ? Ni votre nom, ni votre adresse ne sont gardés ou montrés ici. "
            "Ce pseudonyme vaut dans tous les espaces."
        )
    )
    choose_pseudonym(said)
"""For who animates: first words that their authors show to few, and the way to welcome them."""

import streamlit as st

from community.members import Member
from community.moderation import LONGEST_REASON, Words
from community.viewers import viewer_of
from pages._house import house
from pages._language import _
from pages._moderation import link_to_place, show_words, thing_asked_for
from pages._visit import member

community = house().community
here = member()


def show_beginning(words: Words, *, here: Member) -> None:
    """Draw first words, and the form that welcomes them."""
    thing = words.thing
    with st.container(border=True, key=f"beginning-{thing.id}"):
        show_words(words)
        link_to_place(words, text=label(words.title))
        with st.form(f"welcome-{thing.id}", border=False):
            said = st.text_input(
                _("Un mot d’accueil, si vous voulez"), key=f"welcome-words-{thing.id}", max_chars=LONGEST_REASON
            )
            pressed = st.form_submit_button(_("Souhaiter la bienvenue"), type="primary", icon=":material/waving_hand:")
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
