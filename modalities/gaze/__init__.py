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
from modalities.gaze._calibration import (  # noqa: E402
    CHECK_POINTS,
    FIVE_POINTS,
    NINE_POINTS,
    Accuracy,
    Calibration,
    Sample,
    Shown,
    Window,
    calibration_from,
    checked,
    fitted,
    sample_of,
)
from modalities.gaze._drift import Drift  # noqa: E402
from modalities.gaze._dwell import Chosen, Dwell, Pace, Pointed  # noqa: E402
from modalities.gaze._eyes import Eyes  # noqa: E402
from modalities.gaze._head_pointer import HeadPointer  # noqa: E402
from modalities.gaze._looks import Looked, LookLabel, Looks, LookStream, camera_of  # noqa: E402
from modalities.gaze._outline import outline  # noqa: E402
from modalities.gaze._pose import WEBCAM, Camera, Direction, HeadPose  # noqa: E402
from modalities.gaze._showing import Showing  # noqa: E402
from modalities.gaze._targets import (  # noqa: E402
    Rectangle,
    Target,
    Way,
    four_targets,
    head_error_px,
    how_many_fit,
    target_size,
    way_of_pointing,
)

__all__ = [
    "CHECK_POINTS",
    "FIVE_POINTS",
    "NINE_POINTS",
    "WEBCAM",
    "Accuracy",
    "Blink",
    "Calibration",
    "Camera",
    "Chosen",
    "Direction",
    "Drift",
    "Dwell",
    "Eyes",
    "Face",
    "FaceFinder",
    "FaceTracker",
    "HeadPointer",
    "HeadPose",
    "LookLabel",
    "LookStream",
    "Looked",
    "Looks",
    "Pace",
    "Pointed",
    "Rectangle",
    "Sample",
    "Showing",
    "Shown",
    "Target",
    "Way",
    "Window",
    "calibration_from",
    "camera_of",
    "checked",
    "fitted",
    "four_targets",
    "head_error_px",
    "how_many_fit",
    "outline",
    "sample_of",
    "target_size",
    "way_of_pointing",
]
