"""Signs of recognition: one ledger over forum, cafés and test centre, kept as things happen.

It listens to what happens, in the transaction in which it happens, and is never reckoned anew for a page. What earns
what stands in ``assets/merits.toml``; what is taken back, unsolved, unthanked or hidden no longer counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from community.happenings import Happening, Happenings, Kind
from community.leaving import DEPARTED
from community.ledger import Evidence, Ledger, Merit, earned, standings, undone
from community.members import Member
from community.merit_rules import KINDS, MeritKind, Rules, rules
from community.permissions import Thing as Permitted
from community.permissions import require
from community.viewers import WHOLE, viewer_of
from errors import NotFound

if TYPE_CHECKING:
    from community.storage import Rows, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What somebody did of one kind."""

    kind: MeritKind
    people: int
    """To how many different people, or for how many different tips or sessions."""
    is_badge: bool
    """Whether that is enough for the badge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What earned a sign, as a reader may see it."""

    shown: tuple[Evidence, ...]
    """Newest first."""
    count: int
    """How many things there are in all."""
    unseen: int
    """Of these, those that this reader may not see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The ledger beside what it should be."""

    merits: int
    missing: tuple[Merit, ...] = ()
    """Earned, but not entered."""
    extra: tuple[Merit, ...] = ()
    """Entered, but not earned."""
    hidden: int = 0
    """Things that should be hidden and are not, or that should not be and are."""
    miscounted: int = 0
    """Counts that are not the sum of what is entered."""

    @property
    def is_right(self) -> bool:
        """Whether nothing is to be mended."""
        return not (self.missing or self.extra or self.hidden or self.miscounted)


