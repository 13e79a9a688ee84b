"""Ink that came after the text: its author had gone back to the sheet, or wrote on it in another tab."""

from dataclasses import replace

import streamlit as st

from community.drafts import KeptDraft
from errors import CafeError
from modalities.handwriting import Hand, sheet_from_json
from pages._house import house
from pages._language import _
from pages._text import show
from pages._visit import visit
from pages.arrival import lead_to
from pipelines.writing import hand_of, is_unknown_to, read_sheet
from vocabulary import Language, Recognition


def show_late_ink(kept: KeptDraft) -> bool:
    """Draw what the sheet is read as where the text lacks it; gives whether its author has still to choose."""
    text, recognition = _read(kept)
    if recognition is None or not is_unknown_to(kept.draft, text, recognition):
        return False
    with st.container(border=True, key="late-ink"):
        st.warning(_("Sur votre feuille, je lis autre chose que dans votre texte :"), icon=":material/draw:")
        show(text, lang=kept.draft.language, quote=True)
        with st.container(horizontal=True):
            if st.button(_("Prendre ce qui est lu"), key="take-reading", icon=":material/south:"):
                take_another_editor(kept)
                _settle(kept, text, recognition)
            if st.button(_("Garder mon texte"), key="keep-text", icon=":material/check:"):
                _settle(kept, kept.draft.text, recognition)
    return True


def editor_of(kept: KeptDraft) -> str:
    """The key of the text's field: another one once a reading was taken over, for the browser holds what was typed."""
    return _editor(kept, st.session_state.get(_takings(kept), 0))


def former_editor_of(kept: KeptDraft) -> str:
    """The key that its field had before; empty when it has still its first."""
    count = st.session_state.get(_takings(kept), 0)
    return _editor(kept, count - 1) if count else ""


def take_another_editor(kept: KeptDraft) -> None:
    """Let the text's field begin anew with what is kept now."""
    st.session_state[_takings(kept)] = st.session_state.get(_takings(kept), 0) + 1


def _editor(kept: KeptDraft, count: int) -> str:
    return f"editor-{kept.id}-{count}" if count else f"editor-{kept.id}"


def _settle(kept: KeptDraft, text: str, recognition: Recognition) -> None:
    draft = replace(kept.draft, text=text, recognitions=(recognition,))
    house().community.drafts.keep(draft, visit=visit(), id=kept.id)
    lead_to("draft")
    st.rerun()


def _read(kept: KeptDraft) -> tuple[str, Recognition | None]:
    """What stands on the sheet, read once in this session; nothing where there is no sheet, or no way to read it."""
    if kept.ink is None:
        return "", None
    hand = hand_of(house().community.hands.of_visit(visit()))
    asked: tuple[str, Language, Hand] = (kept.ink, kept.draft.language, hand)
    known = st.session_state.get("ink-read")
    if known is None or known[0] != asked:
        sheet = sheet_from_json(house().community.kept.read(kept.ink))
        try:
            known = (asked, *read_sheet(sheet, house().reader, language=kept.draft.language, hand=hand))
        except CafeError:
            return "", None
        st.session_state["ink-read"] = known
    return known[1], known[2]


def _takings(kept: KeptDraft) -> str:
    return f"readings-taken-{kept.id}"
