"""Finds the faces that it was told to: for a demonstration without a camera, and for the tests."""

from collections.abc import Sequence
from typing import Any, Final

from modalities._script import NOBODY, Script, lines_from
from modalities.frames import Frame
from modalities.gaze import Camera, Face
from modalities.gaze._model_face import CLOSED, ModelFace

Line = str | Face | tuple[Face, ...]
"""Where a person looks: the label of a look, or the faces themselves; "nobody" shows none."""

DEMONSTRATION = ("centre", "left", "centre", "right")

_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "centre": {},
    "left": {"yaw_deg": -5.0, "eyes_yaw_deg": -20.0},
    "right": {"yaw_deg": 5.0, "eyes_yaw_deg": 20.0},
    "up": {"pitch_deg": 5.0, "eyes_pitch_deg": 18.0},
    "down": {"pitch_deg": -5.0, "eyes_pitch_deg": -18.0},
    "closed": {"opening": CLOSED},
}
"""How the head and the eyes turn; left and right are those of the picture."""

_SHOWN_MS = 1500
"""How long a look of a stream stays."""


def _faces(line: Line, picture: Frame, _at_ms: int) -> tuple[Face, ...]:
    if isinstance(line, Face):
        return (line,)
    if isinstance(line, tuple):
        return line
    if line == NOBODY:
        return ()
    camera = Camera(aspect=picture.shape[1] / picture.shape[0])
    return (ModelFace(camera=camera).turned(**_LOOKS[line]),)


def load(says: str | Sequence[Line] = DEMONSTRATION, **_ignored: object) -> Script[Line, Face]:
    """A finder that will show these lines; a text holds several labels with spaces between them.

    Raises ``BadSetting`` for what is no label. Options of other back-ends are of no use to it, and accepted.
    """
    return Script(lines_from(says, labels=_LOOKS), _faces, shown_ms=_SHOWN_MS)
