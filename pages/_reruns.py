"""What the server had drawn reaches the browser, even where the next press comes at that very moment.

Streamlit 1.67 hands what a run draws to its event loop, and gives every new request to a new runner once the former
one has ended. What the former one had drawn and the loop had not yet passed on is then ignored, since it comes from a
runner that is no longer the current one: of two presses a few milliseconds apart the first is left undrawn, about once
in a hundred pairs (measured with two fragments). So a request waits until what came before it is delivered.

This touches what is private to Streamlit; a test says when a newer version has changed it.
"""

from collections import deque
from typing import Any

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

_EVERY_S = 0.001
_WAITING = "_cafe_waiting_requests"
_original = AppSession.request_rerun


def deliver_before_the_next_run() -> None:
    """From now on every session passes on what was drawn before it runs anything else. Twice is as good as once."""
    AppSession.request_rerun = request_rerun  # type: ignore[method-assign, assignment]


def request_rerun(session: AppSession, client_state: ClientState | None) -> None:
    """In place of Streamlit's own: the same, once what was drawn before is delivered; requests keep their order."""
    waiting: deque[ClientState | None] = session.__dict__.setdefault(_WAITING, deque())
    waiting.append(client_state)
    if len(waiting) == 1:
        _go_on(session, waiting)


def _go_on(session: Any, waiting: "deque[ClientState | None]") -> None:
    while waiting:
        if _is_undelivered(session):
            session._event_loop.call_later(_EVERY_S, _go_on, session, waiting)
            return
        try:
            _original(session, waiting[0])
        finally:
            waiting.popleft()


def _is_undelivered(session: Any) -> bool:
    """Whether the runner takes nothing more, and has not yet been let go by the loop that passes on what it drew."""
    runner = session._scriptrunner
    return runner is not None and runner._requests._state == ScriptRequestType.STOP
