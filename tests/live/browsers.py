"""A browser that is none, and watchers that note what they are shown."""

import asyncio
import json
import threading
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from errors import EngineFailed, NotAPicture
from modalities.frames import Frame
from pipelines.live import HEADER, LiveDesk

PATIENCE = 20.0  # seconds: a loaded machine is slow, not wrong


def decode(jpeg: bytes) -> Frame:
    """A frame whose pixels are the first byte; no picture is what begins with an exclamation mark."""
    if jpeg.startswith(b"!"):
        raise NotAPicture(name="frame", why="")
    return np.full((4, 4, 3), jpeg[0], np.uint8)


def frame(number: int, t_ms: float | None = None, jpeg: bytes = b"x") -> bytes:
    return HEADER.pack(number, 100.0 * number if t_ms is None else t_ms) + jpeg


class Noting:
    """Notes what it is shown and told; says which frames it saw."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self.told: list[Mapping[str, Any]] = []
        self.closed = threading.Event()

    def see(self, frame: Frame, *, t_ms: int) -> Mapping[str, Any] | None:
        assert not self.closed.is_set()
        self.seen.append(t_ms)
        return {"told": len(self.told), "first": int(frame[0, 0, 0])}

    def tell(self, message: Mapping[str, Any]) -> None:
        self.told.append(message)

    def close(self) -> None:
        self.closed.set()


class Slow(Noting):
    """Looks at each frame until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.looking = threading.Event()
        self.go_on = threading.Event()

    def see(self, frame: Frame, *, t_ms: int) -> Mapping[str, Any] | None:
        self.looking.set()
        assert self.go_on.wait(PATIENCE)
        return super().see(frame, t_ms=t_ms)


class Broken(Noting):
    def see(self, frame: Frame, *, t_ms: int) -> Mapping[str, Any] | None:
        raise EngineFailed(name="broken", why="a test")


class Browser:
    """The other end of a channel, held by a test."""

    def __init__(self) -> None:
        self._said: asyncio.Queue[bytes | str | None] = asyncio.Queue()
        self._heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._all_is_read = asyncio.Event()
        self._closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def say(self, *messages: bytes | str | None) -> None:
        self._all_is_read.clear()
        for message in messages:
            self._said.put_nowait(message)

    def hang_up(self) -> None:
        self.say(None)

    async def everything_is_read(self) -> None:
        await asyncio.wait_for(self._all_is_read.wait(), PATIENCE)

    async def hears(self) -> dict[str, Any]:
        return await asyncio.wait_for(self._heard.get(), PATIENCE)

    async def is_closed(self) -> int:
        return await asyncio.wait_for(asyncio.shield(self._closed), PATIENCE)

    async def receive(self) -> bytes | str | None:
        if self._said.empty():
            self._all_is_read.set()
        return await self._said.get()

    async def send(self, text: str) -> None:
        self._heard.put_nowait(json.loads(text))

    async def close(self, code: int) -> None:
        if not self._closed.done():
            self._closed.set_result(code)


def token_for(desk: LiveDesk, watcher: Callable[[], Any], session: str = "Ana", **choices: Any) -> str:
    return desk.token(session, watcher, **{"about": "hands", "visit": None, **choices})


class Visit:
    """A browser that is let in: ``async with Visit(desk, token) as browser``. It hangs up at the end."""

    def __init__(self, desk: LiveDesk, token: str, visit: str | None = None) -> None:
        self._desk, self._token, self._visit = desk, token, visit

    async def __aenter__(self) -> Browser:
        self.browser = Browser()
        self._serving = asyncio.create_task(self._desk.serve(self.browser, self._token, visit=self._visit))
        return self.browser

    async def __aexit__(self, *_raised: object) -> None:
        self.browser.hang_up()
        await asyncio.wait_for(self._serving, PATIENCE)
