"""Which of the events that a browser brings a page takes up."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pipelines.live import clock_s

PAGE = """
import streamlit as st
from pages.camera import new_events
st.session_state["taken"] = new_events("camera")
"""


def event(number: int, *, seconds_ago: float = 0, **event: Any) -> dict[str, Any]:
    return {"id": number, "at": clock_s() - seconds_ago, "event": event}


@pytest.fixture
def taken():
    """What the page takes up of what it is told, run after run."""
    app = AppTest.from_string(PAGE)

    def take(*told: dict[str, Any]) -> list[dict[str, Any]]:
        app.session_state["camera"] = {"event": json.dumps(told) if told else None}
        app.run()
        assert not app.exception
        return list(app.session_state["taken"])

    return take


def test_each_event_is_taken_up_once_and_in_order(taken):
    first, second, third = (event(number, label=f"gesture {number}") for number in (1, 2, 3))

    assert taken() == []
    assert taken(first, second) == [first["event"], second["event"]]
    assert taken(first, second, third) == [third["event"]]
    assert taken(first, second, third) == []
    assert taken() == []


def test_a_gesture_that_is_too_old_acts_no_more(taken):
    assert taken(event(1, seconds_ago=60, label="thumb_up"), event(2, label="fist")) == [{"label": "fist"}]


def test_what_was_learnt_is_never_too_old(taken):
    assert taken(event(1, seconds_ago=60, taught={"name": "salut"})) == [{"taught": {"name": "salut"}}]
