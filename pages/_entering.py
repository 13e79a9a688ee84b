"""Becoming somebody: the field for a pseudonym."""

import streamlit as st

from errors import CafeError
from pages._field import words_form
from pages._language import _
from pages._visit import enter


def ask_pseudonym() -> None:
    """Draw the field and the button that lets somebody in under that pseudonym, or says why not."""
    pseudonym = words_form(
        _("Choisissez un pseudonyme"), _("Entrer"), key="new-pseudonym", icon=":material/login:", max_chars=40
    )
    if pseudonym is None:
        return
    try:
        enter(pseudonym)
    except CafeError as error:
        st.error(error.said(_))
    else:
        st.rerun()
