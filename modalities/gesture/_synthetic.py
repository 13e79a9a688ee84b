"""Made-up hands: the shape and the way of each gesture, for a demonstration without a camera and for the tests."""

from math import cos, radians, sin
from typing import Final

import numpy as np
from numpy.typing import NDArray

from modalities.gesture import Hand

Numbers = NDArray[np.float64]

SHAPES: Final = ("open_palm", "fist", "thumb_up", "thumb_down", "victory", "pointing_up", "none")
SWIPES: Final = {"swipe_left": (-1, 0), "swipe_right": (1, 0), "swipe_up": (0, -1), "swipe_down": (0, 1)}
"""Where each goes, in the picture as the camera gives it: x to the right, y down."""

# A right hand held upright, its palm to the camera: lengths in lengths of the palm, wrist to middle knuckle. The
# proportions of a grown-up's hand (B. Buchholz et al., Anthropometric data for describing the kinematics of the human
# hand, Ergonomics 35(3), 1992), rounded. x to the right of the picture (where its thumb is), y down, z away.
_KNUCKLES: Final = np.array([(0.30, -0.95, 0.0), (0.06, -1.0, 0.0), (-0.17, -0.93, 0.02), (-0.37, -0.80, 0.05)])
_BONES: Final = np.array([(0.46, 0.26, 0.20), (0.50, 0.31, 0.21), (0.46, 0.29, 0.21), (0.36, 0.21, 0.19)])
_SPREAD_DEG: Final = {"victory": (16.0, -10.0, 0.0, 0.0)}
_USUAL_SPREAD_DEG: Final = (8.0, 1.0, -7.0, -16.0)
_STRAIGHT_DEG: Final = (6.0, 6.0, 4.0)
_CURLED_DEG: Final = (78.0, 100.0, 65.0)
"""How far each joint of a finger bends towards the palm, from the knuckle on."""

_THUMB_ASIDE: Final = np.array([(0.26, -0.20, -0.05), (0.50, -0.42, -0.10), (0.70, -0.62, -0.12), (0.86, -0.80, -0.13)])
_THUMB_OUT: Final = np.array([(0.26, -0.22, -0.05), (0.55, -0.42, -0.08), (0.86, -0.46, -0.08), (1.12, -0.46, -0.08)])
_THUMB_OVER: Final = np.array([(0.24, -0.20, -0.12), (0.38, -0.46, -0.28), (0.28, -0.72, -0.42), (0.06, -0.80, -0.46)])

_FINGERS_OUT: Final = {
    "open_palm": (1, 1, 1, 1),
    "fist": (0, 0, 0, 0),
    "thumb_up": (0, 0, 0, 0),
    "thumb_down": (0, 0, 0, 0),
    "victory": (1, 1, 0, 0),
    "pointing_up": (1, 0, 0, 0),
    "none": (1, 0, 0, 1),  # horns: a shape that asks for nothing
}
_THUMBS: Final = {"open_palm": _THUMB_ASIDE, "thumb_up": _THUMB_OUT, "thumb_down": _THUMB_OUT}
_TURNS_DEG: Final = {"thumb_up": -90.0, "thumb_down": 90.0}

_PALM: Final = 0.17
"""Length of the palm in heights of the picture: somebody a metre from a laptop's camera."""


def hand(shape: str, *, at: tuple[float, float] = (0.5, 0.5), is_left: bool = False, palm: float = _PALM) -> Hand:
    """One hand in one of ``SHAPES``; ``at`` is about its middle, in heights of the picture."""
    points = palm * _turned(_points(shape), _TURNS_DEG.get(shape, 0.0))
    if is_left:
        points = points * (-1, 1, 1)
    points[:, :2] += np.array(at) - _middle(points)
    return Hand(points=points.astype(np.float32), is_left=is_left, confidence=1.0)


def _middle(points: Numbers) -> Numbers:
    return np.asarray((points[:, :2].min(axis=0) + points[:, :2].max(axis=0)) / 2)


def _points(shape: str) -> Numbers:
    """The wrist, the thumb, then the four fingers from the knuckle on: shape (21, 3)."""
    points = [np.zeros((1, 3)), _THUMBS.get(shape, _THUMB_OVER)]
    spread_deg = _SPREAD_DEG.get(shape, _USUAL_SPREAD_DEG)
    for finger, is_out in enumerate(_FINGERS_OUT[shape]):
        points.append(_finger(finger, _STRAIGHT_DEG if is_out else _CURLED_DEG, spread_deg[finger] if is_out else 0.0))
    return np.concatenate(points)


def _finger(finger: int, bends_deg: tuple[float, float, float], spread_deg: float) -> Numbers:
    joints, bent_deg = [_KNUCKLES[finger]], 0.0
    for bone, bend_deg in zip(_BONES[finger], bends_deg, strict=True):
        bent_deg += bend_deg
        along = cos(radians(bent_deg))
        aside = np.array([sin(radians(spread_deg)) * along, -cos(radians(spread_deg)) * along, -sin(radians(bent_deg))])
        joints.append(joints[-1] + bone * aside)
    return np.array(joints)


def _turned(points: Numbers, clockwise_deg: float) -> Numbers:
    """Turned about the wrist, in the picture."""
    turn = radians(clockwise_deg)
    flat = points[:, :2] @ np.array([[cos(turn), sin(turn)], [-sin(turn), cos(turn)]])
    return np.column_stack([flat, points[:, 2]])
