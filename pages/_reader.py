"""A text on a screen, with what reads it aloud."""

import streamlit as st

from errors import CafeError
from modalities.voice.component import reader
from pages._house import house
from pages._language import _
from pages._text import show
from pipelines.speaking import paragraphs_of
from vocabulary import Language

_PRESSES = "listen-presses"


def press_listen() -> None:
    """Listen to the answer of this page, or stop, as its button does."""
    st.session_state[_PRESSES] = st.session_state.get(_PRESSES, 0) + 1


def show_reader(text: str, *, language: Language, key: str, is_long: bool = False) -> None:
    """Draw a text with what reads it aloud: below it, or above one that is long."""
    try:
        token = house().desk.register(text, language)
        sentences = house().desk.sentences(token)
    except CafeError as error:
        show(text, lang=language)
        st.caption(error.said(_))
        return
    reader(
        key=f"reader-{key}",
        sentences=sentences,
        address=f"/spoken/{token}",
        labels=_reader_labels(),
        language=language,
        presses=st.session_state.get(_PRESSES, 0),
        paragraphs=paragraphs_of(text, language) if is_long else (),
        is_long=is_long,
    )


def _reader_labels() -> dict[str, str]:
    return {
        "listen": _("Écouter"),
        "stop": _("Arrêter"),
        "again": _("Depuis le début"),
        "repeat": _("Répéter la phrase"),
        "slower": _("Plus lent"),
        "faster": _("Plus vite"),
        "speed": _("Vitesse : {speed}"),
        "reading": _("Lecture de la phrase {n} sur {total}"),
        "ended": _("Lecture terminée"),
        "blocked": _("Le navigateur attend votre accord pour parler : appuyez sur « Écouter »."),
        "silent": _("La voix ne répond pas. Le texte reste lisible ci-dessus."),
    }
