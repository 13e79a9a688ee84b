"""Come back with a code: six pictures, chosen, typed or said."""

import streamlit as st

from community.codes import LENGTH, Code
from community.members import Member
from errors import CafeError
from pages._house import house
from pages._language import _
from pages._said_code import laid, listen_for_code
from pages._text import label
from pages._visit import become, visit
from pages._way_in import go_on
from pages.code_pad import code_pad
from pipelines.code_words import code_in, is_whole


def expected() -> Member | None:
    """Whose code the address asks for: one whose session has ended in this browser."""
    asked = st.query_params.get("of")
    if not asked:
        return None
    return next((one for one in house().community.sessions.ended(visit()) if one.id == asked), None)


def come_back(code: Code) -> None:
    """Use the code, and go on where one was; a code that is refused says why."""
    try:
        who = house().community.codes.use(code, visit=visit(), of=expected())
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
    else:
        become(who)
        go_on()


def typed_code() -> Code | None:
    """Draw the field for who would rather type; the code that was typed, or None."""
    with st.form("typed-code", border=False):
        text = st.text_input(
            _("Les {count} mots, dans l’ordre").format(count=LENGTH),
            key="code-words",
            max_chars=200,
            autocomplete="off",
        )
        given = st.form_submit_button(_("Entrer avec ces mots"), icon=":material/login:")
    if not given:
        return None
    code = code_in(text)
    if not is_whole(code):
        st.warning(
            _("J’ai reconnu {count} mots sur {length}. Les mots sont écrits sous les images.").format(
                count=len(code), length=LENGTH
            ),
            icon=":material/warning:",
        )
        return None
    return code


who = expected()
st.title(_("Revenir avec mon code"), anchor=False)
if who is not None:
    st.write(_("Vous revenez sous le pseudonyme **{name}**.").format(name=label(who.pseudonym)))
st.write(_("Choisissez vos six images, dans l’ordre."))
chosen = code_pad(key="code-pad", laid=laid())
with st.expander(_("Dire les mots"), icon=":material/mic:"):
    listen_for_code()
with st.expander(_("Taper les mots"), icon=":material/keyboard:"):
    typed = typed_code()
code = chosen or typed
if code is not None:
    come_back(code)
with st.expander(_("Je n’ai pas de code"), icon=":material/help:"):
    st.write(
        _(
            "Là où vous participez encore, ouvrez le bouton à votre nom, puis « Mon code pour revenir ». "
            "Si vous n’êtes plus nulle part, une personne qui administre ce café peut vous donner un code."
        )
    )
