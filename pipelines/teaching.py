"""Teaching a gesture in front of the camera: shown twice, for five seconds each, then tried.

What the page tells: ``{"take": 1}`` or ``{"take": 2}``, when its author is ready. What it is told of each frame: the
hand's ``lines``, and while a take lasts the ``progress`` of it. Events: ``{"taken": 1}`` at the end of the first take;
at the end of the second ``{"taught": what is to be kept}``, or ``{"not_taught": {"name", "why"}}``, after which the
first is asked for again.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from errors import GestureNotLearnt
from modalities.frames import Frame
from modalities.gesture import Hand, HandTracker, Taught, acting_hand, teach
from pipelines.live_gestures import lines_of

TAKES = 2
TAKE_MS = 5_000.0
"""From the first moment at which a hand is seen."""


class TeachingWatcher:
    """Collects two takes of one gesture, and learns it."""

    def __init__(self, tracker: HandTracker, *, name: str, among: Sequence[Taught]) -> None:
        self._tracker = tracker
        self._name = name
        self._among = among
        self._takes: list[list[tuple[float, Hand]]] = []
        self._take: list[tuple[float, Hand]] | None = None
        """The one that lasts; None while the author gets ready."""

    def see(self, frame: Frame, *, t_ms: int) -> Mapping[str, Any]:
        """Raises ``EngineFailed``."""
        hands = self._tracker.find(frame, t_ms=t_ms)
        shown: dict[str, Any] = {"lines": lines_of(hands), "label": "" if hands else "no_hand"}
        hand = acting_hand(hands)
        if self._take is None:
            return shown
        if hand is not None:
            self._take.append((float(t_ms), hand))
        done = min(1.0, (t_ms - self._take[0][0]) / TAKE_MS) if self._take else 0.0
        event = self._end_take() if done >= 1.0 else None
        return {**shown, "progress": done, "event": event}

    def tell(self, message: Mapping[str, Any]) -> None:
        """Begin the take that is due; another is not begun, and one that lasts goes on."""
        if self._take is None and message.get("take") == len(self._takes) + 1:
            self._take = []

    def _end_take(self) -> Mapping[str, Any]:
        assert self._take is not None, "only a take that lasts ends"
        self._takes.append(self._take)
        self._take = None
        if len(self._takes) < TAKES:
            return {"taken": len(self._takes)}
        takes, self._takes = self._takes, []
        try:
            return {"taught": teach(takes, self._name, among=self._among).as_dict()}
        except GestureNotLearnt as refused:
            return {"not_taught": {"name": self._name, "why": str(refused.facts.get("why", ""))}}

    def close(self) -> None:
        self._tracker.close()
