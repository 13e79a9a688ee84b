"""What the scripted finders of hands and of faces share: lines that are shown in order, or by the pictures' times."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import cycle
from threading import Lock
from typing import Generic, TypeVar

from errors import N_, BadSetting, EngineFailed
from modalities._landmarker import Clock
from modalities.frames import Frame, is_blank

NOBODY = "nobody"
"""The line that shows none."""

_NAME = "scripted"
_Shown = TypeVar("_Shown")
_Line = TypeVar("_Line")


class Script(Generic[_Line, _Shown]):
    """Shows its lines in order, then begins again. Where the picture is of one colour there is nobody.

    ``find`` shows a line for each picture, and may be called by several threads; a stream begins with the first line,
    and shows each for as long as a person would: ``shown_ms``, after which nobody is there for ``pause_ms``.
    ``show`` says what a line shows in a picture, so many milliseconds after it began; of a picture that stands alone,
    at ``still_ms``.
    """

    name = _NAME

    def __init__(
        self,
        says: Sequence[_Line],
        show: Callable[[_Line, Frame, int], tuple[_Shown, ...]],
        *,
        shown_ms: int,
        pause_ms: int = 0,
        still_ms: int = 0,
    ) -> None:
        self._says = tuple(says)
        self._show = show
        self._times = shown_ms, pause_ms
        self._still_ms = still_ms
        self._lines = cycle(self._says)
        self._turn = Lock()

    def find(self, picture: Frame) -> tuple[_Shown, ...]:
        """What the next line shows."""
        if is_blank(picture):
            return ()
        with self._turn:
            line = next(self._lines)
        return self._show(line, picture, self._still_ms)

    def follow(self) -> "ScriptTracker[_Line, _Shown]":
        """Begin with the first line."""
        return ScriptTracker(self._says, self._show, *self._times)


class ScriptTracker(Generic[_Line, _Shown]):
    """Shows its lines one after the other, by the pictures' times."""

    def __init__(
        self,
        says: Sequence[_Line],
        show: Callable[[_Line, Frame, int], tuple[_Shown, ...]],
        shown_ms: int,
        pause_ms: int,
    ) -> None:
        self._says: Sequence[_Line] | None = says
        self._show = show
        self._shown_ms, self._pause_ms = shown_ms, pause_ms
        self._clock = Clock()

    def find(self, frame: Frame, *, t_ms: int) -> tuple[_Shown, ...]:
        """What is shown at that time; times that repeat or run backwards count as one millisecond later."""
        if self._says is None:
            raise EngineFailed(name=_NAME, why=N_("il est fermé"))
        number, at_ms = divmod(self._clock.after(t_ms), self._shown_ms + self._pause_ms)
        if is_blank(frame) or at_ms >= self._shown_ms:
            return ()
        return self._show(self._says[number % len(self._says)], frame, at_ms)

    def close(self) -> None:
        """Show no more."""
        self._says = None


def lines_from(says: str | Iterable[_Line], *, labels: Collection[str]) -> tuple[_Line | str, ...]:
    """The lines of a script; a text holds several labels with spaces between them, an empty one shows nobody.

    Raises ``BadSetting`` for what is no label.
    """
    lines: tuple[_Line | str, ...] = tuple(says.split()) if isinstance(says, str) else tuple(says)
    known = (*labels, NOBODY)
    for line in lines:
        if isinstance(line, str) and line not in known:
            raise BadSetting(name=line, why=" ".join(known))
    return lines or (NOBODY,)
