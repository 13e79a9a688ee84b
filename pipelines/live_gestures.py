"""What the live channel shows of gestures: the hands, what is held and for how long, and what counted."""

from collections.abc import Iterable, Mapping
from typing import Any

from modalities.frames import Frame
from modalities.gesture import NONE, UNSURE, GestureStream, Hand

_LINES = (
    (0, 1, 2, 3, 4),
    (5, 6, 7, 8),
    (9, 10, 11, 12),
    (13, 14, 15, 16),
    (0, 17, 18, 19, 20),
    (0, 5, 9, 13, 17),
)
"""The landmarks that are joined: thumb, three fingers, the little finger with the edge of the hand, the palm."""


class GesturesWatcher:
    """Looks for gestures; what they do is the page's to say."""

    def __init__(self, stream: GestureStream) -> None:
        self._stream = stream

    def see(self, frame: Frame, *, t_ms: int) -> Mapping[str, Any]:
        """``event`` holds the ``label`` of a gesture that counts from now on. Raises ``EngineFailed``."""
        seen = self._stream.see(frame, t_ms=t_ms)
        shown = seen.holding or (seen.label if seen.label not in (NONE, UNSURE) else "")
        event = None
        if seen.event is not None:
            event = {"label": seen.event.label, "confidence": seen.event.confidence}
        return {
            "lines": lines_of(seen.hands),
            "label": shown if seen.hands else "no_hand",
            "progress": seen.progress,
            "event": event,
        }

    def tell(self, message: Mapping[str, Any]) -> None:
        """Nothing that a page says changes what a hand shows."""

    def close(self) -> None:
        self._stream.close()


def lines_of(hands: Iterable[Hand]) -> list[list[list[float]]]:
    """Hands as the browser draws them, in heights of the picture."""
    return [hand.points[list(line), :2].astype(float).round(4).tolist() for hand in hands for line in _LINES]
