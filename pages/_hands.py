"""The camera that watches hands, by the habits of who is here."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

import streamlit as st

from errors import CafeError
from modalities.gesture import Gestures, Profile, Taught
from pages import camera
from pages._habits import habits
from pages._house import house
from pages._language import _
from pipelines.acting import profile_from, taught_from
from pipelines.live_gestures import GesturesWatcher
from pipelines.teaching import TeachingWatcher

TEACHING = "teaching"
"""Where the session holds what is being taught: its ``name``, how many takes are ``taken``, which is ``asked`` for."""


def profile() -> Profile:
    """How who is here gestures."""
    return profile_from(habits().get("profile"))


def taught() -> tuple[Taught, ...]:
    """The gestures that who is here taught."""
    return taught_from(habits().get("taught"))


def show_hands(*, key: str, names: Mapping[str, str]) -> None:
    """Draw the camera; where hands cannot be found on this machine, say so."""
    try:
        finder = house().hand_finder
    except CafeError as error:
        st.warning(error.said(_), icon=":material/videocam_off:")
        return
    now, known = profile(), taught()
    teaching = st.session_state.get(TEACHING)
    if teaching is not None:
        camera.camera(
            key=key,
            watcher=partial(_teaching_watcher, finder, teaching["name"], known),
            about=f"teach {teaching['name']}",
            purpose=_("La caméra regarde votre main, pour apprendre le geste que vous montrez."),
            names={},
            tell={"take": teaching["asked"]},
        )
        return
    about = json.dumps([asdict(now), [one.as_dict() for one in known]])
    camera.camera(
        key=key,
        watcher=partial(_gestures_watcher, finder, now, known),
        about=about,
        purpose=_("La caméra regarde votre main, pour voter, tourner les pages et choisir."),
        names={**names, **{one.name: one.name for one in known}},
    )


def _teaching_watcher(finder: Any, name: str, among: tuple[Taught, ...]) -> TeachingWatcher:
    return TeachingWatcher(finder.follow(), name=name, among=among)


def _gestures_watcher(finder: Any, now: Profile, known: tuple[Taught, ...]) -> GesturesWatcher:
    return GesturesWatcher(Gestures(finder).follow(now, taught=known))
