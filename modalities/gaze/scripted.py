"""Finds the faces that it was told to: for a demonstration without a camera, and for the tests."""

from collections.abc import Sequence
from itertools import cycle
from threading import Lock
from typing import Any, Final

from errors import N_, BadSetting, EngineFailed
from modalities._landmarker import Clock
from modalities.frames import Frame, is_blank
from modalities.gaze import Camera, Face
from modalities.gaze._model_face import CLOSED, ModelFace

Line = str | Face | tuple[Face, ...]
"""Where a person looks: the label of a look, or the faces themselves; "nobody" shows none."""

NOBODY = "nobody"
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


class Scripted:
    """Shows its lines in order, then begins again. Where the picture is of one colour there is nobody.

    ``find`` shows a line for each picture, and may be called by several threads; a stream begins with the first line,
    and shows each for as long as a person would.
    """

    name = "scripted"

    def __init__(self, says: Sequence[Line]) -> None:
        self._says = tuple(says)
        self._lines = cycle(self._says)
        self._turn = Lock()

    def find(self, picture: Frame) -> tuple[Face, ...]:
        """The faces of the next line."""
        if is_blank(picture):
            return ()
        with self._turn:
            line = next(self._lines)
        return _faces(line, picture)

    def follow(self) -> "ScriptedTracker":
        """Begin with the first line."""
        return ScriptedTracker(self._says)


class ScriptedTracker:
    """Shows its lines one after the other, by the pictures' times."""

    def __init__(self, says: Sequence[Line]) -> None:
        self._says: Sequence[Line] | None = says
        self._clock = Clock()

    def find(self, frame: Frame, *, t_ms: int) -> tuple[Face, ...]:
        """The faces at that time; times that repeat or run backwards count as one millisecond later."""
        if self._says is None:
            raise EngineFailed(name=Scripted.name, why=N_("il est fermé"))
        number = self._clock.after(t_ms) // _SHOWN_MS
        return () if is_blank(frame) else _faces(self._says[number % len(self._says)], frame)

    def close(self) -> None:
        """Show no more."""
        self._says = None


def _faces(line: Line, picture: Frame) -> tuple[Face, ...]:
    if isinstance(line, Face):
        return (line,)
    if isinstance(line, tuple):
        return line
    if line == NOBODY:
        return ()
    camera = Camera(aspect=picture.shape[1] / picture.shape[0])
    return (ModelFace(camera=camera).turned(**_LOOKS[line]),)


def load(says: str | Sequence[Line] = DEMONSTRATION, **_ignored: object) -> Scripted:
    """A finder that will show these lines; a text holds several labels with spaces between them.

    Raises ``BadSetting`` for what is no label. Options of other back-ends are of no use to it, and accepted.
    """
    lines = tuple(says.split()) if isinstance(says, str) else tuple(says)
    known = (*_LOOKS, NOBODY)
    for line in lines:
        if isinstance(line, str) and line not in known:
            raise BadSetting(name=line, why=" ".join(known))
    return Scripted(lines or (NOBODY,))
