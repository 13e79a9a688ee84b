"""Gestures in: what finds hands in pictures, and the hands that it finds."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from modalities.frames import Frame


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hand:
    """One hand in a picture."""

    points: NDArray[np.float32]
    """The 21 landmarks of MediaPipe's hand model, shape (21, 3), in heights of the picture: origin top left, x to the
    right, y down, z towards the camera negative and 0 at the wrist."""
    is_left: bool | None = None
    """Whether it is the left hand of whoever is in front of the camera; None where that is not known."""
    confidence: float | None = None
    """0.0 to 1.0 that a hand is there."""


class HandTracker(Protocol):
    """Follows the hands of one stream of pictures. Not for several threads at once."""

    def find(self, frame: Frame, *, t_ms: int) -> tuple[Hand, ...]:
        """The hands in the next picture; none is no error. ``t_ms`` grows from picture to picture.

        Raises ``EngineFailed``.
        """
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...


class HandFinder(Protocol):
    """One back-end."""

    @property
    def name(self) -> str:
        """The back-end's name."""
        ...

    def find(self, picture: Frame) -> tuple[Hand, ...]:
        """The hands in a picture that stands alone; none is no error. Raises ``EngineFailed``."""
        ...

    def follow(self) -> HandTracker:
        """Begin to follow the hands of a new stream."""
        ...


# What pipelines need of this folder, whatever the back-end. They stand last because they are made of the above.
from modalities.gesture._gestures import Gestures  # noqa: E402
from modalities.gesture._looks import acting_hand  # noqa: E402
from modalities.gesture._profile import Profile  # noqa: E402
from modalities.gesture._shapes import COMMANDS, NONE, UNSURE  # noqa: E402
from modalities.gesture._stream import GestureStream, Seen  # noqa: E402
from modalities.gesture._taught import SWIPES, Take, Taught, teach  # noqa: E402

__all__ = [
    "COMMANDS",
    "NONE",
    "SWIPES",
    "UNSURE",
    "GestureStream",
    "Gestures",
    "Hand",
    "HandFinder",
    "HandTracker",
    "Profile",
    "Seen",
    "Take",
    "Taught",
    "acting_hand",
    "teach",
]
