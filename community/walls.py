"""The wall of an atelier: what a whole room sees of it, large, while it goes on.

A wall shows what any guest may see. That of a blind atelier shows counts only, until who holds it shows the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from community.cafes import Atelier, Contribution, VoteTally
from community.closings import held
from community.members import Member
from errors import NotFound

if TYPE_CHECKING:
    from community.storage import Store

NEWEST = 5
"""How many contributions a wall has room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """What a room sees at one moment."""

    atelier: Atelier
    participants: int
    """Who contributed or voted, each counted once."""
    contributions: int
    votes: int
    tally: VoteTally | None
    """None while only counts are shown."""
    newest: tuple[Contribution, ...]
    """Newest first; empty while only counts are shown."""
    is_veiled: bool = False
    """The atelier is blind, and who holds it has not shown its wall."""


class Walls:
    """The walls of every atelier."""

    def __init__(self, store: "Store", *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def of_atelier(self, atelier: str) -> Wall:
        """What a room sees now; cheap, since every wall asks each second. Raises ``NotFound``."""
        with self._store.reading() as rows:
            wall = rows.walls.of_atelier(atelier, newest=NEWEST)
        if wall is None:
            raise NotFound(name=atelier)
        return wall

    def unveil(self, atelier: str, *, by: Member) -> None:
        """Show on the wall of a blind atelier what was brought to it. Raises ``NotFound`` and ``NotYours``."""
        with self._store.writing() as rows:
            held(rows, atelier, by=by)
            rows.walls.unveil(atelier, by=by.id, at=self._now())

    def veil(self, atelier: str, *, by: Member) -> None:
        """Show counts only, again. Raises ``NotFound`` and ``NotYours``."""
        with self._store.writing() as rows:
            held(rows, atelier, by=by)
            rows.walls.veil(atelier)
