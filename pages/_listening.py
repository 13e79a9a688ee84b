"""A recording that is being listened to: its place, its progress, and the other ways when no text comes."""

from dataclasses import replace

import streamlit as st

from community.drafts import KeptDraft
from errors import CafeError, Cancelled
from pages._draft import show_discard
from pages._house import house
from pages._language import _
from pages._queue import forget, queued
from pages._visit import visit
from vocabulary import LANGUAGES, Recognition

_AT_ONCE = 1.5  # seconds that a short recording may take without a progress bar


def show_listening(kept: KeptDraft) -> None:
    """Draw the place in the queue and the progress, until there is a text to correct."""
    assert kept.recording is not None, "only a recording is listened to"
    st.audio(house().community.kept.read(kept.recording), alt=_("Votre enregistrement"))
    try:
        listening = queued(kept)
        with st.spinner(_("J’écoute…")):
            recognition = listening.result(timeout=_AT_ONCE)
    except TimeoutError:
        _show_progress(kept)
    except CafeError as error:
        _offer_another_way(kept, error)
    else:
        _keep_what_was_heard(kept, recognition)
        st.rerun()


@st.fragment(run_every=1.0)
def _show_progress(kept: KeptDraft) -> None:
    listening = queued(kept)
    if listening.is_over:
        st.rerun()
    place = listening.place
    if place:
        st.progress(0.0, text=_("Votre place dans la file : {place}").format(place=place + 1))
    else:
        st.progress(listening.progress, text=_("J’écoute… {part} %").format(part=round(100 * listening.progress)))
    if st.button(_("Arrêter"), key="stop-listening", icon=":material/stop:"):
        listening.cancel()
        st.rerun()


def _offer_another_way(kept: KeptDraft, error: CafeError) -> None:
    """Say why there is no text. The recording is kept; its author may try again, write, or throw it away."""
    st.warning(error.said(_), icon=":material/info:" if isinstance(error, Cancelled) else ":material/warning:")
    with st.container(horizontal=True):
        if st.button(_("Essayer encore"), key="listen-again", icon=":material/refresh:"):
            forget(kept)
            st.rerun()
        if st.button(_("Écrire à la place"), key="write-instead", icon=":material/keyboard:"):
            nothing = Recognition(modality="speech", engine=house().settings.speech, language=kept.draft.language)
            _keep_what_was_heard(kept, nothing)
            st.rerun()
        show_discard(kept)


def _keep_what_was_heard(kept: KeptDraft, recognition: Recognition) -> None:
    heard_as = recognition.language if recognition.language in LANGUAGES else kept.draft.language
    draft = replace(
        kept.draft,
        text=recognition.text,
        language=heard_as,
        recognitions=(*kept.draft.recognitions, recognition),
    )
    house().community.drafts.keep(draft, visit=visit(), id=kept.id)
    forget(kept)
