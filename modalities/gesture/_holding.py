"""A gesture counts when it was held, and not again before the hand did something else."""

from dataclasses import dataclass
from typing import Final

from modalities.gesture._profile import Profile
from modalities.gesture._shapes import NONE, UNSURE

_RELEASED_MS: Final = 300
"""A gesture that has counted may count again once the hand has shown something else, or nothing, for so long. An
unclear shape is not something else."""
_CHANGED_MS: Final = 100
"""Another gesture takes the place of the held one once it has been seen for so long without a break."""
_LEAST_SEEN: Final = 3
"""Pictures in which a gesture was seen: two may be chance, however far apart they are."""
_MOST_MS: Final = 250
"""What one picture adds at most: where the pictures come slowly, time in which nothing was seen is not held."""


@dataclass(slots=True)
class _Run:
    """One gesture in the pictures so far."""

    label: str
    held_ms: float = 0.0
    seen: int = 0
    sure: float = 0.0
    """Sum of the confidences."""

    def add(self, confidence: float | None, passed_ms: float) -> None:
        self.held_ms += passed_ms if self.seen else 0.0
        self.seen += 1
        self.sure += confidence or 0.0


class Holding:
    """Counts how long which gesture is held."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._held: _Run | None = None
        self._rival: _Run | None = None
        self._broken_ms = 0.0
        self._spent: str | None = None
        self._released_ms = 0.0

    def let_go(self) -> None:
        """Hold nothing, for now."""
        self._held = self._rival = None
        self._broken_ms = 0.0

    def spend(self, label: str) -> None:
        """Hold nothing, and let this gesture not count before the hand did something else."""
        self.let_go()
        self._spent, self._released_ms = label, 0.0

    @property
    def label(self) -> str | None:
        """The gesture that is being held."""
        return self._held.label if self._held else None

    @property
    def progress(self) -> float:
        """How much of its time it has been held: 0.0 to 1.0."""
        return min(1.0, self._held.held_ms / self._profile.hold_ms(self._held.label)) if self._held else 0.0

    def shown(self, label: str, confidence: float | None, passed_ms: float) -> tuple[str, float] | None:
        """The next picture, some milliseconds after the one before; the gesture and its confidence when it counts."""
        passed_ms = min(passed_ms, _MOST_MS)
        self._release(label, passed_ms)
        if label in (NONE, UNSURE) or label == self._spent:
            self._rival = None
            self._break(passed_ms)
            return None
        if self._held is None:
            self._held = _Run(label)
        if label == self._held.label:
            self._held.add(confidence, passed_ms)
            self._rival, self._broken_ms = None, 0.0
        else:
            self._compete(label, confidence, passed_ms)
        return self._counted()

    def _compete(self, label: str, confidence: float | None, passed_ms: float) -> None:
        if self._rival is None or self._rival.label != label:
            self._rival = _Run(label)
        self._rival.add(confidence, passed_ms)
        if self._rival.held_ms >= _CHANGED_MS:
            self._held, self._rival, self._broken_ms = self._rival, None, 0.0
        else:
            self._break(passed_ms)

    def _counted(self) -> tuple[str, float] | None:
        held = self._held
        if held is None or held.seen < _LEAST_SEEN or held.held_ms < self._profile.hold_ms(held.label):
            return None
        sure = held.sure / held.seen
        if sure < self._profile.least(held.label):
            return None
        self.spend(held.label)
        return held.label, sure

    def _break(self, passed_ms: float) -> None:
        self._broken_ms += passed_ms
        if self._broken_ms > self._profile.break_ms:
            self._held, self._broken_ms = None, 0.0

    def _release(self, label: str, passed_ms: float) -> None:
        if label == self._spent:
            self._released_ms = 0.0
        elif label != UNSURE:
            self._released_ms += passed_ms
            if self._released_ms >= _RELEASED_MS:
                self._spent = None
