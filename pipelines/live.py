"""The live channel: a camera's pictures come in from a browser, and what was seen in them goes back.

One WebSocket a camera, to the server that also serves the page. What travels:

- from the browser, binary, a frame: 12 bytes of header (``HEADER``: its number, unsigned, 4 bytes; the moment of its
  capture in milliseconds of the browser's clock, float, 8 bytes; both little-endian), then a JPEG;
- from the browser, text, a JSON object: something to tell the watcher (the window's size, where the targets are…);
- to the browser, text, a JSON object: first ``{"hello": {"rate": frames a second, "bytes": of a frame at most}}``,
  then for each frame that was looked at ``{"n": its number, "t": its moment, "late": frames dropped so far, "at": the
  server's own clock in seconds, "seen": what the watcher gave}``; instead of ``seen`` it holds ``refused`` for what is
  no picture, and ``failed`` with a sentence where the watcher could not look.

An answer to frame ``n`` answers all frames before it: those were dropped. So a browser that lets only a frame or two
be on the way slows down with the machine, and here one that does not only loses its own frames: nothing is queued.
No frame is kept: each is decoded in memory, looked at and forgotten.
"""

import asyncio
import json
import logging
import math
import os
import secrets
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from errors import CafeError, CannotBeRead
from modalities.frames import Frame

HEADER = struct.Struct("<Id")
"""Before each JPEG: number, capture time in ms."""
FRAME_BYTES = 256 * 1024
"""Of a frame with its header, at most. A JPEG of 640 by 480 takes 30 to 60 kB."""
TEXT_BYTES = 64 * 1024
RATE = 15.0
"""Frames a second that a browser is asked for; twice the moments that a hold of half a second needs."""
FASTEST = 20.0
"""Frames a second that are looked at, whatever a browser sends: two cores follow one more camera that way."""
BAD_IN_A_ROW = 20
"""Frames that are no pictures before the channel is closed: one may be a browser's mistake, twenty are not a camera."""
FAILED_IN_A_ROW = 5
"""Frames that the watcher failed on before the channel is closed."""
UNTOLD = 64
"""Texts that may wait for the watcher; a page tells a few when its layout changes."""
TICKET_SECONDS = 15 * 60.0
"""How long a token lets in after its page last showed it, or its camera last went."""
LATEST_MS = 1e12
"""Capture times are a page's age; this is thirty years, and in µs still fits the trackers' int64."""

_log = logging.getLogger(__name__)
_Given = TypeVar("_Given")


def clock_s() -> float:
    """The clock of ``at``: whoever gets an event back from a browser sees by it how old the event is."""
    return time.monotonic()


class Closing:
    """Why a channel was closed, as a WebSocket code. The browser has a sentence for each that a person can meet."""

    GONE = 1000
    NOT_PICTURES = 1003
    BAD_TEXT = 1008  # no JSON object, or too many at once
    TOO_LARGE = 1009
    BROKEN = 1011
    REFUSED = 4401  # the token: ask the page for a new one
    REPLACED = 4409  # the same token came in again
    FULL = 4429
    FAILED = 4500  # what looks at the pictures does not work


class Watcher(Protocol):
    """Looks at the frames of one camera. One call at a time, in any thread but the page's: no Streamlit in it."""

    def see(self, frame: Frame, *, t_ms: int) -> Mapping[str, Any] | None:
        """What the next frame shows, as a JSON object for the browser; None where there is nothing to say.

        The browser draws ``lines`` (each a list of ``[x, y]`` in heights of the picture, as hands and faces are given),
        shows ``label`` with a ring filled to ``progress`` (0 to 1), and brings ``event`` (an object) to the page's
        session, once. All else goes to the other parts of the page. ``t_ms`` grows from frame to frame.
        Raises ``CafeError`` where it cannot look.
        """
        ...

    def tell(self, message: Mapping[str, Any]) -> None:
        """Take note of what the browser says of itself. It comes from outside: nothing in it may be trusted."""
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...


