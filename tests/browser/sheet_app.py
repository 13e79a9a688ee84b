"""A page with a sheet in a form, in a fragment and in a dialog, and what Python has got of each."""

import streamlit as st

from modalities.handwriting import Sheet
from modalities.handwriting.component import LABELS, ShownWord, news_of, sheet

READ = ShownWord(text="été", doubtful=True, strokes=("s",), box=(20, 20, 90, 60), others=("ete", "été."), raw="ete")
LABELLED = {name: f"{name}{' {word}' * (name in ('others', 'no_others', 'raw', 'keep'))}" for name in LABELS}


def draw(place: str) -> None:
    now = st.session_state.get(f"held-{place}", Sheet()).after(news_of(place))
    st.session_state[f"held-{place}"] = now
    sheet(key=place, sheet=now, reading=[[READ]], labels=LABELLED, language="fr", draft=place)


def show(place: str) -> None:
    st.text(f"{place}: {len(st.session_state[f'held-{place}'].ids)}")


@st.fragment
def in_a_fragment() -> None:
    draw("fragment")
    show("fragment")


@st.dialog("Dialogue")
def in_a_dialog() -> None:
    draw("dialog")
    show("dialog")


with st.form("form"):
    draw("form")
    st.form_submit_button("Envoyer")
show("form")
in_a_fragment()
if st.button("Ouvrir"):
    in_a_dialog()
