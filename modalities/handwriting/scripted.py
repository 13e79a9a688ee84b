"""A recogniser that reads what it was told to: for a demonstration without a pen, and for the tests."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle
from threading import Lock

from modalities.handwriting import LinePicture
from modalities.handwriting._readings import is_blank, nothing_read
from vocabulary import Recognition, Word

DEMONSTRATION = "Où est ma facture d’été ?"


class Scripted:
    """Reads its lines in order, then begins again, whatever was written; on blank paper it reads nothing."""

    name = "scripted"

    def __init__(self, says: Sequence[str | Recognition]) -> None:
        self._lines = cycle(says)
        self._turn = Lock()

    def read(self, line: LinePicture, *, language: str | None = None) -> Recognition:
        """The next line; its words stand side by side over the whole picture."""
        if is_blank(line):
            return nothing_read(engine=self.name, language=language)
        with self._turn:
            said = next(self._lines)
        if isinstance(said, Recognition):
            return replace(said, language=said.language or language)
        return Recognition(
            modality="handwriting",
            engine=self.name,
            text=said,
            language=language,
            confidence=1.0 if said else None,
            words=_spread(said, line),
            seconds=0.0,
        )


def _spread(said: str, line: LinePicture) -> tuple[Word, ...]:
    height, width = (float(side) for side in line.shape)
    each = width / max(1, len(said))
    words, start = [], 0
    for word in said.split():
        start = said.index(word, start)
        box = (start * each, 0.0, (start + len(word)) * each, height)
        words.append(Word(text=word, confidence=1.0, box=box))
        start += len(word)
    return tuple(words)


def load(says: str | Sequence[str | Recognition] = (DEMONSTRATION,), **_ignored: object) -> Scripted:
    """A recogniser that will read these lines. Options of other back-ends are of no use to it, and accepted."""
    return Scripted((says,) if isinstance(says, str) else tuple(says) or ("",))
