"""Say that something is wrong with what somebody wrote."""

import streamlit as st

from community.flags import GROUNDS, Ground
from community.members import Member
from community.moderation import LONGEST_REASON, Words
from community.permissions import Thing, may
from errors import CafeError, NotAllowed, NotFound
from pages._field import words_field
from pages._house import house
from pages._language import _
from pages._moderation import link_to_place, name_of_ground, show_words, thing_asked_for
from pages._visit import member, viewer

moderation = house().community.moderation
here = member()


def show_form(words: Words, here: Member) -> None:
    """Draw the question; a press on a reason is enough, nobody has to type."""
    with st.container(key="flag"):
        ground: Ground | None = st.radio(
            _("Qu’est-ce qui ne va pas ?"), GROUNDS, index=None, format_func=name_of_ground, key="flag-ground"
        )
        said = words_field(
            _("Voulez-vous préciser ?"),
            key="flag-words",
            max_chars=LONGEST_REASON,
            help=_("Nécessaire seulement pour « Autre chose »."),
        )
        pressed = st.button(_("Signaler"), key="flag-it", type="primary", icon=":material/flag:")
    st.caption(_("La modération seule saura que cela vient de vous. L’auteur n’en saura rien."))
    if not pressed:
        return
    if ground is None:
        st.error(_("Choisissez une raison."), icon=":material/error:")
        return
    try:
        moderation.flag(words.thing, ground, words=said, by=here)
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
    else:
        st.rerun()


thing = thing_asked_for()
if thing is None:
    raise NotFound(name=st.query_params.get("of", ""))
words = moderation.words(thing, viewer=viewer())
st.title(_("Signaler"), anchor=False)
link_to_place(words, text=_("Revenir sans rien dire"))
show_words(words)
if here is None:
    st.info(
        _("Pour signaler, choisissez un pseudonyme : le bouton « Invité » en haut de la page."),
        icon=":material/person:",
    )
elif not may("flag", here, Thing(author=words.author.id)):
    raise NotAllowed
elif moderation.flagged_by(here, [thing]):
    st.success(_("C’est signalé, merci. La modération va regarder."), icon=":material/check_circle:")
else:
    show_form(words, here)
