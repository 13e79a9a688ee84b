"""The live channel's place in the server: a WebSocket route that any Starlette application can hold."""

import contextlib
import logging
from collections.abc import Callable

from starlette.requests import HTTPConnection
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketDisconnected, WebSocketState

from pipelines.live import LiveDesk

PROTOCOL = "cafe.live"
"""The browser asks for this protocol, and for its token as another one: an address would be written in logs."""
ADDRESS = "/live"

_GONE = (WebSocketDisconnect, WebSocketDisconnected)
_log = logging.getLogger(__name__)


def live_route(
    desk: Callable[[], LiveDesk], *, visit: Callable[[HTTPConnection], str | None] = lambda _: None
) -> WebSocketRoute:
    """The route; both are called when a browser comes, ``visit`` to tell it from others.

    A page of another origin does not even get an answer to its handshake.
    """

    async def live(socket: WebSocket) -> None:
        if not desk().welcomes(socket.headers.get("origin"), socket.headers.get("host")):
            await socket.close()
            return
        asked = socket.scope.get("subprotocols", [])
        token = next((name for name in asked if name != PROTOCOL), "")
        await socket.accept(subprotocol=PROTOCOL if PROTOCOL in asked else None)
        try:
            await desk().serve(_Browser(socket), token, visit=visit(socket))
        except Exception:  # noqa: BLE001 - the outermost edge of a channel
            _log.exception("a live channel broke")

    return WebSocketRoute(ADDRESS, live)


class _Browser:
    """A Starlette WebSocket as the desk knows it. What is sent to a browser that is gone is lost, and no error."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def receive(self) -> bytes | str | None:
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        content: bytes | str | None = message.get("bytes")
        return content if content is not None else message.get("text", "")

    async def send(self, text: str) -> None:
        with contextlib.suppress(*_GONE):
            await self._socket.send_text(text)

    async def close(self, code: int) -> None:
        if self._socket.client_state is not WebSocketState.DISCONNECTED:
            with contextlib.suppress(*_GONE):
                await self._socket.close(code)
