"""Choosing by looking: the machine learns where one looks, says by how much it is mistaken, and lets one try."""

from dataclasses import replace
from typing import cast

import streamlit as st
from babel.numbers import format_decimal

from errors import NotCalibrated
from modalities.gaze import Calibration
from pages import _looks, looking
from pages._language import _, language
from pages.arrival import show_title
from pipelines.pointing import CHOOSE_MS, LOCK_MS, RESTS, WAYS, Advice, Rest, WishedWay, advice_on

_SETTINGS = ("look-choose", "look-lock", "look-rest", "look-way", "look-blink")
_TRIED = "look-tried"


def number(value: float, *, digits: int = 0) -> str:
    """As the language writes it: « 1,3 »."""
    return str(format_decimal(round(value, digits), format="0." + "0" * digits if digits else "0", locale=language()))


def seconds(ms: int) -> str:
    """« 1,25 s »."""
    return f"{format_decimal(ms / 1000, locale=language())} s"


def in_words(advice: Advice) -> str:
    """What the error means: with what to point, and why."""
    facts = {"size": number(advice.size_px), "eyes": number(advice.eyes_px)}
    sentences = {
        "eyes": _(
            "Vos yeux suffisent : quatre cibles au moins tiennent dans cette fenêtre, "
            "chacune de {size} pixels de côté ou plus, soit deux fois l’erreur ou davantage."
        ),
        "head": _(
            "Il vous faudrait des cibles de {eyes} pixels de côté, et quatre ne tiennent pas dans cette fenêtre : "
            "vous pointerez donc avec la tête, sur des cibles de {size} pixels."
        ),
        "keyboard": _(
            "Cette fenêtre est trop petite pour quatre cibles, avec les yeux comme avec la tête : "
            "le clavier choisit. Agrandissez la fenêtre, puis calibrez de nouveau."
        ),
    }
    return sentences[advice.way].format(**facts)


def show_result(learnt: Calibration) -> None:
    """Draw the error of a calibration, and what it means."""
    assert learnt.accuracy is not None, "only what was checked is kept"
    accuracy = learnt.accuracy
    with st.container(key="calibration-result"):
        st.header(_("Ce que la machine a mesuré"), anchor=False)
        with st.container(horizontal=True):
            st.metric(_("Erreur sur l’écran"), _("{px} pixels").format(px=number(accuracy.error_px)))
            st.metric(_("Erreur en angle"), f"{number(accuracy.error_deg, digits=1)}°")
        st.write(in_words(advice_on(learnt)))
        st.caption(
            _(
                "Mesuré sur {points} points qui n’ont pas servi à apprendre, à environ {distance} cm de l’écran. "
                "L’angle suppose un écran de 96 points par pouce."
            ).format(points=accuracy.points, distance=number(accuracy.distance_mm / 10))
        )


def try_out() -> None:
    """Draw four targets that do nothing but say that they were chosen."""
    st.header(_("Essayer"), anchor=False)
    st.write(
        _(
            "Regardez une case jusqu’à ce que son anneau se remplisse ; un clic ou le clavier font de même. "
            "Rien n’est publié : la page dit seulement ce qui a été choisi."
        )
    )
    drinks = {"tea": _("Thé"), "coffee": _("Café"), "water": _("Eau"), "nothing": _("Rien pour moi")}
    chosen = _looks.show_targets(drinks, page="try-out", says=False)
    tried = st.session_state[_TRIED] = chosen or st.session_state.get(_TRIED)
    if tried in drinks:
        st.write(_("Vous avez choisi : **{name}**.").format(name=drinks[tried]))


def choose_pace() -> None:
    """Draw how fast and how to point; another choice is kept at once."""
    st.header(_("Réglages"), anchor=False)
    kept = _looks.pointing()
    pace = kept.pace
    rests: dict[Rest, str] = {
        "bottom": _("En bas"),
        "top": _("En haut"),
        "between": _("Seulement entre les cibles"),
    }
    ways: dict[WishedWay, str] = {
        "auto": _("Ce qui va le mieux"),
        "eyes": _("Les yeux"),
        "head": _("La tête"),
        "keyboard": _("Le clavier"),
    }
    choose_ms = st.radio(
        _("Temps pour choisir"),
        CHOOSE_MS,
        index=CHOOSE_MS.index(pace.choose_ms),
        format_func=seconds,
        horizontal=True,
        key="look-choose",
    )
    lock_ms = st.radio(
        _("Temps avant que l’anneau commence"),
        LOCK_MS,
        index=LOCK_MS.index(pace.lock_ms),
        format_func=seconds,
        horizontal=True,
        key="look-lock",
    )
    rest = st.radio(
        _("Zone de repos"),
        RESTS,
        index=RESTS.index(kept.rest),
        format_func=lambda one: rests[cast(Rest, one)],
        horizontal=True,
        key="look-rest",
    )
    way = st.radio(
        _("Pointer avec"),
        WAYS,
        index=WAYS.index(kept.way),
        format_func=lambda one: ways[cast(WishedWay, one)],
        horizontal=True,
        key="look-way",
        help=_("Les yeux ne pointent que calibrés ; en attendant, la tête le fait."),
    )
    blinks = st.toggle(
        _("Fermer les yeux un instant choisit aussi"),
        value=pace.blink_chooses,
        key="look-blink",
        help=_("Un clignement ordinaire ne choisit jamais."),
    )
    chosen = replace(
        kept, pace=replace(pace, lock_ms=lock_ms, choose_ms=choose_ms, blink_chooses=blinks), rest=rest, way=way
    )
    if chosen != kept:
        _looks.keep_pointing(chosen)
        st.rerun()  # the camera above tells its session of it


def forget() -> None:
    """Keep nothing of it, and let the settings begin anew."""
    _looks.forget()
    for key in (*_SETTINGS, _TRIED):
        st.session_state.pop(key, None)
    st.session_state["look-was-forgotten"] = True


show_title(_("Regard"), screen="look")
st.write(
    _(
        "Choisissez d’un regard ou d’un mouvement de tête : la machine apprend où vous regardez, "
        "et vos images ne la quittent pas."
    )
)
st.write(_("Un regard désigne ; seul, il ne publie jamais."))
_looks.show_camera()
try:
    learnt = _looks.calibration()
except NotCalibrated as error:
    st.warning(error.said(_), icon=":material/warning:")
    learnt = None
looking.show_rounds(camera=_looks.CAMERA, is_calibrated=learnt is not None)
if failed := _looks.why_it_failed():
    st.warning(failed, icon=":material/warning:")
if learnt is not None and learnt.accuracy is not None:
    show_result(learnt)
else:
    st.info(_("Pas encore calibré : en attendant, c’est la tête qui pointe."), icon=":material/info:")
try_out()
choose_pace()
if st.session_state.pop("look-was-forgotten", False):
    st.success(_("Votre calibrage et vos réglages sont oubliés."), icon=":material/check:")
st.button(_("Oublier mon regard"), key="forget-look", icon=":material/delete:", on_click=forget)
