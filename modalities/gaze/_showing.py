"""Shows points one after the other to somebody, and keeps what is seen meanwhile."""

from collections.abc import Sequence
from typing import Final

from modalities.gaze._calibration import SAMPLES, SETTLE_MS, Place, Sample, Shown, Window, sample_of, steady
from modalities.gaze._looks import Looked
from modalities.gaze._pose import WEBCAM, Camera

POINT_MS: Final = 4_000
"""How long a point waits for enough steady looks; the next one is shown then all the same."""


class Showing:
    """One round of points. Not for several threads at once."""

    def __init__(self, points: Sequence[Place], window: Window) -> None:
        """Begin; the points are in parts of the window."""
        self._points = [window.at(part) for part in points]
        self._shown: list[Shown] = []
        self._samples: list[Sample] = []
        self._since_ms: int | None = None
        self._steady = 0

    @property
    def point(self) -> Place | None:
        """The pixel to look at now; None when all were shown."""
        return self._points[len(self._shown)] if len(self._shown) < len(self._points) else None

    @property
    def number(self) -> int:
        """How many points are over."""
        return len(self._shown)

    @property
    def count(self) -> int:
        """How many points there are."""
        return len(self._points)

    @property
    def progress(self) -> float:
        """0.0 to 1.0 of the steady looks that the point of now asks for."""
        return min(1.0, self._steady / SAMPLES)

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The points that are over."""
        return tuple(self._shown)

    def see(self, looked: Looked, *, camera: Camera = WEBCAM) -> None:
        """Take in a picture; the first one in which a point could be seen starts its time."""
        point = self.point
        if point is None:
            return
        if self._since_ms is None:
            self._since_ms = looked.t_ms
        self._samples.append(sample_of(looked, since_ms=self._since_ms, camera=camera))
        passed_ms = looked.t_ms - self._since_ms
        self._steady = len(steady(self._samples)) if passed_ms >= SETTLE_MS else 0
        if self._steady >= SAMPLES or passed_ms >= POINT_MS:
            self._shown.append(Shown(x_px=point[0], y_px=point[1], samples=tuple(self._samples)))
            self._samples, self._since_ms, self._steady = [], None, 0
