"""Blinks, from how far open the eyes of one person are from picture to picture."""

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

OPEN_USUALLY: Final = 0.27
"""Eye aspect ratio of open eyes before we have seen any of this person (Soukupová and Čech draw it between 0.25 and
0.3; MediaPipe's landmarks on people before a webcam: 0.20 to 0.33)."""
CLOSED_SHARE: Final = 0.45
"""Of one's usual opening, under which the eyes count as closed. Looking down at a keyboard leaves 0.5 or more."""
OPEN_SHARE: Final = 0.55
"""And above which they count as open again: lids between the two change nothing."""
LONG_MS: Final = 400
"""From there on a blink was meant, or tired: a spontaneous one lasts 100 to 400 ms (H. R. Schiffman, Sensation and
Perception, 2001)."""
_REMEMBERED: Final = 450
"""Pictures whose opening is remembered: half a minute at 15 a second."""
_LEAST: Final = 8
"""Pictures of open eyes before one's own opening counts instead of the usual one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blink:
    """The eyes were closed, and are open again."""

    began_ms: int
    lasted_ms: int

    @property
    def is_long(self) -> bool:
        """Whether it was too long to have come by itself."""
        return self.lasted_ms >= LONG_MS


class Blinks:
    """Watches the lids of one person. Not for several threads at once."""

    def __init__(self) -> None:
        self._open: deque[float] = deque(maxlen=_REMEMBERED)
        self._closed_since_ms: int | None = None

    @property
    def usual_opening(self) -> float:
        """Eye aspect ratio of this person's open eyes."""
        return float(np.median(self._open)) if len(self._open) >= _LEAST else OPEN_USUALLY

    @property
    def closed_since_ms(self) -> int | None:
        """Since when the eyes have been closed; None while they are open."""
        return self._closed_since_ms

    def see(self, opening: float, *, t_ms: int) -> Blink | None:
        """Take in one picture; the blink that ended with it, if one did."""
        share = opening / self.usual_opening
        if self._closed_since_ms is None:
            if share < CLOSED_SHARE:
                self._closed_since_ms = t_ms
            else:
                self._open.append(opening)
            return None
        if share < OPEN_SHARE:
            return None
        began_ms, self._closed_since_ms = self._closed_since_ms, None
        return Blink(began_ms=began_ms, lasted_ms=t_ms - began_ms)

    def lose(self) -> None:
        """The face was lost: what the lids did meanwhile is unknown, so a blink that was under way is none."""
        self._closed_since_ms = None


def look_closed(opening: float) -> bool:
    """Whether the eyes of somebody of whom there is only one picture are closed."""
    return opening < CLOSED_SHARE * OPEN_USUALLY
