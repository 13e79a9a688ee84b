"""Teaching a gesture: named, shown twice, then tried."""

from typing import Any

import streamlit as st

from errors import GestureNotLearnt
from pages._deeds import called, let_look, news, shows_hands
from pages._field import words_form
from pages._habits import keep
from pages._hands import TEACHING, taught
from pages._language import _
from pages._text import label
from pipelines.teaching import TAKE_MS, TAKES

_MOST = 8
"""Taught gestures; more are too close to one another to be told apart."""


def show_teaching() -> None:
    """Draw the gestures that were taught, and the way to teach one more."""
    for one in taught():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/waving_hand: **{called(one.name)}**")
            st.button(
                _("Oublier ce geste"),
                key=f"forget-{one.name}",
                icon=":material/delete:",
                on_click=_forget,
                args=(one.name,),
            )
    if not shows_hands():
        st.write(_("Il faut la caméra pour montrer un geste."))
        st.button(_("Sortir la caméra"), key="bring-out", icon=":material/videocam:", on_click=let_look)
        return
    teaching: dict[str, Any] | None = st.session_state.get(TEACHING)
    if teaching is None:
        _offer_to_begin()
    else:
        _show_takes(teaching)


def _offer_to_begin() -> None:
    learnt = st.session_state.pop("taught-gesture", None)
    if learnt is not None:
        st.success(
            _("« {name} » est appris. Essayez-le devant la caméra, et choisissez plus haut ce qu’il fait.").format(
                name=label(learnt)
            )
        )
    if len(taught()) >= _MOST:
        st.info(_("Le café connaît déjà {count} gestes de vous : oubliez-en un d’abord.").format(count=_MOST))
        return
    name = words_form(
        _("Comment s’appelle ce geste ?"),
        _("Le montrer"),
        key="teach-name",
        icon=":material/waving_hand:",
        max_chars=40,
    )
    if name is not None and name.strip():
        st.session_state[TEACHING] = {"name": name, "taken": 0, "asked": 0}
        st.rerun()


def _show_takes(teaching: dict[str, Any]) -> None:
    for event in news():
        if "taken" in event:
            teaching["taken"] = event["taken"]
        elif "taught" in event:
            _keep(event["taught"])
        elif "not_taught" in event:
            teaching.update(taken=0, asked=0, refused=event["not_taught"])
    if "refused" in teaching:
        st.warning(GestureNotLearnt(**teaching["refused"]).said(_), icon=":material/front_hand:")
    due = teaching["taken"] + 1
    st.write(
        _("« {name} » : montrez votre geste pendant {seconds} secondes, {number} fois sur {total}.").format(
            name=label(teaching["name"]), seconds=round(TAKE_MS / 1000), number=due, total=TAKES
        )
    )
    with st.container(horizontal=True):
        is_lasting = teaching["asked"] == due
        if st.button(
            _("Je le montre…") if is_lasting else _("Je suis prêt"),
            key="take",
            type="primary",
            icon=":material/timer:",
            disabled=is_lasting,
        ):
            teaching["asked"] = due
            teaching.pop("refused", None)
            st.rerun()
        if st.button(_("Arrêter"), key="stop-teaching", icon=":material/close:"):
            del st.session_state[TEACHING]
            st.rerun()


def _keep(learnt: dict[str, Any]) -> None:
    kept = [one.as_dict() for one in taught() if one.name != learnt["name"]]
    keep("taught", [*kept, learnt])
    del st.session_state[TEACHING]
    st.session_state["taught-gesture"] = learnt["name"]
    st.rerun()


def _forget(name: str) -> None:
    keep("taught", [one.as_dict() for one in taught() if one.name != name])
