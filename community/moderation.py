"""Flags, and what moderators do about them: leave it, warn its author, hide it, show it again.

Every act has a reason, which its author reads, and stands in a log. Authors are told of what is done to their words and
never of who flagged them. Nobody decides about their own words.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, get_args

from community.articles import Article
from community.cafes import Contribution
from community.findable import make_findable
from community.flags import GROUNDS, Flag, Ground
from community.forum import Question, Reply
from community.happenings import Happening, Happenings, Thing
from community.members import Member
from community.moderation_log import TOLD, Entry
from community.pace import FLAGGING, longest, most, require_room
from community.permissions import Thing as Permitted
from community.permissions import may, require
from community.tips import Tip
from community.viewers import WHOLE, Viewer, viewer_of
from errors import NotFound, ReasonMissing, TooManyWords

if TYPE_CHECKING:
    from community.storage import Rows, Store

LONGEST_REASON = 2_000  # characters
A_BATCH = 500  # entries of the log that are read together

Decision = Literal["left", "warned", "hidden", "shown"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Something that a member wrote, and where it stands."""

    thing: Thing
    post: Question | Reply | Contribution | Tip | Article
    place: Thing
    """The thread or the atelier in which it is read; a tip and an article stand by themselves."""
    title: str
    """Of that place."""
    space: str | None
    """None for an article: it is there for all of them."""

    @property
    def author(self) -> Member:
        return self.post.author


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a moderator decides about."""

    words: Words
    flags: tuple[Flag, ...]
    """Those that nobody has decided about yet, oldest first."""
    history: tuple[Entry, ...]
    """What was done about it before, flags aside, oldest first."""
    quoted_in: tuple[Tip, ...] = ()
    """The tips for which its words were taken: there they stay when it is hidden, unless these are looked at too."""


class Moderation:
    """What is flagged, and what was decided."""

    def __init__(self, store: "Store", happenings: Happenings, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._happenings = happenings
        self._now = now
        happenings.listen(_forget_what_is_taken_back)

    def words(self, thing: Thing, *, viewer: Viewer) -> Words:
        """What a viewer may read of it. Raises ``NotFound``."""
        with self._store.reading() as rows:
            return found(rows, thing, viewer)

    def flag(self, thing: Thing, ground: Ground, *, words: str = "", by: Member) -> bool:
        """Say that something is wrong with what somebody else wrote; whether that is new: twice counts once.

        Raises ``NotFound``, also for what one may not see, ``NotAllowed`` for one's own words, ``ReasonMissing`` for
        ``other`` without words, ``TooManyWords``, and ``TooManyForNow`` for who flags very much.
        """
        if ground not in GROUNDS:
            raise NotFound(name=ground)
        if ground == "other":
            require_reason(words)
        require_short(words)
        with self._store.writing() as rows:
            flagged = found(rows, thing, viewer_of(by))
            require("flag", by, Permitted(author=flagged.author.id))
            if not rows.moderation.flagged_by(by.id, [thing]):
                since = self._now() - longest(FLAGGING)
                done = rows.moderation.flagged_since(by.id, since, most=most(FLAGGING))
                require_room(done, FLAGGING, at=self._now())
            flag = Flag(by=by, ground=ground, words=words.strip(), at=self._now())
            is_new = rows.moderation.add_flag(thing, flag)
            if is_new:
                rows.moderation.note(
                    "flagged", thing, by=by, author=flagged.author, at=flag.at, ground=ground, reason=flag.words
                )
        return is_new

    def flagged_by(self, member: Member, things: Collection[Thing]) -> frozenset[Thing]:
        """Those of some things that a member has flagged."""
        with self._store.reading() as rows:
            return rows.moderation.flagged_by(member.id, things)

    def waiting(self, *, by: Member) -> int:
        """How many things wait for a decision; cheap, since every page of a moderator asks. 0 for anybody else."""
        if not may("moderate", by):
            return 0
        with self._store.reading() as rows:
            return rows.moderation.count_open(except_of=by.id) + rows.appeals.count_undecided(except_of=by.id)

    def queue(self, *, by: Member, limit: int = 20) -> tuple[Case, ...]:
        """What was flagged and nobody has decided about, who waits longest first; one's own words are left to others.

        Raises ``NotAllowed``.
        """
        require("moderate", by)
        with self._store.reading() as rows:
            return tuple(case_of(rows, thing) for thing in rows.moderation.open(except_of=by.id, limit=limit))

    def case(self, thing: Thing, *, by: Member) -> Case:
        """All that is known of one thing. Raises ``NotAllowed`` and ``NotFound``."""
        require("moderate", by)
        with self._store.reading() as rows:
            return case_of(rows, thing)

    def decide(self, thing: Thing, decision: Decision, *, reason: str, by: Member) -> None:
        """Decide about something, flagged or not; its author reads the reason unless all is left as it is.

        To hide what is hidden already, or show what is shown, changes nothing. Raises ``NotAllowed``, ``NotFound``,
        ``ReasonMissing`` and ``TooManyWords``.
        """
        if decision not in DECISIONS:
            raise NotFound(name=decision)
        require_reason(reason)
        require_short(reason)
        with self._store.writing() as rows:
            rows.alone(f"moderation of {thing.kind} {thing.id}")
            words = found(rows, thing, WHOLE)
            require("moderate", by, Permitted(author=words.author.id))
            if not _is_repeated(rows, words, decision, reason.strip()):
                self._carry_out(rows, words, decision, reason=reason.strip(), by=by)
            rows.moderation.settle_flags(thing, at=self._now())

    def about(self, thing: Thing, *, author: Member) -> tuple[Entry, ...]:
        """What was done about words of one's own, oldest first. Raises ``NotFound``, and ``NotYours``."""
        with self._store.reading() as rows:
            words = found(rows, thing, viewer_of(author))
            require("appeal", author, Permitted(author=words.author.id))
            return tuple(one for one in rows.moderation.entries(thing) if one.done in TOLD)

    def log(self, *, by: Member, limit: int = 20, offset: int = 0) -> tuple[Entry, ...]:
        """Every act, newest first. Raises ``NotAllowed``."""
        require("export_log", by)
        with self._store.reading() as rows:
            return rows.moderation.log(limit=limit, offset=offset)

    def write_out(self) -> Iterator[Entry]:
        """Every act, oldest first, for who may export the log or holds the database anyway."""
        after = 0
        while True:
            with self._store.reading() as rows:
                entries = rows.moderation.since(after, limit=A_BATCH)
            yield from entries
            if not entries:
                return
            after = entries[-1].number

    def _carry_out(self, rows: "Rows", words: Words, decision: Decision, *, reason: str, by: Member) -> None:
        at = self._now()
        rows.moderation.note(decision, words.thing, by=by, author=words.author, at=at, reason=reason)
        if decision in ("hidden", "shown"):
            rows.moderation.set_hidden(words.thing, at if decision == "hidden" else None)
            make_findable(rows, words.thing)
        if decision == "shown":  # who asked for that in an appeal has got it
            rows.appeals.settle(words.thing, at=at)
        if decision != "left":
            tell(self._happenings, rows, decision, words, by=by, at=at)


