"""Three lines to copy, after which one's own hand is read better; what was learnt can be forgotten."""

from dataclasses import asdict

import streamlit as st
from babel.numbers import format_percent

from community.hands import LearntHand
from errors import N_, CafeError
from modalities.handwriting import Ink, Sheet, adapted, is_far
from modalities.handwriting.component import news_of, sheet
from pages._house import house
from pages._language import _, language
from pages._sheet_labels import copying_labels
from pages._visit import visit

LINES = (N_("Où êtes-vous ?"), N_("L’été : 25 €"), N_("Très déçu, là"))
"""Together they hold accents, an apostrophe and figures; each is short enough for the sheet of a phone."""


@st.fragment
def show_my_hand() -> None:
    """Draw the way to adapt the reading to one's own hand, or to forget it."""
    with st.expander(_("Adapter la lecture à mon écriture"), icon=":material/signature:"):
        learnt = house().community.hands.of_visit(visit())
        if learnt is not None:
            _show_learnt(learnt)
        elif "copy-begun" in st.session_state:
            _copy()
        else:
            _offer_to_copy()


def _show_learnt(learnt: LearntHand) -> None:
    if learnt.wrong_before is not None and learnt.wrong_after is not None:
        st.success(
            _("Vos trois lignes, lettres mal lues avant : {before}, maintenant : {after}.").format(
                before=_share(learnt.wrong_before), after=_share(learnt.wrong_after)
            )
        )
    st.write(_("La lecture est adaptée à votre écriture. Seuls quelques réglages sont gardés, pas vos lignes."))
    st.button(_("Oublier mon écriture"), key="forget-hand", icon=":material/delete:", on_click=_forget)


def _share(rate: float) -> str:
    return str(format_percent(rate, locale=language()))


def _offer_to_copy() -> None:
    if "hand-suits" in st.session_state:
        st.info(
            _(
                "La lecture habituelle est déjà celle qui convient le mieux à votre écriture : "
                "lettres mal lues {rate}. Rien n’est gardé."
            ).format(rate=_share(st.session_state["hand-suits"])),
            icon=":material/check:",
        )
    st.write(_("Copiez trois lignes. Vos lignes ne sont pas gardées, seulement ce qui aide à vous lire."))
    st.button(_("Commencer à copier"), key="begin-copying", icon=":material/draw:", on_click=_begin)


def _copy() -> None:
    number, line = len(_copied()), _(LINES[len(_copied())])
    st.write(_("Copiez trois lignes. Vos lignes ne sont pas gardées, seulement ce qui aide à vous lire."))
    st.progress(number / len(LINES), text=_("Ligne {number} sur {total}").format(number=number + 1, total=len(LINES)))
    st.markdown(f"**{line}**")
    key = f"copy-{st.session_state.get('hand-tries', 0)}-{number}"
    now = _sheet_of(key)
    sheet(key=key, sheet=now, reading=[], labels=copying_labels(), language=language(), draft=None)
    if "copy-problem" in st.session_state:
        st.warning(st.session_state["copy-problem"], icon=":material/draw:")
    is_last = number + 1 == len(LINES)
    with st.container(horizontal=True):
        st.button(
            _("Terminer") if is_last else _("Ligne suivante"),
            key=f"{key}-next",
            disabled=not now.ids,
            icon=":material/check:" if is_last else ":material/arrow_forward:",
            on_click=_take,
            args=(key, line),
        )
        st.button(_("Arrêter"), key="stop-copying", icon=":material/close:", on_click=_begin_anew)


def _copied() -> list[tuple[Ink, str]]:
    """The lines that are done, each with the words that were asked for."""
    copied: list[tuple[Ink, str]] = st.session_state.setdefault("copy-done", [])
    return copied


def _sheet_of(key: str) -> Sheet:
    """What stands on a sheet now."""
    now: Sheet = st.session_state.get(f"{key}-sheet", Sheet()).after(news_of(key))
    st.session_state[f"{key}-sheet"] = now
    return now


def _take(key: str, line: str) -> None:
    """Take a line that was copied, and after the last one learn from all. Where that is not possible, say so."""
    st.session_state.pop("copy-problem", None)
    ink = _sheet_of(key).ink
    try:
        if is_far(ink, line, house().reader, language=language()):
            st.session_state["copy-problem"] = _(
                "Ce que je lis est loin de la ligne à copier. Effacez tout, puis copiez-la encore une fois."
            )
        elif len(_copied()) + 1 < len(LINES):
            _copied().append((ink, line))
        else:
            _learn([*_copied(), (ink, line)])
    except CafeError as error:
        st.session_state["copy-problem"] = error.said(_)


def _learn(copies: list[tuple[Ink, str]]) -> None:
    """Keep what reads these lines better than the usual reading, if anything does."""
    learnt = adapted(copies, house().reader, language=language())
    if learnt.is_better:
        kept = LearntHand(allowed_for=asdict(learnt.hand), wrong_before=learnt.before, wrong_after=learnt.after)
        house().community.hands.learn(visit(), kept)
    _begin_anew()
    if not learnt.is_better:
        st.session_state["hand-suits"] = learnt.before


def _begin() -> None:
    _begin_anew()
    st.session_state["copy-begun"] = True


def _forget() -> None:
    house().community.hands.forget(visit())
    _begin_anew()


def _begin_anew() -> None:
    """Keep nothing of what was copied."""
    for name in [name for name in st.session_state if str(name).startswith(("copy-", "hand-suits"))]:
        del st.session_state[name]
    st.session_state["hand-tries"] = st.session_state.get("hand-tries", 0) + 1
