"""Which of the 478 landmarks of MediaPipe's face model we use, and the shape of the head that they stand on.

« Right » and « left » in the landmarks' names are the person's own: the right eye stands left in a picture that is not
mirrored. The numbers are those of ``mediapipe.tasks``' ``FaceLandmarksConnections``.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

COUNT: Final = 478

RIGHT_EYE_OUTER: Final = 33
RIGHT_EYE_INNER: Final = 133
LEFT_EYE_INNER: Final = 362
LEFT_EYE_OUTER: Final = 263


class EyePoints(NamedTuple):
    """The landmarks of one eye."""

    lids: tuple[int, int, int, int, int, int]
    """p1 to p6 of Soukupová and Čech, around: a corner, two of the upper lid, the other corner, two of the lower."""
    iris: int
    iris_sideways: tuple[int, int]
    """The two ends of the iris that no lid covers."""


RIGHT_EYE: Final = EyePoints((33, 160, 158, 133, 153, 144), 468, (469, 471))
LEFT_EYE: Final = EyePoints((362, 385, 387, 263, 373, 380), 473, (474, 476))
EYES: Final = (RIGHT_EYE, LEFT_EYE)

_ONE_SIDE: Final = {
    168: (0.0, -5.0, -22.0),  # the root of the nose
    6: (0.0, 2.0, -27.0),
    1: (0.0, 35.0, -46.0),  # the tip of the nose
    2: (0.0, 42.0, -31.0),  # under it
    9: (0.0, -22.0, -23.0),  # between the eyebrows
    10: (0.0, -53.0, -13.0),  # the hair line
}
_BOTH_SIDES: Final = {
    (RIGHT_EYE_OUTER, LEFT_EYE_OUTER): (45.0, 0.0, 0.0),
    (RIGHT_EYE_INNER, LEFT_EYE_INNER): (18.0, 0.0, -5.0),
    (127, 356): (70.0, 9.0, 49.0),  # the temples, before the ears
}
HEAD_POINTS: Final = np.array([*_ONE_SIDE, *(index for pair in _BOTH_SIDES for index in pair)])
"""Landmarks that no word, smile or blink moves: no jaw, no lips, no lids."""

HEAD_SHAPE_MM: Final[NDArray[np.float64]] = np.array(
    [*_ONE_SIDE.values(), *((side * x, y, z) for x, y, z in _BOTH_SIDES.values() for side in (-1.0, 1.0))]
)
"""Where they are on a head of middling size that faces the camera, shape (n, 3), one row for each of ``HEAD_POINTS``.

Millimetres from the middle between the outer corners of the eyes; x to the right of the picture, y down, z away from
the camera. It is ours, symmetric and rounded: 90 mm between the outer corners and 36 between the inner ones (L. G.
Farkas, Anthropometry of the Head and Face, 1994, has 87 to 91 and 31 to 33; the model's inner corners stand on the
white of the eye), the depths as MediaPipe's model sees them in faces from the front.
"""

EYEBALL_MM: Final[NDArray[np.float64]] = np.array([(-31.5, -1.5, 4.0), (31.5, -1.5, 4.0)])
"""The centres about which the right and the left eye turn, likewise. Pupils are 63 mm apart (N. A. Dodgson, Variation
and extrema of human interpupillary distance, SPIE 5291, 2004)."""

EYE_RADIUS_MM: Final = 10.0
"""From there to the middle of the iris: 13.5 mm to the front of the cornea (G. A. Fry and W. W. Hill, The center of
rotation of the eye, 1962) less 3.5 mm from there to the pupil."""

IRIS_MM: Final = 11.7
"""Width of the iris, the same within 0.5 mm in nearly everybody (Ablavatski et al., MediaPipe Iris, 2020)."""