def tell(
    happenings: Happenings,
    rows: "Rows",
    kind: Literal["hidden", "shown", "warned", "decided", "welcomed"],
    words: Words,
    *,
    by: Member,
    at: datetime,
) -> None:
    """Tell what was done to somebody's words."""
    parent = words.place if words.place != words.thing else None
    happenings.tell(
        rows,
        Happening(kind=kind, thing=words.thing, parent=parent, by=by.id, to=words.author.id, at=at, space=words.space),
    )


def found(rows: "Rows", thing: Thing, viewer: Viewer) -> Words:
    """What a viewer may read of a thing. Raises ``NotFound``."""
    words = rows.moderation.words(thing, viewer=viewer)
    if words is None:
        raise NotFound(name=thing.id)
    return words


def require_reason(reason: str) -> None:
    """Raises ``ReasonMissing``."""
    if not reason.strip():
        raise ReasonMissing


def require_short(reason: str) -> None:
    """Raises ``TooManyWords``."""
    if len(reason) > LONGEST_REASON:
        raise TooManyWords(length=len(reason), limit=LONGEST_REASON)


def case_of(rows: "Rows", thing: Thing) -> Case:
    """All that is known of one thing. Raises ``NotFound``."""
    history = tuple(one for one in rows.moderation.entries(thing) if one.done != "flagged")
    return Case(
        words=found(rows, thing, WHOLE),
        flags=rows.moderation.flags(thing),
        history=history,
        quoted_in=rows.tips.quoting(thing, viewer=WHOLE),
    )


def _is_repeated(rows: "Rows", words: Words, decision: Decision, reason: str) -> bool:
    """Whether nothing would change: it is hidden or shown already, or was decided in the same words just before."""
    if decision in ("hidden", "shown"):
        return (words.post.hidden_at is not None) == (decision == "hidden")
    last = rows.moderation.entries(words.thing)[-1:]
    return bool(last) and (last[0].done, last[0].reason) == (decision, reason)


def _forget_what_is_taken_back(rows: "Rows", happening: Happening) -> None:
    """What is not there any more waits for nobody; the log keeps that it was flagged."""
    if happening.kind == "taken_back":
        rows.moderation.settle_flags(happening.thing, at=happening.at)
        rows.appeals.settle(happening.thing, at=happening.at)
