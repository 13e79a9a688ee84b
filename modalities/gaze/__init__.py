"""Looks in: what finds faces in pictures, the faces that it finds, and what their eyes say.

A look points; it never publishes.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from modalities.frames import Frame


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Face:
    """One face in a picture."""

    points: NDArray[np.float32]
    """The 478 landmarks of MediaPipe's face model with its irises, shape (478, 3), in heights of the picture: origin
    top left, x to the right, y down, z towards the camera negative."""
    confidence: float | None = None
    """0.0 to 1.0 that a face is there; None where the back-end gives no opinion."""


class FaceTracker(Protocol):
    """Follows the faces of one stream of pictures. Not for several threads at once."""

    def find(self, frame: Frame, *, t_ms: int) -> tuple[Face, ...]:
        """The faces in the next picture, the largest first; none is no error. ``t_ms`` grows from picture to picture.

        Raises ``EngineFailed``.
        """
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...


class FaceFinder(Protocol):
    """One back-end."""

    @property
    def name(self) -> str:
        """The back-end's name."""
        ...

    def find(self, picture: Frame) -> tuple[Face, ...]:
        """The faces in a picture that stands alone, the largest first. Raises ``EngineFailed``."""
        ...

    def follow(self) -> FaceTracker:
        """Begin to follow the faces of a new stream."""
        ...


# The rest stands on the types above, so it comes after them.
from modalities.gaze._blinks import Blink  # noqa: E402
from modalities.gaze._eyes import Eyes  # noqa: E402
from modalities.gaze._looks import Looked, LookLabel, Looks, LookStream  # noqa: E402
from modalities.gaze._pose import Camera, Direction, HeadPose  # noqa: E402

__all__ = [
    "Blink",
    "Camera",
    "Direction",
    "Eyes",
    "Face",
    "FaceFinder",
    "FaceTracker",
    "HeadPose",
    "LookLabel",
    "LookStream",
    "Looked",
    "Looks",
]
