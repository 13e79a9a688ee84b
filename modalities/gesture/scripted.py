"""Finds the hands that it was told to: for a demonstration without a camera, and for the tests."""

from collections.abc import Sequence

from modalities._script import NOBODY, Script, lines_from
from modalities.frames import Frame
from modalities.gesture import Hand
from modalities.gesture._synthetic import SHAPES, SWIPES, hand

Line = str | Hand | tuple[Hand, ...]
"""What a person does: the label of a gesture, or the hands themselves; "nobody" shows none."""

DEMONSTRATION = ("open_palm", "thumb_up", "swipe_left")

_SHOWN_MS = 1600
"""How long a gesture of a stream stays."""
_PAUSE_MS = 600
"""How long the hand is away after it."""
_SWIPE_MS = (600, 1000)
"""From when to when a swiping hand moves; before and after it rests."""
_FAR = 0.3
"""How far from the middle a swipe starts and ends, in widths or heights of the picture."""


def _hands(line: Line, picture: Frame, at_ms: int) -> tuple[Hand, ...]:
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


def load(says: str | Sequence[Line] = DEMONSTRATION, **_ignored: object) -> Script[Line, Hand]:
    """A finder that will show these lines; a text holds several labels with spaces between them.

    Of a swipe, which no single picture shows, a picture that stands alone gives the open hand half-way. Raises
    ``BadSetting`` for what is no label. Options of other back-ends are of no use to it, and accepted.
    """
    lines = lines_from(says, labels=(*SHAPES, *SWIPES))
    return Script(lines, _hands, shown_ms=_SHOWN_MS, pause_ms=_PAUSE_MS, still_ms=sum(_SWIPE_MS) // 2)
