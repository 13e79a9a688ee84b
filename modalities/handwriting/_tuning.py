"""What was learnt from handwriting, as differences to the weights of RapidOCR's model.

``scripts/handwriting`` made them. They are stored as whole numbers from -127 to 127 and one scale for each row of a
weight: a quarter of the bytes, and the same readings. They belong to one model, byte for byte; of any other there are
none, and its own weights read.
"""

import io
from collections.abc import Mapping
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).parents[2] / "assets" / "handwriting" / "tuning.npz"
_MODEL = "sha256 of the model"
_SCALES = " scales"
_MOST = 127

Differences = Mapping[str, NDArray[np.float32]]
"""Of each weight that was tuned, under its name in the model, what is to be added to it."""


def differences_to(sha256: str, file: Path = FILE) -> Differences:
    """What was learnt from the model with that sum; nothing where it was learnt from another.

    Raises ``OSError`` and ``ValueError`` where the file is not whole.
    """
    content = io.BytesIO(file.read_bytes())  # of a file that is none, numpy leaves its own open
    try:
        stored = np.load(content, allow_pickle=False)
    except (EOFError, BadZipFile) as failure:
        raise ValueError(str(failure)) from failure
    if str(stored[_MODEL]) != sha256:
        return {}
    names = [name for name in stored.files if name != _MODEL and not name.endswith(_SCALES)]
    return {name: _widened(stored[name], stored[name + _SCALES]) for name in names}


def packed(differences: Differences, *, sha256: str) -> bytes:
    """The file for these differences to the model with that sum."""
    arrays: dict[str, NDArray[np.generic]] = {_MODEL: np.array(sha256)}
    for name, values in differences.items():
        rows = values.reshape(len(values), -1) if values.ndim > 1 else values.reshape(1, -1)
        scales = np.maximum(np.abs(rows).max(axis=1) / _MOST, np.finfo(np.float32).tiny).astype(np.float32)
        arrays[name] = np.rint(rows / scales[:, None]).astype(np.int8).reshape(values.shape)
        arrays[name + _SCALES] = scales
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **arrays)
    return out.getvalue()


def _widened(whole: NDArray[np.int8], scales: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray((whole.reshape(len(scales), -1) * scales[:, None]).reshape(whole.shape), np.float32)
