"""How somebody gestures, and the times and thresholds that follow from it."""

from dataclasses import dataclass
from typing import Final

from modalities.gesture._looks import Side

_HOLD_MS: Final = {
    "open_palm": 800,
    "fist": 600,
    "thumb_up": 700,
    "thumb_down": 700,
    "victory": 500,
    "pointing_up": 500,
}
_TAUGHT_MS: Final = 700
"""How long a gesture is held. A hand rests open for up to 0.7 s before it swipes; what votes or erases takes longer
than a hand in talk rests in one shape by chance."""

_LEAST_HELD: Final = {"thumb_up": 0.7, "thumb_down": 0.7, "fist": 0.65}
_LEAST_HELD_ELSE: Final = 0.6
"""How probable a gesture has to be on average while it is held: surer for what votes and erases."""

_SLOW: Final = 2.0
"""Who moves slowly holds twice as long, and has twice as long for a swipe."""

_BREAK_MS: Final = 200
_BREAK_TREMBLING_MS: Final = 450
"""How long a held gesture may be lost or unclear and still count as held: some three frames of fifteen a second, or two
beats of a tremor (4 to 6 Hz in Parkinson's disease, 4 to 12 Hz in essential tremor)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How a member gestures. Every gesture needs one hand only."""

    hand: Side = "either"
    """The hand that acts. A hand whose side is not known acts too."""
    one_hand: bool = False
    """Whether the hand that acted first is the only one that acts, until it has left the picture: for who holds a stick
    or has a companion at the side. Else the hand that is raised above the other takes over."""
    tremor: bool = False
    """Whether the hand trembles: its points are calmed by the One-Euro filter (1 Hz at rest), and a gesture may be
    unclear for 450 ms in place of 200."""
    slow: bool = False
    """Whether movements take their time: gestures are held twice as long before they act, and swipes may take 1.2 s."""

    def hold_ms(self, label: str) -> float:
        """How long a gesture is held before it acts."""
        return _HOLD_MS.get(label, _TAUGHT_MS) * (_SLOW if self.slow else 1.0)

    def least(self, label: str) -> float:
        """How probable it has to be on average meanwhile."""
        return _LEAST_HELD.get(label, _LEAST_HELD_ELSE)

    @property
    def break_ms(self) -> float:
        """How long a held gesture may be lost or unclear."""
        return _BREAK_TREMBLING_MS if self.tremor else _BREAK_MS

    @property
    def swipe_ms(self) -> float:
        """How long a swipe may take."""
        return 600 * (_SLOW if self.slow else 1.0)
