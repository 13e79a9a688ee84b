"""Recordings in the queue of the one recogniser, as this session knows them."""

from typing import cast

import streamlit as st

from community.drafts import KeptDraft
from modalities.speech import Clip
from pages._house import house
from pages._language import _
from pipelines.contribute import clip_from, hints
from pipelines.listening import Listening


def queue(kept: KeptDraft, clip: Clip, spoken: str | None) -> Listening:
    """Queue the recording of a draft; ``spoken`` is None where its language is to be detected."""
    listening = house().listening.submit(clip, language=spoken, hints=hints(house().community))
    st.session_state[_key(kept)] = listening
    return listening


def queued(kept: KeptDraft) -> Listening:
    """What this session queued, or the kept recording queued anew after a reload or a restart."""
    if _key(kept) in st.session_state:
        return cast(Listening, st.session_state[_key(kept)])
    assert kept.recording is not None, "only a recording is listened to"
    sound = house().community.kept.read(kept.recording)
    clip = clip_from(sound, name=_("votre enregistrement"), settings=house().settings)
    return queue(kept, clip, kept.draft.language)


def forget(kept: KeptDraft) -> None:
    """Let the next look queue the recording anew."""
    st.session_state.pop(_key(kept), None)


def _key(kept: KeptDraft) -> str:
    return f"listening-{kept.id}"
