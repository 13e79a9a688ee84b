"""What members follow (threads, ateliers, people), and the notices that tell them what happened there.

A notice names what happened, where and by whom, and holds none of the words: whoever opens it sees what they may see.
It goes with what it tells of: what is taken back leaves no notice behind, and what is hidden from somebody has none for
them.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from community.happenings import Happening, Happenings, Kind, Thing
from community.members import Member
from community.viewers import Viewer, viewer_of
from errors import NotAllowed, NotFound

if TYPE_CHECKING:
    from community.storage import Rows, Store

FollowedKind = Literal["question", "atelier", "tip", "member"]
FOLLOWED_KINDS: tuple[FollowedKind, ...] = ("question", "atelier", "tip", "member")

ABOUT_ONES_OWN: tuple[Kind, ...] = ("hidden", "shown", "warned", "decided", "welcomed")
"""What moderators and animators do about somebody's words: told to their author, whatever is hidden."""
_TO_WHOM_IT_CONCERNS: frozenset[Kind] = frozenset(
    {
        *("published", "replied", "solved", "thanked", "quoted", "synthesised", "outcome", "asked_outcome"),
        "asked_to_answer",
        *("moved", "cancelled", "reminded", "given_place"),
        *ABOUT_ONES_OWN,
    }
)
"""Told to the member whom it concerns."""
_TO_FOLLOWERS: frozenset[Kind] = frozenset({"published", "planned", "co_written"})
"""Told to who follows the place or the person."""
_ONE_ACT: tuple[Kind, ...] = ("quoted", "replied", "published")
"""A reply is all of them at once: whoever hears of one need not hear of the others."""
_TAKEN_BACK: dict[Kind, Kind] = {"unsolved": "solved", "unsynthesised": "synthesised"}
"""Whoever takes it back: a mark that an asker made may be taken off by an animator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """Something that a member follows."""

    thing: Thing
    title: str
    """Of the thread or atelier, or the pseudonym."""
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that happened and that a member wanted to hear of."""

    number: int
    kind: Kind
    thing: Thing
    parent: Thing | None
    title: str
    """Of the thread, atelier or activity in which it happened; empty where it is gone."""
    by: Member
    at: datetime
    read_at: datetime | None = None
    begins_at: datetime | None = None
    """Of an activity."""

    @property
    def place(self) -> Thing:
        """The thread or atelier in which it happened, or the thing itself where it stands by itself."""
        return self.parent if self.parent is not None else self.thing


