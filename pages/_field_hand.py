"""Writing by hand into a field."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from errors import CafeError
from modalities.handwriting import Sheet, page_of
from modalities.handwriting.component import news_of, sheet
from pages._field_taken import Field, take
from pages._house import house
from pages._language import _, language
from pages._sheet import read, shown
from pages._sheet_labels import copying_labels
from pages._visit import visit
from pages.presses import let_presses_count
from pipelines.writing import hand_of, read_sheet


def write_in_field(field: Field, *, open_way: Callable[[str, Any], None]) -> None:
    """Draw a sheet, and the button that puts what is read on it into the field. Of the ink nothing is kept."""
    let_presses_count(key=f"presses-{field.key}")
    _write(field, open_way)


@st.fragment
def _write(field: Field, open_way: Callable[[str, Any], None]) -> None:
    key = field.key
    name = f"{key}-sheet-{st.session_state.get(_count(key), 0)}"
    now = _sheet_of(name)
    if page_of(news_of(name)):
        house().get_ready_to_read(language())
    hand = hand_of(house().community.hands.of_visit(visit()))
    lines, problem = read(now, language(), hand)
    other = sheet(
        key=name,
        sheet=now,
        reading=[shown(line, now) for line in lines],
        labels=copying_labels(),
        language=language(),
        draft=None,
    )
    if other is not None:
        open_way(key, "say" if other == "speak" else None)
        st.rerun()
    if problem is not None:
        st.warning(problem, icon=":material/draw:")
    if st.button(
        _("Mettre dans le champ"),
        key=f"{key}-take-ink",
        icon=":material/north:",
        disabled=not now.ids,
        help=None if now.ids else _("La feuille est vide : écrivez d’abord quelque chose."),
    ):
        try:
            text, recognition = read_sheet(now, house().reader, language=language(), hand=hand)
        except CafeError as error:
            st.warning(error.said(_), icon=":material/draw:")
            return
        if not text.strip():
            st.info(_("Je n’ai pas lu de mots : le champ est resté comme il était."), icon=":material/info:")
            return
        take(field, text, recognition)
        st.session_state[_count(key)] = st.session_state.get(_count(key), 0) + 1
        st.rerun()


def _sheet_of(name: str) -> Sheet:
    """What stands on the sheet now."""
    now: Sheet = st.session_state.get(f"{name}-held", Sheet()).after(news_of(name))
    st.session_state[f"{name}-held"] = now
    return now


def _count(key: str) -> str:
    return f"{key}-sheets"
