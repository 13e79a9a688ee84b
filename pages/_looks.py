"""Looking as a way to choose, for any page: the camera, what it tells, and targets.

A look points; it never publishes: what a target does is the page's to say, and none of them publishes.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from errors import CafeError, NotCalibrated
from locales import translation
from modalities.gaze import Calibration
from pages import _habits, camera, looking
from pages._house import house
from pages._language import _, language
from pages._text import label
from pages._visit import visit
from pipelines.pointing import Pointing, kept_calibration, look_session, pointing_from

CAMERA = "look"
_WIDTH_PX = 640  # an iris is 11 pixels wide then, at 60 cm; at 480 it would be 8
_PENDING = "look-pending"
_FAILED = "look-failed"
_FORGOTTEN = "look-forgotten"


def pointing() -> Pointing:
    """How who is here points."""
    return pointing_from(_habits.habits().get("look"))


def keep_pointing(pointing: Pointing) -> None:
    """Remember it for this browser."""
    _habits.keep("look", pointing.as_habit())


def calibration() -> Calibration | None:
    """What was learnt of the eyes of who is here. Raises ``NotCalibrated`` where it cannot be read any more."""
    return kept_calibration(_habits.habits().get("calibration"))


def forget() -> None:
    """Keep nothing of how who is here looks."""
    for name in ("calibration", "look"):
        _habits.forget(name)
    st.session_state[_FORGOTTEN] = st.session_state.get(_FORGOTTEN, 0) + 1
    st.session_state.pop(_FAILED, None)


def why_it_failed() -> str | None:
    """The sentence of a calibration or a re-centring that has just failed."""
    sentence = st.session_state.get(_FAILED)
    return str(sentence) if sentence else None


def show_camera() -> None:
    """Draw the camera that watches looks, and take up what it has told. Where faces cannot be found, say so."""
    try:
        finder = house().face_finder
    except CafeError as error:
        st.warning(error.said(_), icon=":material/videocam_off:")
        return
    st.session_state[_PENDING] = None
    for event in camera.new_events(CAMERA):
        _take_up(event)
    camera.camera(
        key=CAMERA,
        # It is called in a thread of the server: all that is Streamlit's is asked now.
        watcher=partial(
            look_session,
            finder,
            partial(house().community.habits.of_visit, visit()),
            said=partial(CafeError.said, translate=translation(language()).gettext),
        ),
        about=f"looks {st.session_state.get(_FORGOTTEN, 0)}",
        purpose=_("La caméra sert à savoir ce que vous regardez."),
        names={},
        width=_WIDTH_PX,
        tell=pointing().told(),
    )


def show_targets(offers: Mapping[str, str], *, page: str, says: bool = True) -> str | None:
    """Draw targets under their names; the id of the one that was chosen, once, by a look, a press or the keyboard.

    Drawn after ``show_camera``. ``page`` names what is shown; ``says`` is whether troubles of the look are said here.
    """
    pressed = looking.show_targets(
        camera=CAMERA,
        page=page,
        targets={id: " ".join(name.split()) for id, name in offers.items()},
        rest=pointing().rest,
        says=says,
    )
    event = st.session_state.pop(_PENDING, None)
    looked_at = looking.chosen_on(page, event) if event else None
    return pressed or (looked_at if looked_at in offers else None)


def _take_up(event: Mapping[str, Any]) -> None:
    kind = event.get("look")
    if kind == "chosen":
        st.session_state[_PENDING] = event
    elif kind in ("calibrated", "recentred"):
        _keep_calibration(event.get("calibration"))
    elif kind == "failed":
        st.session_state[_FAILED] = label(str(event.get("sentence", "")))


def _keep_calibration(record: Any) -> None:
    """It comes by way of the browser, which may be mistaken: what is no calibration is not kept."""
    try:
        learnt = kept_calibration(record)
    except NotCalibrated as error:
        st.session_state[_FAILED] = error.said(_)
        return
    if learnt is not None and learnt.accuracy is not None:
        _habits.keep("calibration", learnt.as_record())
        st.session_state.pop(_FAILED, None)