class Following:
    """What every member follows, and their notices."""

    def __init__(self, store: "Store", happenings: Happenings, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        happenings.listen(self._note)

    def follow(self, thing: Thing, *, by: Member) -> None:
        """Follow a thread, an atelier, a tip or somebody; following again changes nothing.

        Raises ``NotFound``, and ``NotAllowed`` for oneself.
        """
        if thing.kind not in FOLLOWED_KINDS:
            raise NotFound(name=thing.id)
        if thing.kind == "member" and thing.id == by.id:
            raise NotAllowed
        with self._store.writing() as rows:
            if not _is_there(rows, thing, viewer_of(by)):
                raise NotFound(name=thing.id)
            rows.following.mark(by.id, thing, is_on=True, at=self._now())

    def unfollow(self, thing: Thing, *, by: Member) -> None:
        """Follow it no longer, even where one takes part in it again."""
        with self._store.writing() as rows:
            rows.following.mark(by.id, thing, is_on=False, at=self._now())

    def follows(self, thing: Thing, *, member: Member) -> bool:
        """Whether a member follows it."""
        with self._store.reading() as rows:
            return rows.following.is_on(member.id, thing)

    def of_member(self, member: Member, *, limit: int = 50, offset: int = 0) -> tuple[Follow, ...]:
        """What a member follows, newest first."""
        with self._store.reading() as rows:
            return rows.following.of_member(member.id, viewer=viewer_of(member), limit=limit, offset=offset)

    def notices(self, member: Member, *, limit: int = 20, offset: int = 0) -> tuple[Notice, ...]:
        """What happened, newest first."""
        with self._store.reading() as rows:
            return rows.following.notices(member.id, viewer=viewer_of(member), limit=limit, offset=offset)

    def unread(self, member: Member) -> int:
        """How many notices were not read; cheap, since every page asks."""
        with self._store.reading() as rows:
            return rows.following.unread(member.id, viewer=viewer_of(member))

    def read(self, member: Member, *, up_to: int) -> None:
        """Note that a member has seen their notices up to that number; later ones stay unread."""
        with self._store.writing() as rows:
            rows.following.read(member.id, up_to=up_to, at=self._now(), viewer=viewer_of(member))

    def _note(self, rows: "Rows", happening: Happening) -> None:
        kind = happening.kind
        if kind == "taken_back":
            rows.following.forget(happening.thing)
            return
        if kind in _TAKEN_BACK:
            rows.following.forget(happening.thing, kind=_TAKEN_BACK[kind])
            return
        if kind == "unthanked":  # the thanks of the others stay
            rows.following.forget(happening.thing, kind="thanked", by=happening.by)
            return
        if kind == "unwritten":  # what others wrote stays
            rows.following.forget(happening.thing, kind="co_written", by=happening.by)
            return
        told: set[str] = set()
        if kind in _TO_WHOM_IT_CONCERNS and happening.to is not None:
            told.add(happening.to)
        if kind in _TO_FOLLOWERS and not _is_kept_back(rows, happening):
            told |= rows.following.followers(_where(happening))
        if kind != "reminded":  # who holds an activity is reminded of it by themselves
            told.discard(happening.by)
        if kind in _ONE_ACT:
            told -= rows.following.told_of(happening.thing, kinds=_ONE_ACT)
        rows.following.add_notices(told, _where_it_stands(rows, happening))
        if kind in ("published", "co_written"):
            self._follow_what_one_takes_part_in(rows, happening)

    def _follow_what_one_takes_part_in(self, rows: "Rows", happening: Happening) -> None:
        """Whoever asks, replies, contributes or writes a tip is told how it goes on, unless they do not want to."""
        place = happening.parent if happening.parent is not None else happening.thing
        if place.kind in FOLLOWED_KINDS:
            rows.following.begin(happening.by, place, at=happening.at)


def _where(happening: Happening) -> Collection[Thing]:
    """What one may follow to hear of it: the place and the person."""
    person = Thing(kind="member", id=happening.by)
    place = happening.parent if happening.parent is not None else happening.thing
    return (person, place) if place.kind in FOLLOWED_KINDS else (person,)


def _is_kept_back(rows: "Rows", happening: Happening) -> bool:
    """Whether it happened in a blind atelier, where nobody hears of the others before they have contributed."""
    place = happening.parent
    if place is None or place.kind != "atelier":
        return False
    atelier = rows.cafes.atelier(place.id)
    return atelier is not None and atelier.is_blind and not atelier.closed


def _where_it_stands(rows: "Rows", happening: Happening) -> Happening:
    """With the atelier in the place of a contribution that was replied to: that is where it is read."""
    place = happening.parent
    if place is None or place.kind != "contribution":
        return happening
    answered = rows.cafes.contribution(place.id)
    return replace(happening, parent=Thing(kind="atelier", id=answered.atelier)) if answered is not None else happening


def _is_there(rows: "Rows", thing: Thing, viewer: Viewer) -> bool:
    if thing.kind == "question":
        return rows.forum.question(thing.id, viewer=viewer) is not None
    if thing.kind == "atelier":
        return rows.cafes.atelier(thing.id) is not None
    if thing.kind == "tip":
        return rows.tips.get(thing.id, viewer=viewer) is not None
    return rows.members.get(thing.id) is not None
