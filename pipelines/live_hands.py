"""What the live channel shows of hands."""

from collections.abc import Iterable, Mapping
from typing import Any

from modalities.frames import Frame
from modalities.gesture import Hand, HandTracker

_LINES = (
    (0, 1, 2, 3, 4),
    (5, 6, 7, 8),
    (9, 10, 11, 12),
    (13, 14, 15, 16),
    (0, 17, 18, 19, 20),
    (0, 5, 9, 13, 17),
)
"""The landmarks that are joined: thumb, three fingers, the little finger with the edge of the hand, the palm."""


class HandsWatcher:
    """Says where hands are, and nothing of what they mean."""

    def __init__(self, tracker: HandTracker) -> None:
        self._tracker = tracker

    def see(self, frame: Frame, *, t_ms: int) -> Mapping[str, Any]:
        """The hands' lines. Raises ``EngineFailed``."""
        hands = self._tracker.find(frame, t_ms=t_ms)
        return {"lines": lines_of(hands), "label": "" if hands else "no_hand"}

    def tell(self, message: Mapping[str, Any]) -> None:
        """Nothing that a page says changes where hands are."""

    def close(self) -> None:
        self._tracker.close()


def lines_of(hands: Iterable[Hand]) -> list[list[list[float]]]:
    """Hands as the browser draws them, in heights of the picture."""
    return [
        [[round(float(x), 4), round(float(y), 4)] for x, y in hand.points[line, :2]]
        for hand in hands
        for line in map(list, _LINES)
    ]
