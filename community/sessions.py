"""In which browsers one takes part. A session ends when it was not used for a while, or when its member leaves it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from community.members import Member, is_over, sealed

if TYPE_CHECKING:
    from community.storage import Store

Standing = Literal["open", "ended", "none"]
"""Of a member in a browser: takes part; took part and was away too long; never did, or left."""

LASTS = timedelta(days=30)
_NOTED_EVERY = timedelta(minutes=1)
"""Writing at every click that somebody is here would cost more than it tells."""


class Sessions:
    """The sessions of every browser, by the token of its visit."""

    def __init__(self, store: "Store", *, now: Callable[[], datetime], lasts: timedelta = LASTS) -> None:
        self._store = store
        self._now = now
        self.lasts = lasts

    def open(self, member: Member, *, visit: str) -> None:
        """Take part in a browser, for who has shown who they are."""
        with self._store.writing() as rows:
            rows.members.used(member.id, sealed(visit), at=self._now())

    def used_of(self, visits: Sequence[str]) -> str:
        """Of the visits of one browser that in which somebody takes part, else one in which something is kept.

        Else the first. What stands in the others is left alone: a token that somebody else slipped into a browser must
        not come by what was another's.
        """
        if len(visits) == 1:
            return visits[0]
        with self._store.reading() as rows:
            used = [rows.sign_in.use_of(sealed(visit)) for visit in visits]
        return visits[used.index(max(used))]

    def here(self, visit: str) -> tuple[Member, ...]:
        """The members who take part in this browser, most recently used first."""
        return self._of_visit(visit, ended=False)

    def ended(self, visit: str) -> tuple[Member, ...]:
        """The members who took part in this browser, and were away too long."""
        return self._of_visit(visit, ended=True)

    def standing(self, member: str, *, visit: str) -> Standing:
        """Whether somebody takes part in this browser; who does is noted as being here."""
        at, owner = self._now(), sealed(visit)
        with self._store.reading() as rows:
            used_at = rows.members.used_at(member, owner)
        if used_at is None:
            return "none"
        if is_over(used_at, at=at, session=self.lasts):
            return "ended"
        if at - used_at > min(_NOTED_EVERY, self.lasts / 10):
            with self._store.writing() as rows:
                if rows.members.used_at(member, owner) is not None:  # it may just have been left in another tab
                    rows.members.used(member, owner, at=at)
        return "open"

    def leave(self, member: Member, *, visit: str) -> None:
        """Take part in this browser no more. That one did not is no error."""
        with self._store.writing() as rows:
            rows.members.leave(member.id, sealed(visit))

    def leave_everywhere(self, member: Member, *, but: str) -> None:
        """Take part in no other browser than this one any more."""
        owner = sealed(but)
        with self._store.writing() as rows:
            used_at = rows.members.used_at(member.id, owner)
            rows.members.leave_everywhere(member.id)
            if used_at is not None:
                rows.members.used(member.id, owner, at=used_at)

    def _of_visit(self, visit: str, *, ended: bool) -> tuple[Member, ...]:
        at = self._now()
        with self._store.reading() as rows:
            found = rows.members.of_visit(sealed(visit))
        return tuple(member for member, used_at in found if is_over(used_at, at=at, session=self.lasts) is ended)
