"""The sheet on the screen: what is written is kept at each pause of the pen, and read line by line meanwhile."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from community.drafts import KeptDraft
from errors import CafeError, NotFound, NotYours
from modalities.handwriting import Hand, ReadLine, ReadWord, Sheet, page_of, sheet_from_json
from modalities.handwriting.component import ShownWord, news_of, sheet
from pages import _draft
from pages._house import house
from pages._language import _, choose_written_language
from pages._sheet_labels import sheet_labels
from pages._visit import visit
from pages.arrival import lead_to
from pipelines.contribute import is_doubtful
from pipelines.writing import chosen_text, hand_of, is_of_its_author, read_sheet
from vocabulary import Language, Recognition


@st.fragment
def show_sheet(id: str | None) -> None:
    """Draw a sheet, new or of a draft, and what is read on it. Until there is ink there is no draft."""
    # Where another tab has published the draft, what is written on its sheet from now on is one of its own.
    kept = _kept(id) or _kept(_draft.on_first_sheet())
    start = kept.draft.language if kept is not None else None
    written_in = choose_written_language(_("J’écris en"), key="hand-language", start=start)
    # The browser begins a sheet anew under each key: what was erased from a finished one is gone for good.
    key = f"sheet-{id or 'new'}-{st.session_state.get('sheets-done', 0)}"
    held = _held(kept)
    written = held.after(news_of(key))
    page = page_of(news_of(key))
    if page:
        house().get_ready_to_read(written_in)
    if written.seen != held.seen:
        kept = _keep(kept, written, written_in)
    if kept is not None and kept.id == _draft.on_first_sheet():
        _draft.name_in_address(kept)
    hand = hand_of(house().community.hands.of_visit(visit()))
    lines, problem = read(written, written_in, hand)
    adopts = st.session_state.get("sheet-page", "")
    st.session_state["sheet-page"] = page or adopts
    other = sheet(
        key=key,
        sheet=written,
        draft=kept.id if kept is not None else "",
        adopts=adopts if id else "",
        reading=[shown(line, written) for line in lines],
        labels=sheet_labels(),
        language=written_in,
    )
    if other == "type" and id is not None and kept is not None:
        lead_to("draft")
        _finish(kept, written, written_in, hand)
    elif other is not None:
        lead_to("typed" if other == "type" else "spoken")
        _draft.leave_sheet(kept if id is not None else None)
        st.rerun()
    if problem is not None:
        st.warning(problem, icon=":material/draw:")
    if kept is not None and st.button(
        _("J’ai fini d’écrire"),
        key="written-by-hand",
        type="primary",
        icon=":material/arrow_forward:",
        disabled=not written.ids,
        help=None if written.ids else _("La feuille est vide : écrivez d’abord quelque chose."),
    ):
        _finish(kept, written, written_in, hand)


def _kept(id: str | None) -> KeptDraft | None:
    if id is None:
        return None
    try:
        kept = house().community.drafts.get(id, visit=visit())
    except (NotFound, NotYours):
        kept = None
    if kept is not None and kept.confirmed is None:
        return kept
    _draft.clear_first_sheet(id)
    return None


def _held(kept: KeptDraft | None) -> Sheet:
    """The sheet as it is kept; read anew only where another tab or program has written on it."""
    if kept is None or kept.ink is None:
        return Sheet()
    name, known = st.session_state.get("sheet-held", (None, None))
    if name != kept.ink or not isinstance(known, Sheet):
        known = sheet_from_json(house().community.kept.read(kept.ink))
        st.session_state["sheet-held"] = (kept.ink, known)
    return known


def _keep(kept: KeptDraft | None, written: Sheet, written_in: Language) -> KeptDraft | None:
    """Keep what stands on the sheet now. A first message without a stroke begins no draft."""
    if kept is None and not written.strokes:
        return None
    if kept is None:
        kept = _draft.begin_on_sheet(written.to_json(), written_in=written_in)
    else:
        draft = replace(kept.draft, language=written_in)
        kept = house().community.drafts.keep(draft, visit=visit(), id=kept.id, ink=written.to_json())
    st.session_state["sheet-held"] = (kept.ink, written)
    return kept


def read(written: Sheet, written_in: Language, hand: Hand) -> tuple[tuple[ReadLine, ...], str | None]:
    """The lines, and why there are none when reading is not possible: the ink is kept all the same."""
    if not written.ids:
        return (), None
    try:
        return house().reader.read_lines(written.ink, language=written_in, hand=hand), None
    except CafeError as error:
        return (), error.said(_)


def shown(line: ReadLine, written: Sheet) -> list[ShownWord]:
    """The words of a line as they are shown under the sheet that they were read on."""
    return [_shown(word, written, raw) for word, raw in _with_raw(line)]


def _with_raw(line: ReadLine) -> Sequence[tuple[ReadWord, str]]:
    """Each word with what the recogniser itself had read, where that can be told word by word."""
    words = [word for word in line.words if word.word.box is not None]
    raw = (line.recognition.raw or "").split()
    return list(zip(words, raw if len(raw) == len(words) else [""] * len(words), strict=True))


def _shown(read: ReadWord, written: Sheet, raw: str) -> ShownWord:
    chosen = chosen_text(written, read.strokes)
    text = chosen or read.word.text
    others = [read.word.text, *(other.text for other in read.word.alternatives), raw]
    assert read.word.box is not None, "words without a place are left out"
    return ShownWord(
        text=text,
        doubtful=chosen is None and is_doubtful(read.word, modality="handwriting"),
        strokes=tuple(written.ids[number] for number in read.strokes),
        box=read.word.box,
        others=tuple(dict.fromkeys(other for other in others if other and other != text)),
        raw=raw,
    )


def _finish(kept: KeptDraft, written: Sheet, written_in: Language, hand: Hand) -> None:
    """Go on to the words. What its author made of an earlier reading stays, and the next screen offers the new one."""
    draft = replace(kept.draft, language=written_in)
    if not draft.recognitions or not is_of_its_author(draft):
        text, recognition = _read_all(written, written_in, hand)
        draft = replace(draft, text=text, recognitions=(recognition,))
    left = written.without_erased()
    house().community.drafts.keep(draft, visit=visit(), id=kept.id, ink=left.to_json())
    st.session_state.pop("sheet-page", None)
    st.session_state["sheets-done"] = st.session_state.get("sheets-done", 0) + 1
    st.query_params.pop("sheet", None)
    _draft.resume(kept)


def _read_all(written: Sheet, written_in: Language, hand: Hand) -> tuple[str, Recognition]:
    """All that is read; nothing where reading is not possible, and its author types."""
    try:
        return read_sheet(written, house().reader, language=written_in, hand=hand)
    except CafeError:
        return "", Recognition(modality="handwriting", engine=house().settings.handwriting, language=written_in)
