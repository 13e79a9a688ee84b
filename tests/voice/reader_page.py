"""A page with a reader and nothing else, for the test in a browser."""

import streamlit as st
from reader_texts import TEXTS

from modalities.voice import sentences
from modalities.voice.component import reader

LABELS = {
    "listen": "Écouter",
    "stop": "Arrêter",
    "again": "Depuis le début",
    "repeat": "Répéter la phrase",
    "slower": "Plus lent",
    "faster": "Plus vite",
    "speed": "Vitesse : {speed}",
    "reading": "Lecture de la phrase {n} sur {total}",
    "ended": "Lecture terminée",
    "blocked": "Le navigateur attend votre accord pour parler : appuyez sur « Écouter ».",
    "silent": "La voix ne répond pas. Le texte reste lisible ci-dessus.",
}
st.set_page_config(page_title="Lecture")
chosen = st.query_params.get("text", "livebox")
if st.button("Une autre réponse", key="change"):
    st.session_state["changed"] = True
if st.session_state.get("changed"):
    chosen = "other"
st.button("Recalculer", key="rerun")
hidden = st.toggle("Cacher", key="hide")
place = st.container(border=True) if st.toggle("Déplacer", key="move") else st.empty()
with place:
    if hidden:
        st.stop()
    reader(
        key="reader",
        sentences=sentences(TEXTS[chosen], "fr"),
        address=f"/{'mute' if 'mute' in st.query_params else 'spoken'}/{chosen}",
        labels=LABELS,
        language="fr",
        autoplay="autoplay" in st.query_params,
    )
