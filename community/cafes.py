"""Cafés and their ateliers: an opening question, contributions, a vote."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from community.happenings import Happening, Happenings, Thing
from community.members import Member
from community.permissions import Thing as Permitted
from community.permissions import require
from community.viewers import GUEST, Viewer, viewer_of
from errors import NotFound
from vocabulary import Language, Picture, Recognition

if TYPE_CHECKING:
    from community.storage import Store

CAFE_SPACE = "dream-cafe"
"""The space in which most cafés stand."""

SHORT_STORY, LONG_STORY = 3, range(5, 8)
"""How many ateliers a short café has, and a long one."""

Choice = Literal["for", "against", "no_opinion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Atelier:
    """One step of a café, held by an animator."""

    id: str
    cafe: str
    title: str
    opening: str
    """What the animator says first."""
    question: str
    """What the vote is about."""
    animator: Member
    position: int
    """Place in its café, from 1."""
    closed: bool = False
    """Nothing more is taken; what was said stays to be read."""
    contributions: int = 0
    """Those that its viewer may see."""
    space: str = CAFE_SPACE
    """That of its café."""
    is_blind: bool = False
    """Until it is closed, nobody sees what others bring before they have brought something themselves."""
    host: str | None = None
    """The id of who opened its café."""
    is_open: bool = True
    """False while its café is being prepared."""

    @property
    def animators(self) -> frozenset[str]:
        """The ids of the members who hold it."""
        return frozenset({self.animator.id} | ({self.host} if self.host is not None else set()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cafe:
    """A story of ateliers."""

    id: str
    title: str
    introduction: str
    ateliers: tuple[Atelier, ...] = ()
    is_demonstration: bool = False
    space: str = CAFE_SPACE
    starts_on: date | None = None
    ends_on: date | None = None
    """The last day, as announced: ateliers are closed by who animates them."""
    picture: Picture | None = None
    host: Member | None = None
    """Who opened it; None for one that came with the demonstration."""
    is_open: bool = True
    """False while it is being prepared: then only its host sees it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CafeCounts:
    """How much life there is in a café."""

    participants: int
    """Who contributed or voted, each counted once."""
    ateliers: int
    contributions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What someone brought to an atelier, as confirmed by its author."""

    id: str
    atelier: str
    body: str
    author: Member
    written_at: datetime
    language: Language = "fr"
    recognitions: tuple[Recognition, ...] = ()
    recording: str | None = None
    ink: str | None = None
    photo: str | None = None
    hidden_at: datetime | None = None
    """Since when a moderator hides it; None for what is shown."""
    is_shy: bool = False
    """Shown to who animates only, because its author chose so."""
    photo_alt: str | None = None
    """What the photo shows, for who cannot see it; None where the words of a photographed note say that."""
    reply_to: str | None = None
    """The contribution that it replies to."""
    thread: str | None = None
    """The contribution with which their exchange began; None for what begins one."""
    span: tuple[int, int] | None = None
    """What it quotes of the contribution that it replies to: its first character, and the one after its last."""
    quote: "Quote | None" = None
    """Those words, for a viewer who may see them."""
    thanks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a contribution, as they stand there."""

    of: str
    words: str
    author: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A contribution with the replies to it, and the replies to those, in the order in which they came."""

    contribution: Contribution
    replies: tuple[Contribution, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteTally:
    """How an atelier voted, and how one member did."""

    for_: int = 0
    against: int = 0
    no_opinion: int = 0
    mine: Choice | None = None
    is_sealed: bool = False
    """The atelier is blind, and the member has brought nothing to it and not voted: no vote is counted for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VotedOn:
    """What an atelier voted on."""

    atelier: str
    """Its id."""
    title: str
    question: str
    animator: str
    """A pseudonym."""


def is_a_story(ateliers: int) -> bool:
    """Whether a café may have that many ateliers: 3 for a short one, 5 to 7 for a long one."""
    return ateliers == SHORT_STORY or ateliers in LONG_STORY


def link_to_cafe(id: str) -> str:
    """Path of its page in the app."""
    return f"/cafe?id={id}"


def link_to_contribution(id: str, *, atelier: str) -> str:
    """Path of its page in the app."""
    return f"/atelier?id={atelier}&contribution={id}"


def reply_place(contribution: str, span: tuple[int, int] | None = None) -> str:
    """The id of the destination of a reply, which may quote a span of what it replies to."""
    return contribution if span is None else f"{contribution}/{span[0]}-{span[1]}"


def place_of_reply(id: str) -> tuple[str, tuple[int, int] | None]:
    """The contribution and the span that ``reply_place`` was given; no span where it cannot be read as one."""
    contribution, _slash, span = id.partition("/")
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", span, re.ASCII)
    return contribution, (int(found[1]), int(found[2])) if found else None


