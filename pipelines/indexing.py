"""Giving every post its vector at once, with progress; stopped anywhere, it goes on where it was."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.meaning import give_meanings

if TYPE_CHECKING:
    from community import Community
    from modalities.meaning import Embedder

_AT_ONCE = 64  # posts
_SETTLE_EVERY = 20_000  # posts: what is not in the file is compared one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """What came of it."""

    model: str
    dimensions: int
    store: str
    """``usearch`` or ``pgvector``."""
    made: int
    """Posts that were given a vector now."""
    here: int
    """Posts that have one."""
    seconds: float


def index(
    community: "Community",
    embedder: "Embedder",
    *,
    anew: bool = False,
    tell: Callable[[int, int], None] = lambda _made, _waiting: None,
) -> Indexed:
    """Make the vectors of all posts that wait; of all posts where they are of another model, or with ``anew``.

    ``tell`` is given how many were made, and how many wait. Raises ``EngineFailed`` and ``CannotBeKept``.
    """
    begun = time.monotonic()
    meanings = community.meanings
    (meanings.begin_anew if anew else meanings.begin)(model=embedder.model, dimensions=embedder.dimensions)
    before = meanings.figures()
    made = settled = 0
    tell(0, before.waiting)
    while count := give_meanings(community, embedder, limit=_AT_ONCE):
        made += count
        tell(made, max(0, before.waiting - made))
        if made - settled >= _SETTLE_EVERY:
            meanings.settle(threads=os.cpu_count() or 1)
            settled = made
    meanings.settle(threads=os.cpu_count() or 1)
    after = meanings.figures()
    return Indexed(
        model=after.model,
        dimensions=after.dimensions,
        store=after.store,
        made=made,
        here=after.here,
        seconds=time.monotonic() - begun,
    )
