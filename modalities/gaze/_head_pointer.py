"""Pointing with the head, for eyes that cannot be calibrated well enough."""

from typing import Final

import numpy as np

from modalities.gaze._calibration import Place, Window
from modalities.gaze._pose import HeadPose
from modalities.gaze._targets import HEAD_REACH_DEG
from modalities.smoothing import OneEuro

_MIN_CUTOFF_HZ: Final = 0.8
_BETA: Final = 0.08
"""Hertz for each degree a second: at rest the pointer trembles by a third of the head's, and follows a turn at once."""


class HeadPointer:
    """Moves a pointer with the turns of one head. Not for several threads at once.

    The first pose points to the middle of the window, and so does the one at each ``centre_here``. Who turns to their
    own right moves it right: the picture is that of a camera, not of a mirror.
    """

    def __init__(self, *, reach_deg: Place = HEAD_REACH_DEG) -> None:
        """Set it; ``reach_deg`` is how far to turn sideways, and upwards, from the middle to the border."""
        self._reach_deg = reach_deg
        self._one_euro = OneEuro(min_cutoff_hz=_MIN_CUTOFF_HZ, beta=_BETA)
        self._neutral_deg: Place | None = None
        self._last_deg: Place | None = None

    def point(self, pose: HeadPose, *, t_ms: int, window: Window) -> Place:
        """The pixel that the head points at, always within the window."""
        turned = self._one_euro.filter(np.array([pose.yaw_deg, pose.pitch_deg]), t_ms / 1000)
        self._last_deg = (float(turned[0]), float(turned[1]))
        yaw_deg, pitch_deg = self._neutral_deg = self._neutral_deg or self._last_deg
        x = 0.5 - (self._last_deg[0] - yaw_deg) / self._reach_deg[0] / 2
        y = 0.5 - (self._last_deg[1] - pitch_deg) / self._reach_deg[1] / 2
        return window.at((min(1.0, max(0.0, x)), min(1.0, max(0.0, y))))

    def centre_here(self) -> None:
        """Let the head as it is now point to the middle. No effect before the first pose."""
        self._neutral_deg = self._last_deg
