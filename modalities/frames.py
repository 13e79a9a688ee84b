"""Pictures as cameras, files and browsers give them, for what looks at hands and faces."""

import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]
"""One picture, RGB, shape (height, width, 3), as the camera gave it: not mirrored."""


def is_blank(frame: Frame) -> bool:
    """Whether a picture is of one colour, as of a camera that is covered; of a large one, every eighth pixel tells."""
    some = frame[::8, ::8] if frame.shape[0] > 64 and frame.shape[1] > 64 else frame
    return some.size == 0 or bool((some == some[0, 0]).all())