class Merits:
    """The signs of recognition of every member."""

    def __init__(self, store: "Store", happenings: Happenings, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        happenings.listen(self._note)

    @property
    def rules(self) -> Rules:
        """The public rules."""
        return rules()

    # -- what pages show --------------------------------------------------------------------------------------------

    def month(self) -> str:
        """The month that goes on, ``2026-03``."""
        return rules().month_of(self._now())

    def months(self) -> tuple[str, ...]:
        """The months in which anything counts, newest first."""
        with self._store.reading() as rows:
            return rows.merits.months()

    def top(self, month: str) -> dict[MeritKind, tuple[tuple[Member, int], ...]]:
        """Of each kind, the members who did good to most different people in a month, with how many."""
        with self._store.reading() as rows:
            return rows.merits.top(month, limit=rules().top)

    def signs(self, member: Member, *, seen_by: Member | None) -> tuple[Sign, ...]:
        """What somebody ever did, in the order of the rules; nothing where they do not want it to be shown."""
        with self._store.reading() as rows:
            if not _may_see(rows, member.id, seen_by):
                return ()
            found = rows.merits.of_member(member.id)
        return tuple(
            Sign(kind=kind, people=found[kind], is_badge=found[kind] >= rules().kinds[kind].badge_from)
            for kind in KINDS
            if kind in found
        )

    def proof(
        self, member: Member, kind: MeritKind, *, seen_by: Member | None, limit: int = 10, offset: int = 0
    ) -> Proof:
        """What earned somebody a sign; nothing where they do not want it to be shown."""
        with self._store.reading() as rows:
            if not _may_see(rows, member.id, seen_by):
                return Proof(shown=(), count=0, unseen=0)
            viewer = viewer_of(seen_by)
            count = rows.merits.count_evidence(member.id, kind, viewer=WHOLE)
            return Proof(
                shown=rows.merits.evidence(member.id, kind, viewer=viewer, limit=limit, offset=offset),
                count=count,
                unseen=count - rows.merits.count_evidence(member.id, kind, viewer=viewer),
            )

    def is_discreet(self, member: Member) -> bool:
        """Whether somebody does not want their signs to be shown."""
        with self._store.reading() as rows:
            return rows.merits.is_discreet(member.id)

    def be_discreet(self, member: Member, *, is_on: bool, by: Member) -> None:
        """Hide one's signs, or show them again; nothing of them is lost. Raises ``NotYours`` and ``NotFound``."""
        require("hide_merits", by, Permitted(author=member.id))
        with self._store.writing() as rows:
            if rows.members.get(member.id) is None:
                raise NotFound(name=member.id)
            rows.merits.be_discreet(member.id, is_on=is_on, at=self._now())

    # -- checking ---------------------------------------------------------------------------------------------------

    def check(self) -> Checked:
        """Reckon the ledger anew from what stands in the community, and compare."""
        with self._store.reading() as rows:
            return _checked(rows)

    def mend(self) -> Checked:
        """Enter what is missing, strike out what is too much; gives what was wrong."""
        with self._store.writing() as rows:
            return mend(rows)

    # -- keeping ----------------------------------------------------------------------------------------------------

    def _note(self, rows: "Rows", happening: Happening) -> None:
        kind, thing = happening.kind, happening.thing
        if kind not in _HEARD:
            return
        rows.alone(f"merit of {thing.kind} {thing.id}")  # or it could be thanked for while it is being hidden
        if kind in ("hidden", "shown"):
            rows.merits.hide(thing, rules(), is_hidden=kind == "hidden")
        elif (gone := undone(happening)) is not None:
            rows.merits.remove(thing, rules(), told=gone.told, counted=gone.counted, member=gone.member)
        elif kind == "taken_back":
            self._take_back(rows, happening)
        else:
            _earn(rows, happening)

    def _take_back(self, rows: "Rows", happening: Happening) -> None:
        gone = rows.merits.remove(happening.thing, rules())
        rows.merits.forget_hidden(happening.thing)
        for merit in gone:
            if merit.kind == "welcoming":  # the next to have replied was the first, then
                first = rows.merits.first_reply(merit.counted, but=happening.thing)
                if first is not None:
                    _earn(rows, first)


_HEARD: frozenset[Kind] = frozenset(
    {
        *("published", "taken_back", "solved", "unsolved", "thanked", "unthanked", "quoted", "synthesised"),
        *("unsynthesised", "co_written", "unwritten", "attended", "not_attended", "welcomed", "hidden", "shown"),
    }
)


def mend(rows: "Rows") -> Checked:
    """Enter what is missing, strike out what is too much, in a transaction that goes on; gives what was wrong."""
    rows.merits.lock()
    found = _checked(rows)
    if found.hidden:
        rows.merits.set_hidden(rows.merit_facts.hidden())
    if not found.is_right:
        rows.merits.replace(missing=found.missing, extra=found.extra, rules=rules())
    return found


def _earn(rows: "Rows", happening: Happening) -> None:
    def asker(question: str) -> str | None:
        found = rows.forum.question(question)
        return found.author.id if found is not None else None

    merit = earned(happening, rules(), asker=asker)
    if merit is not None:
        rows.merits.add(merit, rules())


def _may_see(rows: "Rows", member: str, seen_by: Member | None) -> bool:
    return (seen_by is not None and seen_by.id == member) or not rows.merits.is_discreet(member)


def _checked(rows: "Rows") -> Checked:
    entered = rows.merits.everything()
    ledger, greeted = Ledger(rules()), set[str | None]()
    for happening in rows.merit_facts.happenings():
        ledger.note(happening)
        if happening.by == DEPARTED and happening.thing.kind == "reply":
            greeted.add(happening.to)

    def can_be_told(merit: Merit) -> bool:
        """Whether the community still tells of it: not for whom who left was first, nor of what was done for them."""
        return not merit.counted.startswith(DEPARTED) and not (merit.kind == "welcoming" and merit.counted in greeted)

    should_be, known = {one.key: one for one in ledger.merits}, {one.key for one in entered}
    told_again = rows.merit_facts.told_again
    missing = tuple(one for key, one in should_be.items() if key not in known and can_be_told(one))
    extra = tuple(
        one
        for one in entered
        if (one.told, one.thing.kind) in told_again and one.key not in should_be and can_be_told(one)
    )
    hidden = rows.merits.hidden()
    mishidden = ledger.hidden ^ {thing for thing in hidden if thing.kind in rows.merit_facts.hidden_kinds}
    should, are = standings((one for one in entered if one.thing not in hidden), rules()), rows.merits.standings()
    miscounted = sum(should.get(key, 0) != are.get(key, 0) for key in {*should, *are})
    return Checked(merits=len(entered), missing=missing, extra=extra, hidden=len(mishidden), miscounted=miscounted)
