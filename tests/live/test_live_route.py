"""The route in the server: who is let in by it, and that it speaks the channel's language over a real socket."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect

from pipelines.live import FRAME_BYTES, Closing, LiveDesk
from pipelines.live_route import ADDRESS, PROTOCOL, live_route
from tests.live.browsers import Noting, decode, frame, token_for

COOKIE = "cafe_visit"


@pytest.fixture
def desk() -> LiveDesk:
    return LiveDesk(decode)


@pytest.fixture
def client(desk: LiveDesk):
    with TestClient(
        Starlette(routes=[live_route(lambda: desk, visit=lambda request: request.cookies.get(COOKIE))])
    ) as client:
        yield client


def connect(client: TestClient, token: str, **headers: str):
    return client.websocket_connect(ADDRESS, subprotocols=[PROTOCOL, token], headers=headers)


def test_frames_go_in_and_answers_come_back(client: TestClient, desk: LiveDesk):
    with connect(client, token_for(desk, Noting), origin="http://testserver") as socket:
        assert socket.accepted_subprotocol == PROTOCOL
        assert "hello" in socket.receive_json()

        socket.send_bytes(frame(3, jpeg=b"A"))

        answer = socket.receive_json()
        assert (answer["n"], answer["t"], answer["seen"]) == (3, 300.0, {"told": 0, "first": ord("A")})


def test_a_page_of_another_origin_gets_no_handshake(client: TestClient, desk: LiveDesk):
    token = token_for(desk, Noting)

    with (
        pytest.raises((WebSocketDenialResponse, WebSocketDisconnect)),
        connect(client, token, origin="http://evil.example.org"),
    ):
        pass

    assert desk.open_channels == 0


@pytest.mark.parametrize("protocols", [[], [PROTOCOL], [PROTOCOL, "guessed"]])
def test_who_has_no_token_is_told_to_get_one(client: TestClient, protocols: list[str]):
    with (
        client.websocket_connect(ADDRESS, subprotocols=protocols) as socket,
        pytest.raises(WebSocketDisconnect) as closed,
    ):
        socket.receive_json()

    assert closed.value.code == Closing.REFUSED


def test_the_cookie_comes_with_the_connection(client: TestClient, desk: LiveDesk):
    token = token_for(desk, Noting, visit="mine")

    with connect(client, token, cookie=f"{COOKIE}=mine") as socket:
        assert "hello" in socket.receive_json()
    with connect(client, token, cookie=f"{COOKIE}=another") as socket, pytest.raises(WebSocketDisconnect) as closed:
        socket.receive_json()

    assert closed.value.code == Closing.REFUSED


def test_a_frame_too_large_ends_the_connection(client: TestClient, desk: LiveDesk):
    with connect(client, token_for(desk, Noting)) as socket:
        socket.receive_json()
        socket.send_bytes(b"x" * (FRAME_BYTES + 1))
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()

    assert closed.value.code == Closing.TOO_LARGE


def test_a_watcher_with_a_bug_ends_its_own_channel_only(client: TestClient, desk: LiveDesk, caplog):
    class Buggy(Noting):
        def tell(self, message: object) -> None:
            raise ZeroDivisionError

    with connect(client, token_for(desk, Buggy)) as socket:
        socket.receive_json()
        socket.send_text("{}")
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()

    assert closed.value.code == Closing.BROKEN
    assert "ZeroDivisionError" in caplog.text
    with connect(client, token_for(desk, Noting, session="Ben")) as socket:
        assert "hello" in socket.receive_json()


def test_who_leaves_leaves_the_channel(client: TestClient, desk: LiveDesk):
    watcher = Noting()
    with connect(client, token_for(desk, lambda: watcher)) as socket:
        socket.receive_json()

    assert watcher.closed.wait(20)
