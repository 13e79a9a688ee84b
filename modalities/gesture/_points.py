"""What the 21 points of a hand say, whatever its size, its side and how it is turned in the picture.

The numbers of the points are MediaPipe's: 0 the wrist, then four a finger from its root to its tip: thumb 1 to 4, index
5 to 8, middle 9 to 12, ring 13 to 16, little 17 to 20.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.floating[Any]]
Numbers = NDArray[np.float64]

WRIST: Final = 0
FINGERS: Final = ((1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12), (13, 14, 15, 16), (17, 18, 19, 20))
PALM: Final = (0, 1, 5, 9, 13, 17)

_MEASURED: Final = np.array([0, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 16, 17, 18, 20])
"""The points whose distances are features: the first joint of the thumb and the last but one of all fingers tell
nothing that their neighbours do not."""
_FROM, _TO = (_MEASURED[side] for side in np.triu_indices(len(_MEASURED), 1))
_PAIRS: Final = ((0, 1), (1, 2), (2, 3), (3, 4), (0, 4))
"""Fingers whose directions are compared: neighbours, and the thumb with the little finger (the sign « call me »)."""
_TINY: Final = 1e-9

FEATURES: Final = 2 * (len(_FROM) + 5 * (3 + 1 + 1) + len(_PAIRS))


def is_hand(points: Points) -> bool:
    """Whether these can be the points of a hand at all: 21 of them, finite, and not all in one place."""
    if points.shape != (21, 3) or not np.isfinite(points).all():
        return False
    return bool(1e-4 < float(np.ptp(points[:, :2], axis=0).max()) < 1e3)


def palm_length(points: Points) -> float:
    """From the wrist to the root of the middle finger, in the picture and in depth."""
    return float(np.linalg.norm(points[9] - points[WRIST]))


def middle(points: Points) -> Numbers:
    """The mean of the 21 points in the picture: x, y."""
    return np.asarray(points[:, :2].mean(axis=0), np.float64)


def features(hands: Points) -> NDArray[np.float32]:
    """What makes the shape of each hand; ``hands`` has the shape (n, 21, 3), the result (n, ``FEATURES``).

    Distances between points, in sizes of the palm; how far each joint bends and each finger is straight (cosines and
    ratios, 1.0 where it is straight); the angles between fingers (cosines). Each is taken twice, with depth and as seen
    in the picture: depth is the less exact of the two, and turning the hand away changes what is seen. None changes
    when the hand is mirrored, moved, scaled, or turned in the picture.
    """
    whole = np.asarray(hands, np.float64)
    palm = whole[:, PALM] - whole[:, PALM].mean(axis=1, keepdims=True)
    size = np.sqrt((palm**2).sum(axis=(1, 2)) / len(PALM))[:, None] + _TINY
    return np.concatenate([_seen(whole, size), _seen(whole[..., :2], size)], axis=1).astype(np.float32)


def _seen(points: Numbers, size: Numbers) -> Numbers:
    found = [np.linalg.norm(points[:, _FROM] - points[:, _TO], axis=2) / size]
    for finger in FINGERS:
        bones = np.diff(points[:, (WRIST, *finger)], axis=1)
        lengths = np.linalg.norm(bones, axis=2)
        ways = bones / (lengths[..., None] + _TINY)
        reach = np.linalg.norm(points[:, finger[3]] - points[:, finger[0]], axis=1)
        found.append((ways[:, 1:] * ways[:, :-1]).sum(axis=2))
        found.append((ways[:, 1] * ways[:, 3]).sum(axis=1)[:, None])
        found.append((reach / (lengths[:, 1:].sum(axis=1) + _TINY))[:, None])
    ways_of = [_way(points[:, finger[3]] - points[:, finger[0] if finger[0] > 1 else 2]) for finger in FINGERS]
    found += [(ways_of[one] * ways_of[other]).sum(axis=1)[:, None] for one, other in _PAIRS]
    return np.concatenate(found, axis=1)


def _way(vectors: Numbers) -> Numbers:
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + _TINY))


def away_from_up_deg(points: Points, start: int, end: int) -> float:
    """How far the way from one point to another is from straight up in the picture: 0 up, 90 sideways, 180 down."""
    x, y = (float(step) for step in points[end, :2] - points[start, :2])
    return float(np.degrees(np.arctan2(abs(x), -y)))


def foreshortened(points: Points, start: int, end: int) -> float:
    """How much of the way from one point to another is seen: 0.0 straight at the camera, 1.0 across."""
    way = points[end] - points[start]
    return float(np.linalg.norm(way[:2]) / (np.linalg.norm(way) + _TINY))


def shows_its_back(points: Points, *, is_left: bool) -> bool:
    """Whether the back of the hand is to the camera.

    Seen with the fingers up, the thumb of a left hand whose palm is to the camera is on the left of the picture.
    """
    index, little = points[5, :2] - points[WRIST, :2], points[17, :2] - points[WRIST, :2]
    turn = float(index[0] * little[1] - index[1] * little[0])
    return turn < 0 if is_left else turn > 0
