"""Pictures as cameras, files and browsers give them, for what looks at hands and faces."""

import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]
"""One picture, RGB, shape (height, width, 3), as the camera gave it: not mirrored."""