class Socket(Protocol):
    """The other end, a browser."""

    async def receive(self) -> bytes | str | None:
        """Its next message; None when it is gone."""
        ...

    async def send(self, text: str) -> None: ...

    async def close(self, code: int) -> None: ...


class Refused(Exception):
    """Whoever came may not come in."""

    def __init__(self, code: int) -> None:
        super().__init__(f"refused: {code}")
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a token stands for."""

    session: str
    about: str
    """What is watched for, in a few signs; another one needs another ticket."""
    watcher: Callable[[], Watcher]
    visit: str | None
    """The browser's cookie, which must come with the token; None where the browser takes no cookies."""
    said: Callable[[CafeError], str]
    """An error's sentence in the language of the page."""


@dataclass(slots=True)
class Counts:
    """What became of a channel's frames."""

    received: int = 0
    looked_at: int = 0
    late: int = 0
    """Replaced by a newer one before they were looked at."""
    disordered: int = 0
    """Older than one before, or with an impossible time."""
    unreadable: int = 0
    failed: int = 0


class LiveDesk:
    """Says who may come in with a camera, and looks at what they bring. Thread-safe.

    ``decode`` makes a frame of a JPEG, and raises ``CannotBeRead``. ``channels`` cameras may be open at once.
    """

    def __init__(
        self,
        decode: Callable[[bytes], Frame],
        *,
        channels: int = 8,
        public_address: str | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._decode = decode
        self._channels = channels
        self._public = _origin(public_address) if public_address else None
        self._clock = clock
        self._tickets: dict[str, Ticket] = {}
        self._until: dict[str, float] = {}
        self._open: dict[str, Channel] = {}
        self._lock = threading.RLock()
        # As many looks at once as there are cores: more would only make each of them late.
        self._pool = ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2), thread_name_prefix="live")

    def token(
        self,
        session: str,
        watcher: Callable[[], Watcher],
        *,
        about: str,
        visit: str | None,
        said: Callable[[CafeError], str] = str,
        renew: bool = False,
    ) -> str:
        """The session's token; asked for again with the same ``about``, the same one, which lasts longer thereby.

        ``watcher`` is called when the browser comes, in a thread of ours. A new token takes the place of the session's
        older one, whose camera is cut off.
        """
        with self._lock:
            self._forget_expired()
            for token, ticket in self._tickets.items():
                if ticket.session == session and ticket.about == about and ticket.visit == visit and not renew:
                    self._until[token] = self._clock() + TICKET_SECONDS
                    return token
            self.revoke(session)
            token = secrets.token_urlsafe(32)
            self._tickets[token] = Ticket(session=session, about=about, watcher=watcher, visit=visit, said=said)
            self._until[token] = self._clock() + TICKET_SECONDS
            return token

    def revoke(self, session: str) -> None:
        """Let nobody in any more with the session's token, and cut off the camera that came with it."""
        with self._lock:
            for token in [token for token, ticket in self._tickets.items() if ticket.session == session]:
                self._forget(token, Closing.REFUSED)

    def close(self) -> None:
        """Cut off every camera."""
        with self._lock:
            for token in list(self._tickets):
                self._forget(token, Closing.GONE)

    @property
    def tokens(self) -> frozenset[str]:
        """Those that let somebody in."""
        with self._lock:
            return frozenset(self._tickets)

    @property
    def open_channels(self) -> int:
        """How many cameras are connected."""
        with self._lock:
            return len(self._open)

    def welcomes(self, origin: str | None, host: str | None) -> bool:
        """Whether a page of this origin may connect: only the café's own. A program that is no browser names none."""
        if origin is None:
            return True
        scheme, place = _origin(origin)
        return scheme in {"http", "https"} and (place == (host or "").lower() != "" or (scheme, place) == self._public)

    async def serve(self, socket: Socket, token: str, *, visit: str | None = None) -> None:
        """Look at what comes in with a token until either side ends it; then the socket is closed.

        ``visit`` is the browser's cookie. Whoever may not come in is told so by the code of ``Closing``.
        """
        code = Closing.BROKEN
        try:
            channel = self._enter(socket, token, visit)
        except Refused as refused:
            await socket.close(refused.code)
            return
        try:
            code = await channel.serve()
        finally:
            self._leave(token, channel)
            await socket.close(code)

    def _enter(self, socket: Socket, token: str, visit: str | None) -> "Channel":
        """Raises ``Refused``."""
        with self._lock:
            self._forget_expired()
            ticket = self._tickets.get(token)
            if ticket is None or (ticket.visit is not None and ticket.visit != visit):
                raise Refused(Closing.REFUSED)
            before = self._open.pop(token, None)
            if before is not None:
                before.end(Closing.REPLACED)
            if len(self._open) >= self._channels:
                raise Refused(Closing.FULL)
            self._open[token] = Channel(socket, ticket, decode=self._decode, pool=self._pool)
            return self._open[token]

    def _leave(self, token: str, channel: "Channel") -> None:
        with self._lock:
            if self._open.get(token) is channel:
                del self._open[token]
            if token in self._tickets:
                self._until[token] = self._clock() + TICKET_SECONDS

    def _forget_expired(self) -> None:
        now = self._clock()
        for token in [token for token, until in self._until.items() if until <= now and token not in self._open]:
            self._forget(token, Closing.REFUSED)

    def _forget(self, token: str, code: int) -> None:
        self._tickets.pop(token, None)
        self._until.pop(token, None)
        channel = self._open.pop(token, None)
        if channel is not None:
            channel.end(code)


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A frame as it came."""

    number: int
    t_ms: float
    jpeg: bytes = field(repr=False)


class Channel:
    """One camera. Made and served in the server's event loop; ``end`` may be called from any thread."""

    def __init__(
        self, socket: Socket, ticket: Ticket, *, decode: Callable[[bytes], Frame], pool: ThreadPoolExecutor
    ) -> None:
        self.counts = Counts()
        self._socket = socket
        self._ticket = ticket
        self._decode = decode
        self._pool = pool
        self._loop = asyncio.get_running_loop()
        self._ended: asyncio.Future[int] = self._loop.create_future()
        self._woken = asyncio.Event()
        self._newest: _Arrived | None = None
        self._last: _Arrived | None = None
        self._untold: deque[Mapping[str, Any]] = deque()
        self._watcher: Watcher | None = None
        self._watching = threading.Lock()
        self._bad_in_a_row = 0
        self._failed_in_a_row = 0

    def end(self, code: int) -> None:
        """Close it for this reason. Only the first one counts."""
        self._loop.call_soon_threadsafe(self._end, code)

    def _end(self, code: int) -> None:
        if not self._ended.done():
            self._ended.set_result(code)

    async def serve(self) -> int:
        """Until either side ends it; gives the reason."""
        tasks: list[asyncio.Task[int]] = []
        try:
            await self._in_thread(self._begin_watching)
            await self._socket.send(json.dumps({"hello": {"rate": RATE, "bytes": FRAME_BYTES}}))
            tasks += [asyncio.create_task(self._receive()), asyncio.create_task(self._look())]
            await asyncio.wait([self._ended, *tasks], return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                if task.done():
                    self._end(task.result())
            return self._ended.result()
        except CafeError as error:
            await self._socket.send(json.dumps({"failed": self._ticket.said(error)}))
            return Closing.FAILED
        finally:
            for task in tasks:
                task.cancel()
            self._pool.submit(self._alone, self._end_watching)  # even where this was cancelled, too
            if tasks:
                await asyncio.wait(tasks)

    # One at a time, in threads: a look that nobody waits for any more goes on until it is done.

    async def _in_thread(self, work: Callable[[], _Given]) -> _Given:
        return await self._loop.run_in_executor(self._pool, self._alone, work)

    def _alone(self, work: Callable[[], _Given]) -> _Given:
        with self._watching:
            return work()

    def _begin_watching(self) -> None:
        self._watcher = self._ticket.watcher()

    def _end_watching(self) -> None:
        if self._watcher is not None:
            self._watcher.close()
        self._watcher = None

    # -- what comes in ------------------------------------------------------------------------------------------------

    async def _receive(self) -> int:
        """Read without ever waiting for the watcher, so that the newest frame is the one at hand."""
        while True:
            message = await self._socket.receive()
            if message is None:
                return Closing.GONE
            if len(message) > (FRAME_BYTES if isinstance(message, bytes) else TEXT_BYTES):
                return Closing.TOO_LARGE
            if isinstance(message, bytes):
                await self._take_frame(message)
            elif not self._take_text(message):
                return Closing.BAD_TEXT
            if self._bad_in_a_row >= BAD_IN_A_ROW:
                return Closing.NOT_PICTURES

    async def _take_frame(self, message: bytes) -> None:
        self.counts.received += 1
        if len(message) <= HEADER.size:
            self._bad_in_a_row += 1
            self.counts.unreadable += 1
            await self._socket.send(json.dumps({"n": None, "refused": True}))
            return
        number, t_ms = HEADER.unpack_from(message)
        frame = _Arrived(number, t_ms, message[HEADER.size :])
        if not self._follows(frame):
            self.counts.disordered += 1
            return
        if self._newest is not None:
            self.counts.late += 1
        self._newest = self._last = frame
        self._woken.set()

    def _follows(self, frame: _Arrived) -> bool:
        """Whether it comes after the one before, at a moment that exists."""
        if not (math.isfinite(frame.t_ms) and 0 <= frame.t_ms < LATEST_MS):
            return False
        last = self._last
        return last is None or (frame.number > last.number and int(frame.t_ms) > int(last.t_ms))

    def _take_text(self, message: str) -> bool:
        try:
            told = json.loads(message)
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict) or len(self._untold) >= UNTOLD:
            return False
        self._untold.append(told)
        self._woken.set()
        return True

    # -- what goes out ------------------------------------------------------------------------------------------------

    async def _look(self) -> int:
        not_before = 0.0
        while True:
            await self._woken.wait()
            await asyncio.sleep(not_before - self._loop.time())  # whatever comes meanwhile is newer
            self._woken.clear()
            told, frame = tuple(self._untold), self._newest
            self._untold.clear()
            self._newest = None
            if frame is not None:  # the beat is kept on average: two frames close together are both welcome
                not_before = max(not_before, self._loop.time() - 1 / FASTEST) + 1 / FASTEST
            answer = await self._in_thread(partial(self._shown, told, frame))
            if answer is not None:
                await self._socket.send(json.dumps(answer, allow_nan=False))
            if self._bad_in_a_row >= BAD_IN_A_ROW:
                return Closing.NOT_PICTURES
            if self._failed_in_a_row >= FAILED_IN_A_ROW:
                return Closing.FAILED

    def _shown(self, told: tuple[Mapping[str, Any], ...], frame: _Arrived | None) -> Mapping[str, Any] | None:
        """The answer to a frame, after what was told before it. Runs in a thread."""
        watcher = self._watcher
        if watcher is None:  # it was closed while this waited
            return None
        for message in told:
            watcher.tell(message)
        if frame is None:
            return None
        answer = {"n": frame.number, "t": frame.t_ms, "late": self.counts.late}
        try:
            picture = self._decode(frame.jpeg)
            self._bad_in_a_row = 0
            seen = watcher.see(picture, t_ms=int(frame.t_ms))
        except CannotBeRead:
            self._bad_in_a_row += 1
            self.counts.unreadable += 1
            return {**answer, "refused": True}
        except CafeError as error:
            self._failed_in_a_row += 1
            self.counts.failed += 1
            _log.warning("a frame could not be looked at: %s", error)
            return {**answer, "failed": self._ticket.said(error)}
        self._failed_in_a_row = 0
        self.counts.looked_at += 1
        return {**answer, "at": _milliseconds_passed(clock_s()), "seen": seen}


def _milliseconds_passed(seconds: float) -> float:
    """Seconds cut to the millisecond, never rounded up: nothing is said to happen later than it does."""
    return math.floor(seconds * 1000) / 1000


def _origin(address: str) -> tuple[str, str]:
    """Scheme and host with port; of what is no address, nothing that equals another one's."""
    try:
        parts = urlsplit(address.lower())
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc
