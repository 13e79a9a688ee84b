"""A few words that are said beside a button, and heard while one waits."""

from collections.abc import Sequence

import streamlit as st

from pages._house import house
from pages._language import _, language
from pipelines.contribute import clip_from
from vocabulary import Recognition

_PATIENCE = 20.0  # seconds that the recogniser may take; longer, others are being listened to


def hear(content: bytes, *, hints: Sequence[str] = ()) -> Recognition:
    """What was said in a recording, in the language of the screens.

    ``hints`` are words that may be expected. Raises ``CafeError``, and ``TimeoutError`` while others are listened to.
    """
    clip = clip_from(content, name=_("votre enregistrement"), settings=house().settings)
    listening = house().listening.submit(clip, language=language(), hints=hints)
    try:
        with st.spinner(_("J’écoute…")):
            return listening.result(timeout=_PATIENCE)
    except TimeoutError:
        listening.cancel()
        raise
