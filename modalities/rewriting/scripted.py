"""Says what it was told to, word by word: for a demonstration without a model, and for the tests."""

import re
from collections.abc import Iterator, Sequence
from threading import Event


class Scripted:
    """Without words of its own it gives the passages back as they are."""

    name = "scripted"
    model = "scripted"

    def __init__(self, says: str | None) -> None:
        self._says = says

    def rewrite(self, _question: str, passages: Sequence[str], *, language: str, stop: Event) -> Iterator[str]:
        """See ``Rewriter``."""
        says = "\n".join(passages) if self._says is None else self._says
        for piece in re.findall(r"\s*\S+", says):
            if stop.is_set():
                return
            yield piece


def load(says: str | None = None, **_ignored: object) -> Scripted:
    """A rewriter that says this. Options of other back-ends are of no use to it, and accepted."""
    return Scripted(says)
