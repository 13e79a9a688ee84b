"""Where a head is and where it turns, from its landmarks."""

from dataclasses import dataclass
from math import asin, atan2, cos, degrees, radians, sin
from typing import Final

import numpy as np
from numpy.typing import NDArray

from modalities.gaze import Face
from modalities.gaze._landmarks import HEAD_POINTS, HEAD_SHAPE_MM

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """What a picture was taken with, as far as it is known."""

    aspect: float = 4 / 3
    """Width of the picture over its height."""
    focal: float = 1.2
    """Focal length in heights of the picture. 1.2 is a field of 45° from top to bottom, middling for webcams (most have
    40° to 50°); distances to the face are wrong in proportion where the real one differs."""

    @property
    def middle(self) -> Numbers:
        """The middle of the picture, in its heights."""
        return np.array([self.aspect / 2, 0.5])


WEBCAM: Final[Camera] = Camera()


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """A direction in space. Directions are those of the picture as the camera gives it, not mirrored."""

    yaw_deg: float
    """Positive to the right of the picture, which is the person's own left."""
    pitch_deg: float
    """Positive upwards."""

    @classmethod
    def of(cls, vector: Numbers) -> "Direction":
        """The direction of a vector of the camera's space (x right, y down, z away); (0, 0, -1) is straight at it."""
        x, y, z = (vector / np.linalg.norm(vector)).tolist()
        return cls(yaw_deg=degrees(atan2(x, -z)), pitch_deg=degrees(asin(max(-1.0, min(1.0, -y)))))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeadPose:
    """Where a head is and where it turns. Angles of 0 look along the camera's axis, at the picture's plane."""

    yaw_deg: float
    """Positive where the nose points to the right of the picture."""
    pitch_deg: float
    """Positive where it points upwards."""
    roll_deg: float
    """Positive where the head leans clockwise in the picture."""
    rotation: Numbers
    """From ``HEAD_SHAPE_MM``'s axes to the camera's, shape (3, 3)."""
    position_mm: Numbers
    """The middle between the eyes' outer corners in the camera's space, shape (3,): x right, y down, z away. Its scale
    is that of a head of middling size and of the nominal camera."""
    misfit: float
    """Root mean square distance of the landmarks from the fitted head, in widths between the outer corners."""


def rotation_of(*, yaw_deg: float, pitch_deg: float, roll_deg: float) -> Numbers:
    """The rotation that these angles describe, as in ``HeadPose``: first the roll, then the pitch, then the yaw."""
    yaw, pitch, roll = radians(yaw_deg), radians(pitch_deg), radians(roll_deg)
    turn = np.array([[cos(yaw), 0, -sin(yaw)], [0, 1, 0], [sin(yaw), 0, cos(yaw)]])
    nod = np.array([[1, 0, 0], [0, cos(pitch), sin(pitch)], [0, -sin(pitch), cos(pitch)]])
    lean = np.array([[cos(roll), -sin(roll), 0], [sin(roll), cos(roll), 0], [0, 0, 1]])
    product: Numbers = turn @ nod @ lean
    return product


def head_pose(face: Face, *, camera: Camera = WEBCAM) -> HeadPose | None:
    """Fit the head's shape to the landmarks; None where they are no head (all in one place, not finite).

    The landmarks' depths are relative to an unknown distance. From a first one, as if the face were flat, the points
    are placed in space, the head is fitted to them, and its scale corrects the distance, three times.
    """
    points = face.points[HEAD_POINTS].astype(np.float64)
    if not np.isfinite(points).all() or np.ptp(points[:, :2], axis=0).max() < _SMALLEST:
        return None
    scale, _rotation, origin = similarity(HEAD_SHAPE_MM, points)
    distance_mm = camera.focal / max(scale, _SMALLEST / 100)
    for _ in range(3):
        depth_mm = distance_mm * (1 + (points[:, 2] - origin[2]) / camera.focal)
        placed = np.column_stack([(points[:, :2] - camera.middle) * depth_mm[:, None] / camera.focal, depth_mm])
        scale, rotation, position = similarity(HEAD_SHAPE_MM, placed)
        if scale <= 0 or not np.isfinite(scale):
            return None
        distance_mm /= scale
    fitted = scale * HEAD_SHAPE_MM @ rotation.T + position
    misfit_mm = float(np.sqrt(((placed - fitted) ** 2).sum(axis=1).mean())) / scale
    facing = Direction.of(-rotation[:, 2])
    return HeadPose(
        yaw_deg=facing.yaw_deg,
        pitch_deg=facing.pitch_deg,
        roll_deg=degrees(atan2(rotation[1, 0], rotation[1, 1])),
        rotation=rotation,
        position_mm=position / scale,
        misfit=misfit_mm / _EYES_APART_MM,
    )


def similarity(source: Numbers, target: Numbers) -> tuple[float, Numbers, Numbers]:
    """Scale, rotation and shift that bring ``source`` nearest to ``target``, both of shape (n, 3).

    S. Umeyama, Least-squares estimation of transformation parameters between two point patterns, PAMI 13(4), 1991.
    """
    from_mean, to_mean = source.mean(axis=0), target.mean(axis=0)
    centred, aimed = source - from_mean, target - to_mean
    left, stretch, right = np.linalg.svd(aimed.T @ centred)
    no_mirror = np.diag([1.0, 1.0, np.sign(np.linalg.det(left @ right)) or 1.0])
    rotation = left @ no_mirror @ right
    scale = float(np.trace(np.diag(stretch) @ no_mirror) / (centred**2).sum())
    return scale, rotation, to_mean - scale * rotation @ from_mean


_SMALLEST: Final = 1e-3
"""Heights of the picture under which a face is only a spot."""
_EYES_APART_MM: Final = 90.0
