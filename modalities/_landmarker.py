"""What the back-ends on MediaPipe's landmarkers share: a graph, the times that it wants, and its silence.

MediaPipe itself is imported by those back-ends only.
"""

import logging
import os
import re
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from errors import N_, EngineFailed
from modalities.frames import Frame

_LONGEST_STEP_MS = 60_000
"""More than that between two pictures says no more about movement, and keeps its clock far from where integers end."""

_FAILURES = (ValueError, RuntimeError, OSError, IndexError, TypeError)
"""All that a status of its C library can become, and what it says of arguments."""

# Not square: it says something once of the first picture that is not, and that had better be here.
_BLACK: Frame = np.zeros((48, 64, 3), np.uint8)

_CHATTER = re.compile(
    rb"[IWE]\d{4} \d\d:\d\d:|INFO: Created TensorFlow Lite|WARNING: All log messages before absl::InitializeLog"
)
_TURN = Lock()  # one standard error for the whole process
_log = logging.getLogger(__name__)
_Found = TypeVar("_Found")


class Clock:
    """Times that always grow, as a graph demands, from times that may repeat, run backwards or leap.

    It starts at 0 and goes on by the caller's own steps, each made at least one millisecond and at most a minute: a
    camera whose clock was set back goes on with its true rhythm from there.
    """

    def __init__(self) -> None:
        self._now_ms = 0
        self._last_ms: int | None = None

    def after(self, t_ms: int) -> int:
        """The graph's time, in milliseconds, of a picture that the caller says is of ``t_ms``."""
        step = 1 if self._last_ms is None else t_ms - self._last_ms
        self._last_ms = t_ms
        self._now_ms += min(max(step, 1), _LONGEST_STEP_MS)
        return self._now_ms


class Landmarker:
    """One graph of MediaPipe. It has a thread of its own; several may look at once, and are answered in turn."""

    def __init__(
        self, engine: str, open_graph: Callable[[], Any], image_of: Callable[[Frame], Any], *, follows: bool
    ) -> None:
        """``image_of`` makes an image of MediaPipe's of a picture. Raises ``EngineFailed``."""
        self._engine = engine
        self._image_of = image_of
        self._clock = Clock() if follows else None
        with quiet():
            try:
                self._graph = open_graph()
            except _FAILURES as failure:
                raise self._failed(failure) from failure
            self._release = weakref.finalize(self, _released, self._graph)
            self.look(_BLACK)

    def look(self, picture: Frame, *, t_ms: int = 0) -> Any:
        """MediaPipe's result for a picture; ``t_ms`` counts where it follows. Raises ``EngineFailed``."""
        if not self._release.alive:
            raise EngineFailed(name=self._engine, why=N_("il est fermé"))
        try:
            image = self._image_of(np.ascontiguousarray(picture))
            if self._clock is None:
                return self._graph.detect(image)
            return self._graph.detect_for_video(image, self._clock.after(t_ms))
        except _FAILURES as failure:
            raise self._failed(failure) from failure

    def close(self) -> None:
        """Give back its thread and its memory. Closing twice does nothing."""
        self._release()

    def _failed(self, failure: Exception) -> EngineFailed:
        return EngineFailed(name=self._engine, why=next(iter(str(failure).splitlines()), type(failure).__name__))


class LandmarkFinder(Generic[_Found]):
    """Finds hands or faces with one loaded model. ``find`` may be called by several threads at once: they take turns.

    ``open_landmarker`` opens a graph, told whether it ``follows`` a stream: some 60 ms, and 50 to 100 MB. ``found_in``
    makes what is found of MediaPipe's result for a picture.
    """

    name = "mediapipe"

    def __init__(
        self,
        open_landmarker: Callable[..., Landmarker],
        found_in: Callable[[Any, Frame], tuple[_Found, ...]],
    ) -> None:
        self._open = open_landmarker
        self._found_in = found_in
        self._stills = open_landmarker(follows=False)

    def find(self, picture: Frame) -> tuple[_Found, ...]:
        """What is in a picture that stands alone, the largest first. Raises ``EngineFailed``."""
        return self._found_in(self._stills.look(picture), picture)

    def follow(self) -> "LandmarkTracker[_Found]":
        """Begin to follow a new stream, with a graph of its own. Raises ``EngineFailed``."""
        return LandmarkTracker(self._open(follows=True), self._found_in)

    def close(self) -> None:
        """Give back what it holds; what follows a stream goes on."""
        self._stills.close()


class LandmarkTracker(Generic[_Found]):
    """Follows one stream: where something was, it is looked for first. Not for several threads at once."""

    def __init__(self, landmarker: Landmarker, found_in: Callable[[Any, Frame], tuple[_Found, ...]]) -> None:
        self._landmarker = landmarker
        self._found_in = found_in

    def find(self, frame: Frame, *, t_ms: int) -> tuple[_Found, ...]:
        """What is in the next picture, the largest first.

        Times that repeat or run backwards count as one millisecond later. Raises ``EngineFailed``, also once closed.
        """
        return self._found_in(self._landmarker.look(frame, t_ms=t_ms), frame)

    def close(self) -> None:
        """Give back what it holds."""
        self._landmarker.close()


def _released(graph: Any) -> None:
    """Close a graph. When the process ends without that, its thread is gone already, and there is nothing to close."""
    with suppress(RuntimeError):
        graph.close()
    graph._handle = None  # what its __del__ looks at, which would complain on standard error


def in_heights(landmarks: Sequence[Any], picture: Frame) -> NDArray[np.float32]:
    """MediaPipe's normalised landmarks in heights of the picture, shape (n, 3).

    It gives x in widths of the picture, y in heights, and z on « roughly the same scale as x ».
    """
    height, width = picture.shape[:2]
    points = np.array([(point.x, point.y, point.z) for point in landmarks], np.float32)
    points[:, [0, 2]] *= width / height
    return points


def extent(points: NDArray[np.float32]) -> float:
    """The area of the upright box around landmarks, to say which of several is largest."""
    return float(np.prod(np.ptp(points[:, :2], axis=0)))


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what MediaPipe's C++ writes to standard error for our log; nothing silences it, and it comes at every start.

    What others write there meanwhile is passed on when it is over.
    """
    with _TURN:
        try:
            own = os.dup(2)
        except OSError:  # a process without standard error
            yield
            return
        with tempfile.TemporaryFile() as heard:
            if sys.stderr is not None:
                sys.stderr.flush()
            os.dup2(heard.fileno(), 2)
            try:
                yield
            finally:
                os.dup2(own, 2)
                heard.seek(0)
                _pass_on(heard, own)
                os.close(own)


def _pass_on(lines: Any, to: int) -> None:
    for line in lines:
        if _CHATTER.match(line):
            _log.debug("%s", line.decode(errors="replace").rstrip())
        else:
            os.write(to, line)
