"""A page with a reader and nothing else, for the test in a browser."""

import streamlit as st
from reader_texts import spoken_of

from modalities import load, voice
from modalities.voice.component import reader
from pages._reader_labels import reader_labels
from pipelines.speaking import token_of
from pipelines.telling_aloud import lit_words, written_lines

st.set_page_config(page_title="Lecture")
chosen = st.query_params.get("text", "livebox")
if st.button("Une autre réponse", key="change"):
    st.session_state["changed"] = True
if st.session_state.get("changed"):
    chosen = "other"
st.button("Recalculer", key="rerun")
if st.button("Comme une main", key="press"):
    st.session_state["presses"] = st.session_state.get("presses", 0) + 1
hidden = st.toggle("Cacher", key="hide")
place = st.container(border=True) if st.toggle("Déplacer", key="move") else st.empty()
with place:
    if hidden:
        st.stop()
    lines = spoken_of(chosen)
    early = load(voice, "scripted").speak(lines[0].said, language="fr") if "brought" in st.query_params else None
    reader(
        key="reader",
        lines=written_lines(lines),
        breaths=[line.line for line in lines],
        address=f"/{'mute' if 'mute' in st.query_params else 'spoken'}/{token_of(lines, 'fr')}",
        first=(early, lit_words(lines[0], early)) if early else None,
        labels=reader_labels(),
        gestures=["open_palm"],
        is_answer=True,
        presses=st.session_state.get("presses", 0),
        language="fr",
        autoplay="autoplay" in st.query_params,
    )
