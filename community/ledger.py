"""What earns merit, and the whole ledger reckoned from all that happened: the measure of the one that is kept.

``community.merits`` keeps the same ledger in the database, happening by happening. This one is plain and slow; a test
and ``cafe merits check`` compare the two.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from community.happenings import Happening, Kind, Thing
from community.leaving import DEPARTED
from community.merit_rules import MeritKind, Rules

EVER = "ever"
"""The period that holds all months."""

Standing = tuple[str, MeritKind, str]
"""A period (a month, or ``EVER``), a kind, a member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merit:
    """One thing that somebody did for somebody."""

    kind: MeritKind
    member: str
    """Who earned it."""
    counted: str
    """The member to whom it did good; for co-writing the tip, for testing the activity: what counts once."""
    told: Kind
    """What happened."""
    thing: Thing
    """The evidence."""
    place: Thing | None = None
    """Where the evidence stands."""
    at: datetime

    @property
    def key(self) -> tuple[MeritKind, str, Kind, Thing, str]:
        """What makes it one and the same, however often it is told."""
        return self.kind, self.member, self.told, self.thing, self.counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that earned merit, as its reader may see it."""

    thing: Thing
    place: Thing
    """Where it stands, or itself."""
    title: str
    """Of the place; empty where it has none."""
    people: int
    """To how many people it did good."""
    at: datetime
    """When it last did."""


def earned(happening: Happening, rules: Rules, *, asker: Callable[[str], str | None]) -> Merit | None:
    """What somebody earned by what happened, if anything; ``asker`` gives who asked a question, None if unknown.

    Who did it is never among those to whom it did good, and nobody is recognised for who has left, or in their
    place. Whether a welcome is the first is for the ledger to say.
    """
    claim = _claim(happening, asker)
    if claim is None:
        return None
    kind, member, counted = claim
    if (
        member is None
        or counted is None
        or member == counted
        or DEPARTED in (member, counted)
        or not rules.kinds[kind].is_earned_by(happening)
    ):
        return None
    return Merit(
        kind=kind,
        member=member,
        counted=counted,
        told="welcomed" if kind == "welcoming" else happening.kind,
        thing=happening.thing,
        place=happening.parent,
        at=happening.at,
    )


def _claim(happening: Happening, asker: Callable[[str], str | None]) -> tuple[MeritKind, str | None, str | None] | None:
    """The kind, who earned it and what counts."""
    by, to, thing, parent = happening.by, happening.to, happening.thing, happening.parent
    match happening.kind:
        case "thanked":
            return "helping", to, by
        case "solved":
            # Animators may mark it in the place of who asked: helped is who asked.
            return "solving", to, (asker(parent.id) if parent is not None else None) or by
        case "quoted":
            return "listening", by, to
        case "co_written":
            return "co_writing", by, thing.id
        case "attended":
            return "testing", to or by, thing.id
        case "synthesised":
            return "animating", by, to
        case "published" if thing.kind == "contribution" and parent is not None and parent.kind == "atelier":
            return "animating", to, by
        case "published" if thing.kind == "reply":
            return "welcoming", by, to
        case "welcomed":
            return "welcoming", by, to
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What of a thing is earned no longer: what was told of it, and by whom or for whom, where that matters."""

    told: Kind
    counted: str | None = None
    member: str | None = None

    def takes(self, merit: Merit) -> bool:
        """Whether a merit of that thing goes."""
        return merit.told == self.told and self.counted in (None, merit.counted) and self.member in (None, merit.member)


def undone(happening: Happening) -> Undone | None:
    """What was undone by what happened, if anything; a thing that is taken back takes all with it."""
    match happening.kind:
        case "unthanked":
            return Undone(told="thanked", counted=happening.by)
        case "unsolved":
            return Undone(told="solved")
        case "unsynthesised":
            return Undone(told="synthesised")
        case "unwritten":
            return Undone(told="co_written", member=happening.by)
        case "not_attended":
            return Undone(told="attended", member=happening.to)
    return None


class Ledger:
    """All merit, from all that happened so far."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._merits: dict[tuple[object, ...], Merit] = {}
        self._hidden: set[Thing] = set()
        self._askers: dict[str, str] = {}
        self._replies: dict[Thing, Happening] = {}
        self._welcomed: set[str] = set()

    @property
    def merits(self) -> tuple[Merit, ...]:
        """Every merit that was earned and not taken back, hidden or not."""
        return tuple(self._merits.values())

    @property
    def hidden(self) -> frozenset[Thing]:
        """The things that are hidden, whose merit does not count meanwhile."""
        return frozenset(self._hidden)

    def note(self, happening: Happening) -> None:
        """Take account of what happened."""
        thing = happening.thing
        match happening.kind:
            case "taken_back":
                for reply in [told for told in self._replies.values() if thing in (told.thing, told.parent)]:
                    del self._replies[reply.thing]
                self._hidden.discard(thing)
                self._take_back(lambda merit: thing in (merit.thing, merit.place))
            case "hidden":
                self._hidden.add(thing)
            case "shown":
                self._hidden.discard(thing)
            case "published" if thing.kind == "question":
                self._askers[thing.id] = happening.by
            case _ if (gone := undone(happening)) is not None:
                self._take_back(lambda merit: merit.thing == thing and gone.takes(merit))
            case _:
                if happening.kind == "published" and thing.kind == "reply":
                    self._replies.setdefault(thing, happening)
                self._add(earned(happening, self._rules, asker=self._askers.get))

    def standings(self) -> Counter[Standing]:
        """How many different people, or things, count for each member, in each month and ever."""
        return standings((one for one in self.merits if one.thing not in self._hidden), self._rules)

    def _add(self, merit: Merit | None) -> None:
        if merit is None or (merit.kind == "welcoming" and merit.counted in self._welcomed):
            return
        self._merits.setdefault(merit.key, merit)
        if merit.kind == "welcoming":
            self._welcomed.add(merit.counted)

    def _take_back(self, is_gone: Callable[[Merit], bool]) -> None:
        gone = [merit for merit in self.merits if is_gone(merit)]
        for merit in gone:
            del self._merits[merit.key]
        for merit in gone:
            if merit.kind == "welcoming":  # the next to have replied was the first, then
                self._welcomed.discard(merit.counted)
                replies = (one for one in self._replies.values() if one.to == merit.counted != one.by)
                first = min(replies, key=lambda one: (one.at, one.thing.id), default=None)
                self._add(earned(first, self._rules, asker=self._askers.get) if first is not None else None)


def standings(merits: Iterable[Merit], rules: Rules) -> Counter[Standing]:
    """How many different people, or things, count for each member, in each month and ever."""
    tallies = Counter(
        (period, one.kind, one.member, one.counted) for one in merits for period in (rules.month_of(one.at), EVER)
    )
    found: Counter[Standing] = Counter()
    for (period, kind, member, _), times in tallies.items():
        found[period, kind, member] += min(times, rules.kinds[kind].per_person)
    return found
