"""Whether looks have begun to land beside what is chosen."""

import math
from collections import deque
from statistics import median
from typing import Final

from modalities.gaze._calibration import Place
from modalities.gaze._targets import Target

_CHOICES: Final = 8
_LEAST: Final = 4
"""Choices before anything is said: one may have been made at a target's border."""


class Drift:
    """Compares where looks landed with the middles of the targets that they chose. It only tells, and moves nothing:
    a shift that follows the looks would also follow their mistakes."""

    def __init__(self, error_px: float) -> None:
        """Set it; ``error_px`` is the calibration's own error, beyond which a steady shift is a drift."""
        self._error_px = error_px
        self._misses: deque[Place] = deque(maxlen=_CHOICES)

    def chosen(self, target: Target, look_px: Place) -> None:
        """A target was chosen by looks that landed there on average."""
        x, y = target.place.middle
        self._misses.append((look_px[0] - x, look_px[1] - y))

    @property
    def offset_px(self) -> Place | None:
        """By how much looks miss lately (their median); None before there are enough choices."""
        if len(self._misses) < _LEAST:
            return None
        return median(x for x, _ in self._misses), median(y for _, y in self._misses)

    @property
    def is_seen(self) -> bool:
        """Whether it is time to look at one point again."""
        offset = self.offset_px
        return offset is not None and math.hypot(*offset) > self._error_px

    def forget(self) -> None:
        """Begin again, after a re-centring."""
        self._misses.clear()
