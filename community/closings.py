"""Closing an atelier, and opening it again: by whom, when and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from community.cafes import Atelier
from community.happenings import Happening, Happenings, Thing
from community.members import Member
from community.permissions import Thing as Permitted
from community.permissions import require
from errors import NotFound, ReasonMissing, TooManyWords

if TYPE_CHECKING:
    from community.storage import Rows, Store

LONGEST_REASON = 2_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """One time that an atelier was closed, or opened again."""

    atelier: str
    is_closed: bool
    by: Member
    at: datetime
    reason: str = ""
    """Empty only where it was closed without a word."""


class Closings:
    """When ateliers were closed and opened again."""

    def __init__(self, store: "Store", happenings: Happenings, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._happenings = happenings
        self._now = now

    def last(self, atelier: str) -> Closing | None:
        """The last time; None where it was never closed since it was made."""
        with self._store.reading() as rows:
            return rows.closings.last(atelier)

    def close(self, atelier: str, *, by: Member, reason: str = "") -> None:
        """Take nothing more; what was said stays to be read. Closing what is closed changes nothing.

        Raises ``NotFound``, ``TooManyWords``, and ``NotYours`` for who does not hold it.
        """
        self._set(atelier, is_closed=True, by=by, reason=reason)

    def reopen(self, atelier: str, *, by: Member, reason: str) -> None:
        """Take contributions again; a signed synthesis stays. Raises ``ReasonMissing``, and as ``close`` does."""
        if not reason.strip():
            raise ReasonMissing
        self._set(atelier, is_closed=False, by=by, reason=reason)

    def _set(self, id: str, *, is_closed: bool, by: Member, reason: str) -> None:
        if len(reason) > LONGEST_REASON:
            raise TooManyWords(length=len(reason), limit=LONGEST_REASON)
        with self._store.writing() as rows:
            rows.alone(f"atelier {id}")
            atelier = held(rows, id, by=by)
            if atelier.closed == is_closed:
                return
            at = self._now()
            rows.closings.add(Closing(atelier=id, is_closed=is_closed, by=by, at=at, reason=reason.strip()))
            self._happenings.tell(
                rows,
                Happening(
                    kind="closed" if is_closed else "reopened",
                    thing=Thing(kind="atelier", id=id),
                    parent=Thing(kind="cafe", id=atelier.cafe),
                    by=by.id,
                    at=at,
                    space=atelier.space,
                ),
            )


def holds(atelier: Atelier) -> Permitted:
    """An atelier, as far as permissions go."""
    return Permitted(animators=atelier.animators)


def held(rows: "Rows", id: str, *, by: Member) -> Atelier:
    """The atelier, which that member holds. Raises ``NotFound`` and ``NotYours``."""
    atelier = rows.cafes.atelier(id)
    if atelier is None:
        raise NotFound(name=id)
    require("animate", by, holds(atelier))
    return atelier
