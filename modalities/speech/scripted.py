"""A recogniser that hears what it was told to: for a demonstration without a microphone, and for the tests."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle
from threading import Lock

from modalities.speech import Clip
from vocabulary import Recognition, Word

DEMONSTRATION = "Ma Livebox clignote en orange, que faire ?"


class Scripted:
    """Says its lines in order, then begins again, whatever the clip holds."""

    name = "scripted"

    def __init__(self, says: Sequence[str | Recognition]) -> None:
        self._lines = cycle(says)
        self._turn = Lock()

    def recognise(self, clip: Clip, *, language: str | None = None, hints: Sequence[str] = ()) -> Recognition:
        """The next line; its words are spread evenly over the clip."""
        with self._turn:
            line = next(self._lines)
        if isinstance(line, Recognition):
            return replace(line, captured_at=clip.captured_at)
        return Recognition(
            modality="speech",
            engine=self.name,
            text=line,
            language=language or "fr",
            confidence=1.0 if line else None,
            words=_spread(line, clip.seconds),
            captured_at=clip.captured_at,
            seconds=0.0,
        )


def _spread(line: str, seconds: float) -> tuple[Word, ...]:
    words = line.split()
    each_s = seconds / max(1, len(words))
    return tuple(
        Word(text=word, start=index * each_s, end=(index + 1) * each_s, confidence=1.0)
        for index, word in enumerate(words)
    )


def load(says: str | Sequence[str | Recognition] = (DEMONSTRATION,), **_ignored: object) -> Scripted:
    """A recogniser that will say these lines. Options of other back-ends are of no use to it, and accepted."""
    return Scripted((says,) if isinstance(says, str) else tuple(says) or ("",))