class Cafes:
    """The cafés. Contributions are published by ``drafts.Drafts.confirm``."""

    def __init__(self, store: "Store", happenings: Happenings, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._happenings = happenings
        self._now = now

    def all(self, *, space: str | None = None, viewer: Viewer = GUEST) -> tuple[Cafe, ...]:
        """Every café that is open, with its ateliers, in the order in which they opened."""
        with self._store.reading() as rows:
            return rows.cafes.all(space=space, viewer=viewer)

    def get(self, id: str, *, viewer: Viewer = GUEST) -> Cafe:
        """An open café. Raises ``NotFound``."""
        with self._store.reading() as rows:
            cafe = rows.cafes.get(id, viewer=viewer)
        if cafe is None or not cafe.is_open:
            raise NotFound(name=id)
        return cafe

    def counts(self, id: str, *, viewer: Viewer = GUEST) -> CafeCounts:
        """How many take part in a café, and how much they brought that a viewer may see; zeros where there is none."""
        with self._store.reading() as rows:
            return rows.cafes.counts(id, viewer=viewer)

    def atelier(self, id: str, *, viewer: Viewer = GUEST) -> Atelier:
        """Raises ``NotFound``."""
        with self._store.reading() as rows:
            atelier = rows.cafes.atelier(id, viewer=viewer)
        if atelier is None or not atelier.is_open:
            raise NotFound(name=id)
        return atelier

    def contributions(
        self, atelier: str, *, limit: int = 50, offset: int = 0, viewer: Viewer = GUEST
    ) -> tuple[Contribution, ...]:
        """In the order in which they came."""
        with self._store.reading() as rows:
            return rows.cafes.contributions(atelier, limit=limit, offset=offset, viewer=viewer)

    def exchanges(
        self, atelier: str, *, limit: int = 50, offset: int = 0, viewer: Viewer = GUEST
    ) -> tuple[Exchange, ...]:
        """What was contributed, each with the replies to it, in the order in which the exchanges began."""
        with self._store.reading() as rows:
            return rows.exchanges.of_atelier(atelier, limit=limit, offset=offset, viewer=viewer)

    def exchange_of(self, contribution: str, *, viewer: Viewer = GUEST) -> Exchange:
        """The exchange in which a contribution stands. Raises ``NotFound``, also for what a viewer may not see."""
        with self._store.reading() as rows:
            found = rows.exchanges.around(contribution, viewer=viewer)
        if found is None:
            raise NotFound(name=contribution)
        return found

    def contribution(self, id: str, *, viewer: Viewer = GUEST) -> Contribution:
        """Raises ``NotFound``, also for what a viewer may not see."""
        with self._store.reading() as rows:
            found = rows.cafes.contribution(id, viewer=viewer)
        if found is None:
            raise NotFound(name=id)
        return found

    def thank(self, contribution: str, *, by: Member) -> bool:
        """Thank for a contribution, or take that back; whether one thanks for it now.

        Raises ``NotAllowed`` for one's own, and ``NotFound``, also for what one may not see.
        """
        with self._store.writing() as rows:
            found = rows.cafes.contribution(contribution, viewer=viewer_of(by))
            if found is None:
                raise NotFound(name=contribution)
            require("thank", by, Permitted(author=found.author.id))
            at = self._now()
            thanks = rows.exchanges.toggle_thanks(contribution, by.id, at=at)
            atelier = rows.cafes.atelier(found.atelier)
            self._happenings.tell(
                rows,
                Happening(
                    kind="thanked" if thanks else "unthanked",
                    thing=Thing(kind="contribution", id=contribution),
                    parent=Thing(kind="atelier", id=found.atelier),
                    by=by.id,
                    to=found.author.id,
                    at=at,
                    space=atelier.space if atelier is not None else None,
                ),
            )
            return thanks

    def thanked(self, contributions: Collection[str], *, by: Member) -> frozenset[str]:
        """Those for which a member thanked."""
        with self._store.reading() as rows:
            return rows.exchanges.thanked(contributions, by.id)

    def vote(self, atelier: str, choice: Choice | None, *, by: Member) -> VoteTally:
        """Give, change or (with None) withdraw the one vote of a member.

        Raises ``NotFound``, and ``NotAllowed`` where the atelier is closed.
        """
        with self._store.writing() as rows:
            found = rows.cafes.atelier(atelier)
            if found is None or not found.is_open:
                raise NotFound(name=atelier)
            require("vote", by, Permitted(is_closed=found.closed))
            at = self._now()
            rows.cafes.set_vote(atelier, by.id, choice, at=at)
            thing = Thing(kind="atelier", id=atelier)
            self._happenings.tell(rows, Happening(kind="voted", thing=thing, by=by.id, at=at, space=found.space))
            return rows.cafes.tally(atelier, viewer=viewer_of(by))

    def tally(self, atelier: str, *, by: Member | None = None) -> VoteTally:
        """How the votes stand, and that of one member."""
        with self._store.reading() as rows:
            return rows.cafes.tally(atelier, viewer=viewer_of(by))

    def voted_on(self, *, viewer: Viewer = GUEST) -> tuple[VotedOn, ...]:
        """What open cafés voted on, of which a viewer may see the votes."""
        with self._store.reading() as rows:
            return rows.cafes.voted_on(viewer=viewer)

    def is_sealed(self, atelier: str, *, viewer: Viewer = GUEST) -> bool:
        """Whether it is blind, and a viewer may not see yet what the others brought."""
        with self._store.reading() as rows:
            return rows.cafes.is_sealed(atelier, viewer=viewer)
