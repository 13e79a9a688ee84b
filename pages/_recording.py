"""What was heard, kept beside what its author made of it."""

from collections.abc import Sequence

import streamlit as st

from pages._house import house
from pages._language import _
from pages._text import show
from vocabulary import Recognition


def show_recording(recording: str | None, recognitions: Sequence[Recognition]) -> None:
    """Draw the recording, when its author left it, and what the machine had understood."""
    if recording is not None:
        st.audio(house().community.kept.read(recording), alt=_("La voix de l’auteur"))
    heard = [one for one in recognitions if one.text]
    if heard:
        with st.expander(_("Ce que la machine avait entendu")):
            for one in heard:
                show(one.text, lang=one.language or "fr", quote=True)
                st.caption(one.engine)
