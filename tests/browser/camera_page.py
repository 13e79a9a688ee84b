"""A page with a camera and nothing else: what was recognised, and buttons for what may happen to a page."""

import time
from functools import partial

import streamlit as st

from modalities.gesture import Gestures
from pages import camera
from pages._house import house
from pages._language import choose_language
from pipelines.live_gestures import GesturesWatcher


class Counter:
    """An event at every tenth frame, or another one, whatever it shows; a square in the middle as its lines."""

    def __init__(self, every: int) -> None:
        self.every = every
        self.frames = 0
        self.told = {}

    def see(self, frame, *, t_ms):
        self.frames += 1
        height, width, _channels = frame.shape
        middle = width / height / 2
        square = [[middle + x, 0.5 + y] for x, y in ((-0.2, -0.2), (0.2, -0.2), (0.2, 0.2), (-0.2, 0.2), (-0.2, -0.2))]
        part = self.frames % self.every
        event = None if part else {"label": "open_palm", "frames": self.frames, "shape": list(frame.shape), **self.told}
        return {"lines": [square], "label": "open_palm", "progress": part / self.every, "event": event}

    def tell(self, message):
        self.told = {**self.told, **message}

    def close(self):
        pass


def hands():
    return GesturesWatcher(Gestures(house().hand_finder).follow())


every = int(st.query_params.get("every", 10))
events = st.session_state.setdefault("events", [])
for event in camera.new_events("camera"):
    events.append(event)
choose_language()
st.text(f"events: {len(events)}")
st.text(f"last: {events[-1] if events else ''}")
st.button("Recalculer")
if st.button("Travailler"):
    time.sleep(1.5)
if st.button("Révoquer"):
    camera._guest().leave()
if not st.toggle("Cacher"):
    place = st.container(border=True) if st.toggle("Déplacer") else st.empty()
    with place:
        camera.camera(
            key="camera",
            watcher=hands if "hands" in st.query_params else partial(Counter, every),
            about="hands" if "hands" in st.query_params else f"{every} frames",
            purpose="La caméra sert à compter des images.",
            names={"open_palm": "Main ouverte"},
            tell={"page": "one"},
        )
