"""Rewriting: a machine that tells quotes anew. Whether what it says may be shown is not for it to decide."""

from collections.abc import Iterator, Sequence
from threading import Event
from typing import Protocol


class Rewriter(Protocol):
    """One back-end. It is asked by one thread at a time."""

    @property
    def name(self) -> str:
        """The back-end's name."""
        ...

    @property
    def model(self) -> str:
        """What writes: the model's name, as readers are told it."""
        ...

    def rewrite(self, question: str, passages: Sequence[str], *, language: str, stop: Event) -> Iterator[str]:
        """Pieces of a text as they come, of any length; nothing where the machine finds nothing to say.

        ``passages`` are the quotes, the most useful first. Once ``stop`` is set it ends soon. Raises ``EngineFailed``.
        """
        ...
