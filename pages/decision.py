"""What moderation did about words of one's own, and why."""

from collections.abc import Sequence

import streamlit as st

from community.appeals import GROUNDS, Ground, contestable
from community.happenings import Thing
from community.members import Member
from community.moderation import LONGEST_REASON, Words
from community.moderation_log import Entry
from errors import CafeError, NotFound
from pages._field import words_field
from pages._house import house
from pages._language import _
from pages._moderation import link_to_place, name_of_ground, show_entries, show_words, thing_asked_for
from pages._visit import member, viewer

moderation = house().community.moderation
here = member()
thing = thing_asked_for()


def show_appeal(thing: Thing, history: Sequence[Entry], *, here: Member) -> None:
    """Draw the way to contest the last decision, or what became of that."""
    if contestable(history) is None:
        return
    appeal = house().community.appeals.of_thing(thing, author=here)
    if appeal is None:
        st.header(_("Vous n’êtes pas d’accord ?"), anchor=False)
        st.write(_("Une autre personne de la modération regardera de nouveau."))
        show_form(thing, here)
    elif appeal.decided_at is None:
        st.info(_("Votre appel est reçu. On vous dira quand il est décidé."), icon=":material/gavel:")


def show_way_to_everyone(words: Words, *, here: Member) -> None:
    """Draw the button by which who began shyly shows their words to everyone."""
    st.header(_("Montré à l’animation seulement"), anchor=False)
    st.write(_("Les autres ne voient pas ces mots. Quand vous voulez, montrez-les à tout le monde."))
    if st.button(_("Montrer à tout le monde"), key="make-public", type="primary", icon=":material/public:"):
        house().community.shy_start.make_public(words.thing, member=here, by=["press"])
        st.rerun()


def show_form(thing: Thing, here: Member) -> None:
    """Draw the appeal; a press on a reason is enough, nobody has to type."""
    with st.container(key="appeal"):
        ground: Ground | None = st.radio(
            _("Pourquoi faut-il revenir sur la décision ?"),
            GROUNDS,
            index=None,
            format_func=name_of_ground,
            key="appeal-ground",
        )
        words = words_field(
            _("Voulez-vous préciser ?"),
            key="appeal-words",
            max_chars=LONGEST_REASON,
            help=_("Nécessaire seulement pour « Autre chose »."),
        )
        pressed = st.button(_("Faire appel"), key="make-appeal", type="primary", icon=":material/gavel:")
    if not pressed:
        return
    if ground is None:
        st.error(_("Choisissez une raison."), icon=":material/error:")
        return
    try:
        house().community.appeals.appeal(thing, ground, words=words, by=here)
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
    else:
        st.rerun()


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
    show_appeal(thing, history, here=here)
    if words.post.is_shy and words.post.hidden_at is None:
        show_way_to_everyone(words, here=here)
