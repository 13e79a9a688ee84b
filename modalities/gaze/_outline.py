"""What is drawn of a face over its picture, so that its owner sees what the machine sees."""

from itertools import chain
from typing import Final

from modalities.gaze import Face

OVAL: Final = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
    *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)
"""From the hair line, by the right of the picture."""
LIPS: Final = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146)
"""From the corner on the left of the picture, by the upper lip."""
RIGHT_LIDS: Final = (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7)
"""From the corner on the left of the picture, by the upper lid."""
LEFT_LIDS: Final = (362, 398, 384, 385, 386, 387, 388, 466, 263, 249, 390, 373, 374, 380, 381, 382)
RIGHT_IRIS: Final = (469, 470, 471, 472)
LEFT_IRIS: Final = (474, 475, 476, 477)

_RINGS: Final = (OVAL, LIPS, RIGHT_LIDS, LEFT_LIDS, RIGHT_IRIS, LEFT_IRIS)


def outline(face: Face) -> list[list[list[float]]]:
    """Closed lines of ``[x, y]`` in heights of the picture: face, lips, lids and irises."""
    return [
        [[round(float(x), 4), round(float(y), 4)] for x, y in face.points[list(chain(ring, ring[:1])), :2]]
        for ring in _RINGS
    ]
