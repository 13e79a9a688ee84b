"""An author contests what moderation did about their words, and somebody else decides.

Each decision may be contested once. Who took it does not decide about it, unless nobody else moderates here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, get_args

from community.findable import make_findable
from community.happenings import Happenings, Thing
from community.members import Member
from community.moderation import Case, case_of, found, require_reason, require_short, tell
from community.moderation_log import Done, Entry
from community.permissions import Thing as Permitted
from community.permissions import require
from community.viewers import WHOLE, viewer_of
from errors import ForAnotherModerator, NotAllowed, NotFound

if TYPE_CHECKING:
    from community.storage import Rows, Store

Ground = Literal["misread", "allowed", "else"]
"""I was misunderstood; it goes against no rule; else."""
GROUNDS: tuple[Ground, ...] = get_args(Ground)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """What an author answers to a decision about their words."""

    contested: Entry
    ground: Ground
    words: str
    """Empty where the ground says it all."""
    at: datetime
    decided_at: datetime | None = None


class Appeals:
    """The appeals of authors."""

    def __init__(self, store: "Store", happenings: Happenings, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._happenings = happenings
        self._now = now

    def appeal(self, thing: Thing, ground: Ground, *, words: str = "", by: Member) -> bool:
        """Contest the last decision about one's own words; whether that is new: each is contested once.

        Raises ``NotFound``, ``NotYours``, ``NotAllowed`` where there is nothing to contest, ``ReasonMissing`` for
        ``else`` without words, and ``TooManyWords``.
        """
        if ground not in GROUNDS:
            raise NotFound(name=ground)
        if ground == "else":
            require_reason(words)
        require_short(words)
        with self._store.writing() as rows:
            rows.alone(f"moderation of {thing.kind} {thing.id}")
            of = found(rows, thing, viewer_of(by))
            require("appeal", by, Permitted(author=of.author.id))
            contested = contestable(rows.moderation.entries(thing))
            if contested is None:
                raise NotAllowed
            appeal = Appeal(contested=contested, ground=ground, words=words.strip(), at=self._now())
            is_new = rows.appeals.add(appeal)
            if is_new:
                rows.moderation.note(
                    "appealed", thing, by=by, author=by, at=appeal.at, ground=ground, reason=appeal.words
                )
        return is_new

    def of_thing(self, thing: Thing, *, author: Member) -> Appeal | None:
        """The appeal against the last decision about one's own words; None where one may still appeal, or need not."""
        with self._store.reading() as rows:
            require("appeal", author, Permitted(author=found(rows, thing, viewer_of(author)).author.id))
            contested = contestable(rows.moderation.entries(thing))
            return rows.appeals.get(contested) if contested is not None else None

    def queue(self, *, by: Member, limit: int = 20) -> tuple[tuple[Case, Appeal], ...]:
        """What waits to be decided, who waits longest first; one's own words are left to others.

        Raises ``NotAllowed``.
        """
        require("moderate", by)
        with self._store.reading() as rows:
            waiting = rows.appeals.undecided(except_of=by.id, limit=limit)
            return tuple((case_of(rows, appeal.contested.thing), appeal) for appeal in waiting)

    def may_decide(self, appeal: Appeal, *, by: Member) -> bool:
        """Whether it is not one's own decision that is contested, or nobody else is there to decide."""
        with self._store.reading() as rows:
            return _may_decide(rows, appeal, by)

    def decide(self, thing: Thing, *, is_granted: bool, reason: str, by: Member) -> None:
        """Say that an appeal is right, by which what was hidden is shown again, or that the decision stands.

        Where it is decided already, nothing changes. Raises ``NotAllowed``, ``ForAnotherModerator``, ``NotFound``,
        ``ReasonMissing`` and ``TooManyWords``.
        """
        require_reason(reason)
        require_short(reason)
        with self._store.writing() as rows:
            rows.alone(f"moderation of {thing.kind} {thing.id}")
            words = found(rows, thing, WHOLE)
            require("moderate", by, Permitted(author=words.author.id))
            contested = contestable(rows.moderation.entries(thing))
            appeal = rows.appeals.get(contested) if contested is not None else None
            if contested is None or appeal is None:
                raise NotFound(name=thing.id)
            if appeal.decided_at is not None:
                return
            if not _may_decide(rows, appeal, by):
                raise ForAnotherModerator
            at = self._now()
            done: Done = "granted" if is_granted else "upheld"
            rows.moderation.note(done, thing, by=by, author=words.author, at=at, reason=reason.strip())
            rows.appeals.settle(thing, at=at)
            is_shown = is_granted and contested.done == "hidden"
            if is_shown:
                rows.moderation.set_hidden(thing, None)
                make_findable(rows, thing)
            tell(self._happenings, rows, "shown" if is_shown else "decided", words, by=by, at=at)


def contestable(entries: Sequence[Entry]) -> Entry | None:
    """The last decision against an author, oldest entry first; None where there is none, or it was taken back."""
    last: Entry | None = None
    for entry in entries:
        if entry.done in ("hidden", "warned"):
            last = entry
        elif entry.done in ("shown", "granted"):
            last = None
    return last


def _may_decide(rows: "Rows", appeal: Appeal, by: Member) -> bool:
    decided_by = appeal.contested.by
    return decided_by is None or decided_by.id != by.id or not rows.appeals.others_moderate(by.id)
