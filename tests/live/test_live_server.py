"""The channel through a real server and real sockets, as Streamlit runs it."""

import json
import socket
import threading
import time

import pytest
import uvicorn
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from pipelines.live import FASTEST, FRAME_BYTES, Closing, LiveDesk
from pipelines.live_route import ADDRESS, PROTOCOL, live_route
from tests.live.browsers import PATIENCE, Noting, Slow, decode, frame, token_for


@pytest.fixture
def desk() -> LiveDesk:
    return LiveDesk(decode)


@pytest.fixture
def server(desk: LiveDesk):
    """The host and port of a server that has the route."""
    listener = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=[live_route(lambda: desk)])
    running = uvicorn.Server(uvicorn.Config(app, ws="websockets-sansio", log_level="warning", lifespan="off"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
    thread.start()
    yield "{}:{}".format(*listener.getsockname())
    running.should_exit = True
    thread.join(PATIENCE)
    listener.close()


def enter(server: str, token: str, origin: str | None = None):
    return connect(f"ws://{server}{ADDRESS}", subprotocols=[PROTOCOL, token], origin=origin, close_timeout=PATIENCE)


def heard(socket) -> dict:
    return json.loads(socket.recv(timeout=PATIENCE))


def test_of_a_thousand_frames_a_second_few_are_looked_at_the_last_one_among_them(server, desk):
    with enter(server, token_for(desk, Noting), origin=f"http://{server}") as browser:
        assert "hello" in heard(browser)
        begun = time.monotonic()
        answers = []
        reader = threading.Thread(target=lambda: read_until(browser, 1000, answers))
        reader.start()
        for number in range(1, 1001):
            browser.send(frame(number, float(number), b"x" * 20_000))
        reader.join(PATIENCE)
        took = time.monotonic() - begun

    assert answers[-1]["n"] == 1000
    assert len(answers) + answers[-1]["late"] == 1000  # each was looked at or dropped
    assert len(answers) <= took * FASTEST + 2


def read_until(browser, number: int, answers: list[dict]) -> None:
    while not answers or answers[-1]["n"] < number:
        answers.append(heard(browser))


def test_a_page_of_another_origin_is_refused_its_handshake(server, desk):
    with pytest.raises(InvalidStatus) as refused:
        enter(server, token_for(desk, Noting), origin="http://evil.example.org")

    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    ("message", "code"),
    [(b"x" * (FRAME_BYTES + 1), Closing.TOO_LARGE), ("no JSON", Closing.BAD_TEXT)],
    ids=["too large", "no JSON"],
)
def test_the_browser_hears_why_it_was_sent_away(server, desk, message, code):
    with enter(server, token_for(desk, Noting)) as browser:
        heard(browser)
        browser.send(message)

        with pytest.raises(ConnectionClosed) as closed:
            browser.recv(timeout=PATIENCE)

    assert closed.value.rcvd.code == code


def test_a_connection_that_breaks_in_the_middle_of_a_look_frees_the_watcher(server, desk):
    watcher = Slow()
    with enter(server, token_for(desk, lambda: watcher)) as browser:
        heard(browser)
        browser.send(frame(1))
        assert watcher.looking.wait(PATIENCE)

        browser.socket.shutdown(socket.SHUT_RDWR)  # as when a cable is pulled
        watcher.go_on.set()

        assert watcher.closed.wait(PATIENCE)
