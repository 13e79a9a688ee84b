"""What gestures and looks do on each page: the page offers deeds, the camera brings gestures or looks at targets.

A gesture alone never publishes, nor does a look: ``drafts.confirm`` would refuse it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages import _looks, camera
from pages._habits import habits
from pages._hands import show_hands
from pages._language import _
from pages._text import label
from pipelines.acting import Deed, deeds_from

_CAMERA = "hands"
_SHOWN = "gestures-shown"
_LOOKS_SHOWN = "looks-shown"
SCREEN = "screen"
"""Where the session holds what is on the screen, by name: nothing is chosen by a look just after it changed."""
_LOOK_SCREEN = "look"
_NEWS = "gesture-news"
_PENDING = "gesture-pending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a deed does on this page."""

    name: str
    """For who looks at the page, such as « Voter pour ». It may hold words of members."""
    do: Callable[[], None]
    """May end with ``st.rerun()`` or ``st.switch_page()``."""
    takes_a_gesture: bool = False
    """Whether a look cannot ask for it: what it does counts as a gesture."""


ICONS: Mapping[str, str] = {
    "thumb_up": ":material/thumb_up:",
    "thumb_down": ":material/thumb_down:",
    "open_palm": ":material/front_hand:",
    "fist": ":material/sports_mma:",
    "victory": ":material/hand_gesture:",
    "pointing_up": ":material/pan_tool_alt:",
    "swipe_left": ":material/swipe_right:",
    "swipe_right": ":material/swipe_left:",
    "swipe_up": ":material/swipe_up:",
    "swipe_down": ":material/swipe_down:",
}
"""As their owner sees them: what goes to the left of the picture goes to the right in front of the camera."""


def names() -> dict[str, str]:
    """What gestures are called, as their owner sees them."""
    return {
        "thumb_up": _("Pouce levé"),
        "thumb_down": _("Pouce baissé"),
        "open_palm": _("Main ouverte"),
        "fist": _("Poing fermé"),
        "victory": _("Deux doigts en V"),
        "pointing_up": _("Index levé"),
        "swipe_left": _("Main balayée vers la droite"),
        "swipe_right": _("Main balayée vers la gauche"),
        "swipe_up": _("Main balayée vers le haut"),
        "swipe_down": _("Main balayée vers le bas"),
    }


def shows_hands() -> bool:
    """Whether the member has brought the camera out for their hands."""
    return bool(st.session_state.get(_SHOWN))


def looks() -> bool:
    """Whether the member chooses by looking."""
    return bool(st.session_state.get(_LOOKS_SHOWN))


def deeds() -> dict[str, Deed]:
    """What each gesture does for who is here."""
    return deeds_from(habits().get("deeds"))


def listening_gestures() -> tuple[str, ...]:
    """Those that listen or stop, while the camera is out for hands."""
    return tuple(gesture for gesture, deed in deeds().items() if deed == "listen") if shows_hands() else ()


def _chooses_here() -> bool:
    """Whether looks choose on this screen; that of the calibration has a camera and targets of its own."""
    return looks() and st.session_state.get(SCREEN) != _LOOK_SCREEN


def let_look() -> None:
    """Bring the camera out, as its switch does."""
    st.session_state[_SHOWN] = True


def news() -> tuple[Mapping[str, Any], ...]:
    """What the camera told since the page was drawn before, gestures or not."""
    return tuple(st.session_state.get(_NEWS, ()))


def choose_camera() -> None:
    """Draw the switches that bring the camera out."""
    st.toggle(_("Gestes"), key=_SHOWN, help=_("Sort la caméra : votre main vote, tourne les pages, choisit."))
    st.toggle(_("Regard"), key=_LOOKS_SHOWN, help=_("Sort la caméra : vos yeux ou votre tête choisissent."))


def show_camera() -> None:
    """Draw the camera above the page, if it was brought out, and take up what it has recognised."""
    if _chooses_here():
        _looks.show_camera()
    if not shows_hands():
        return
    st.session_state[_NEWS] = fresh = camera.new_events(_CAMERA)
    st.session_state[_PENDING] = str(fresh[-1].get("label", "")) if fresh else None
    with st.container(key="gestures"):
        show_hands(key=_CAMERA, names=names())


def offer(offers: Mapping[str, Offer], *, by_look: Mapping[str, Offer] | None = None) -> None:
    """Say what deeds do on this page, and do what was asked for by a gesture or a look, once.

    ``offers`` are by their ``Deed``; one that is not there does nothing here. ``by_look`` is what a look may choose and
    no gesture may.
    """
    if _chooses_here():
        _offer_targets({**offers, **(by_look or {})})
    if not shows_hands():
        return
    known = deeds()
    _show_legend({gesture: offers[deed] for gesture, deed in known.items() if deed in offers})
    gesture = st.session_state.pop(_PENDING, None)
    deed = known.get(gesture) if gesture else None
    if gesture is None or deed is None or deed not in offers:
        return
    st.toast(f"{called(gesture)} : {label(offers[deed].name)}", icon=icon(gesture))
    offers[deed].do()


def _offer_targets(offers: Mapping[str, Offer]) -> None:
    """A target for each deed; who has not calibrated yet is led there."""
    offers = {deed: offered for deed, offered in offers.items() if not offered.takes_a_gesture}
    st.page_link("look.py", label=_("Calibrer et régler le regard"), icon=":material/center_focus_strong:")
    if not offers:
        st.markdown(_("Rien n’est à choisir sur cette page par un regard."))
        return
    names = {deed: offered.name for deed, offered in offers.items()}
    chosen = _looks.show_targets(names, page=str(st.session_state.get(SCREEN, "")))
    if chosen is not None and chosen in offers:
        st.toast(label(offers[chosen].name), icon=":material/visibility:")
        offers[chosen].do()


def _show_legend(offers: Mapping[str, Offer]) -> None:
    with st.container(key="gestures-legend", horizontal=True):
        for gesture, offered in offers.items():
            st.markdown(f"{icon(gesture)} **{called(gesture)}** : {label(offered.name)}")
        if not offers:
            st.markdown(_("Aucun geste n’agit sur cette page."))
        st.page_link("gestures.py", label=_("Régler les gestes"), icon=":material/tune:")


def called(gesture: str) -> str:
    """The name of a gesture; a gesture that a member taught is called as they named it."""
    return names().get(gesture) or label(gesture)


def icon(gesture: str) -> str:
    return ICONS.get(gesture, ":material/waving_hand:")
