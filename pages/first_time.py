"""Choose a pseudonym, the first time that one comes from the provider."""

from collections.abc import Callable

import streamlit as st

from community.identities import SaidOf
from community.members import Member
from errors import CafeError
from pages._field import words_form
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
    pseudonym = words_form(
        _("Choisissez un pseudonyme"),
        _("Entrer"),
        key="first-pseudonym",
        icon=":material/login:",
        type="primary",
        max_chars=40,
    )
    if pseudonym is not None:
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
