"""Three lines to copy, after which one's own hand is read better; what was learnt can be forgotten."""

from dataclasses import asdict

import streamlit as st

from errors import CafeError
from modalities.handwriting import Ink, Sheet, adapted
from modalities.handwriting.component import news_of, sheet
from pages._house import house
from pages._language import _, language
from pages._sheet_labels import sheet_labels
from pages._visit import visit


def lines_to_copy() -> tuple[str, str, str]:
    """Sentences that hold most letters, some accents and a figure."""
    return (
        _("Voyez le brick géant que j’examine"),
        _("près du wharf, à 25 mètres."),
        _("Où êtes-vous donc passés cet été ?"),
    )


@st.fragment
def show_my_hand() -> None:
    """Draw the way to adapt the reading to one's own hand, or to forget it."""
    with st.expander(_("Adapter la lecture à mon écriture"), icon=":material/signature:"):
        if house().community.hands.of_visit(visit()) is not None:
            _show_learnt()
        else:
            _copy()


def _show_learnt() -> None:
    rates = st.session_state.get("hand-rates")
    if rates is not None:
        before, after = (f"{100 * rate:.0f} %" for rate in rates)
        st.success(
            _("Vos trois lignes, lettres mal lues avant : {before}, maintenant : {after}.").format(
                before=before, after=after
            )
        )
    st.write(_("La lecture est adaptée à votre écriture. Seuls quelques réglages sont gardés, pas vos lignes."))
    if st.button(_("Oublier mon écriture"), key="forget-hand", icon=":material/delete:"):
        house().community.hands.forget(visit())
        _begin_anew()
        st.rerun(scope="fragment")


def _copy() -> None:
    lines = lines_to_copy()
    copied: list[Sheet] = st.session_state.setdefault("hand-copies", [])
    number = len(copied)
    st.write(_("Copiez trois lignes. Vos lignes ne sont pas gardées, seulement ce qui aide à vous lire."))
    if not number and not st.session_state.get("copy-begun"):
        if st.button(_("Commencer à copier"), key="begin-copying", icon=":material/draw:"):
            st.session_state["copy-begun"] = True
            st.rerun(scope="fragment")
        return
    st.progress(number / len(lines), text=_("Ligne {number} sur {total}").format(number=number + 1, total=len(lines)))
    st.markdown(f"**{lines[number]}**")
    key = f"copy-{st.session_state.get('hand-tries', 0)}-{number}"
    now: Sheet = st.session_state.get(key + "-sheet", Sheet()).after(news_of(key))
    st.session_state[key + "-sheet"] = now
    sheet(key=key, sheet=now, reading=[], labels=sheet_labels(), language=language(), draft="copy")
    if st.button(_("Ligne suivante"), key=f"{key}-next", disabled=not now.ids, icon=":material/arrow_forward:"):
        copied.append(now)
        if len(copied) == len(lines):
            _learn([(one.ink, line) for one, line in zip(copied, lines, strict=True)])
        st.rerun(scope="fragment")


def _learn(copies: list[tuple[Ink, str]]) -> None:
    try:
        with st.spinner(_("J’apprends votre écriture…")):
            learnt = adapted(copies, house().reader, language=language())
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
    else:
        house().community.hands.learn(visit(), asdict(learnt.hand))
        _begin_anew()
        st.session_state["hand-rates"] = (learnt.before, learnt.after)


def _begin_anew() -> None:
    """Keep nothing of what was copied."""
    for name in [name for name in st.session_state if str(name).startswith(("copy-", "hand-copies", "hand-rates"))]:
        del st.session_state[name]
    st.session_state["hand-tries"] = st.session_state.get("hand-tries", 0) + 1
