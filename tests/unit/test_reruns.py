"""A press that comes at the very moment when a run ends waits until what the run drew is delivered."""

import asyncio
from types import SimpleNamespace

import pytest
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests, ScriptRequestType

from pages import _reruns


class Session:
    """What a session of Streamlit has, as far as this goes."""

    def __init__(self, loop) -> None:
        self._event_loop = loop
        self._scriptrunner = None
        self.ran = []


@pytest.fixture
def ran(monkeypatch):
    monkeypatch.setattr(_reruns, "_original", lambda session, state: session.ran.append(state))


def ended_runner():
    """A runner whose run has ended; the loop has not been told yet."""
    requests = ScriptRequests()
    requests.on_scriptrunner_ready()
    assert requests._state == ScriptRequestType.STOP
    return SimpleNamespace(_requests=requests)


async def turns(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0.002)  # the loop's own turns, of which the waiting takes one a millisecond


def test_a_request_runs_at_once_where_nothing_waits_to_be_delivered(ran):
    async def walk():
        session = Session(asyncio.get_running_loop())
        _reruns.request_rerun(session, "press")
        return session.ran

    assert asyncio.run(walk()) == ["press"]


def test_a_request_waits_for_what_was_drawn_and_keeps_its_order(ran):
    async def walk():
        session = Session(asyncio.get_running_loop())
        session._scriptrunner = ended_runner()
        _reruns.request_rerun(session, "first")
        _reruns.request_rerun(session, "second")
        await turns(3)
        before = list(session.ran)
        session._scriptrunner = None  # what the loop does once it has passed everything on
        _reruns.request_rerun(session, "third")
        while len(session.ran) < 3:
            await turns(1)
        return before, session.ran

    assert asyncio.run(walk()) == ([], ["first", "second", "third"])


def test_a_runner_that_still_takes_requests_is_asked_at_once(ran):
    async def walk():
        session = Session(asyncio.get_running_loop())
        session._scriptrunner = SimpleNamespace(_requests=ScriptRequests())
        _reruns.request_rerun(session, "press")
        return session.ran

    assert asyncio.run(walk()) == ["press"]


def test_a_request_that_fails_does_not_hold_up_the_next(monkeypatch):
    def refuse(session, state):
        session.ran.append(state)
        if state == "bad":
            raise ValueError(state)

    monkeypatch.setattr(_reruns, "_original", refuse)

    async def walk():
        session = Session(asyncio.get_running_loop())
        with pytest.raises(ValueError, match="bad"):
            _reruns.request_rerun(session, "bad")
        _reruns.request_rerun(session, "good")
        return session.ran

    assert asyncio.run(walk()) == ["bad", "good"]


def test_streamlit_still_has_what_this_touches():
    _reruns.deliver_before_the_next_run()

    assert AppSession.request_rerun is _reruns.request_rerun
    source = AppSession.__init__.__code__.co_names
    assert {"_scriptrunner", "_event_loop"} <= set(source)
