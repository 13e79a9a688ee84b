"""What two eyes say: how far open they are, and where they look."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from modalities.gaze import Face
from modalities.gaze._landmarks import EYE_RADIUS_MM, EYEBALL_MM, EYES, IRIS_MM, EyePoints
from modalities.gaze._pose import WEBCAM, Camera, HeadPose

Numbers = NDArray[np.float64]

TURNED_AWAY_DEG: Final = 30.0
"""Beyond that yaw of the head the farther eye is seen too slantwise to count."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Eyes:
    """Both eyes of one face in one picture. Whether they count as open is for who knows the person to say."""

    opening: float
    """The eye aspect ratio, mean of the eyes that are seen well: about 0.3 wide open, under 0.1 closed.

    T. Soukupová and J. Čech, Real-Time Eye Blink Detection using Facial Landmarks, CVWW 2016.
    """
    gaze: Numbers
    """Unit vector of where they look, in the camera's space, shape (3,): x right, y down, z away. Of no meaning while
    they are closed."""
    iris: float
    """Width of the iris in heights of the picture, mean of both."""

    def distance_mm(self, camera: Camera = WEBCAM) -> float:
        """From the camera to the eyes, by the width of the iris: right within 4 % for the width (11.7 ± 0.5 mm), and
        further wrong as the camera's real focal length differs from the nominal one."""
        return camera.focal * IRIS_MM / max(self.iris, 1e-6)


def eyes_of(face: Face, pose: HeadPose, *, camera: Camera = WEBCAM) -> Eyes:
    """Look into the eyes of a face whose head is known."""
    points = face.points.astype(np.float64)
    seen = [eye for eye, is_seen in zip((0, 1), _seen_well(pose), strict=True) if is_seen]
    gaze = np.mean([_gaze(points, eye, pose, camera) for eye in seen], axis=0)
    return Eyes(
        opening=float(np.mean([_opening(points, EYES[eye]) for eye in seen])),
        gaze=gaze / np.linalg.norm(gaze),
        iris=float(np.mean([_width(points, eye.iris_sideways) for eye in EYES])),
    )


def _seen_well(pose: HeadPose) -> tuple[bool, bool]:
    """The right eye and the left one. The person's right eye is the left one in the picture."""
    return pose.yaw_deg > -TURNED_AWAY_DEG, pose.yaw_deg < TURNED_AWAY_DEG


def _opening(points: Numbers, eye: EyePoints) -> float:
    p1, p2, p3, p4, p5, p6 = points[list(eye.lids), :2]
    width = float(np.linalg.norm(p1 - p4))
    return float(np.linalg.norm(p2 - p6) + np.linalg.norm(p3 - p5)) / (2 * max(width, 1e-6))


def _width(points: Numbers, ends: tuple[int, int]) -> float:
    return float(np.linalg.norm(np.subtract(*points[list(ends), :2])))


def _gaze(points: Numbers, eye: int, pose: HeadPose, camera: Camera) -> Numbers:
    """From the centre of the eyeball to where the iris is seen on it.

    The iris's own depth is not used: the landmark model knows little of it. The ray from the camera through the iris
    meets the ball in two points, of which the nearer counts; where it passes by, the ball's nearest point counts.
    """
    centre = pose.position_mm + pose.rotation @ EYEBALL_MM[eye]
    ray = np.array([*(points[EYES[eye].iris, :2] - camera.middle) / camera.focal, 1.0])
    ray /= np.linalg.norm(ray)
    along = float(ray @ centre)
    beside = along * ray - centre
    depth = EYE_RADIUS_MM**2 - float(beside @ beside)
    direction: Numbers = beside - np.sqrt(max(0.0, depth)) * ray
    unit: Numbers = direction / np.linalg.norm(direction)
    return unit
