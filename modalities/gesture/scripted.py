"""Finds the hands that it was told to: for a demonstration without a camera, and for the tests."""

from collections.abc import Sequence
from itertools import cycle
from threading import Lock

from errors import N_, BadSetting, EngineFailed
from modalities._landmarker import Clock
from modalities.frames import Frame, is_blank
from modalities.gesture import Hand
from modalities.gesture._synthetic import SHAPES, SWIPES, hand

Line = str | Hand | tuple[Hand, ...]
"""What a person does: the label of a gesture, or the hands themselves; "nobody" shows none."""

NOBODY = "nobody"
DEMONSTRATION = ("open_palm", "thumb_up", "swipe_left")

_SHOWN_MS = 1600
"""How long a gesture of a stream stays."""
_PAUSE_MS = 600
"""How long the hand is away after it."""
_SWIPE_MS = (600, 1000)
"""From when to when a swiping hand moves; before and after it rests."""
_FAR = 0.3
"""How far from the middle a swipe starts and ends, in widths or heights of the picture."""


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

    def find(self, picture: Frame) -> tuple[Hand, ...]:
        """The hands of the next line. Of a swipe, which no single picture shows, the open hand half-way."""
        if is_blank(picture):
            return ()
        with self._turn:
            line = next(self._lines)
        return _hands(line, picture, at_ms=sum(_SWIPE_MS) // 2)

    def follow(self) -> "ScriptedTracker":
        """Begin with the first line."""
        return ScriptedTracker(self._says)


class ScriptedTracker:
    """Shows its lines one after the other, by the pictures' times."""

    def __init__(self, says: Sequence[Line]) -> None:
        self._says: Sequence[Line] | None = says
        self._clock = Clock()

    def find(self, frame: Frame, *, t_ms: int) -> tuple[Hand, ...]:
        """The hands at that time; times that repeat or run backwards count as one millisecond later."""
        if self._says is None:
            raise EngineFailed(name=Scripted.name, why=N_("il est fermé"))
        number, at_ms = divmod(self._clock.after(t_ms), _SHOWN_MS + _PAUSE_MS)
        if is_blank(frame) or at_ms >= _SHOWN_MS:
            return ()
        return _hands(self._says[number % len(self._says)], frame, at_ms=at_ms)

    def close(self) -> None:
        """Show no more."""
        self._says = None


def _hands(line: Line, picture: Frame, *, at_ms: int) -> tuple[Hand, ...]:
    if isinstance(line, Hand):
        return (line,)
    if isinstance(line, tuple):
        return line
    width = picture.shape[1] / picture.shape[0]  # in heights of the picture
    if line in SHAPES:
        return (hand(line, at=(width / 2, 0.5)),)
    if line == NOBODY:
        return ()
    start_ms, end_ms = _SWIPE_MS
    way = _FAR * (2 * min(1.0, max(0.0, (at_ms - start_ms) / (end_ms - start_ms))) - 1)
    x, y = SWIPES[line]
    return (hand("open_palm", at=((0.5 + way * x) * width, 0.5 + way * y)),)


def load(says: str | Sequence[Line] = DEMONSTRATION, **_ignored: object) -> Scripted:
    """A finder that will show these lines; a text holds several labels with spaces between them.

    Raises ``BadSetting`` for what is no label. Options of other back-ends are of no use to it, and accepted.
    """
    lines = tuple(says.split()) if isinstance(says, str) else tuple(says)
    known = (*SHAPES, *SWIPES, NOBODY)
    for line in lines:
        if isinstance(line, str) and line not in known:
            raise BadSetting(name=line, why=" ".join(known))
    return Scripted(lines or (NOBODY,))
