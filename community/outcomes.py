"""What became of somebody's words: each contribution has steps, each with a date, a person and a reason.

Some steps are told by what happens (a contribution is published, replied to, quoted in a synthesis); the others are
said by who holds the atelier. A step is never changed: one that was wrong is followed by another; only a quotation that
is taken out of a synthesis takes its step with it. The author is told of each, and may ask.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, get_args

from community.happenings import Happening, Happenings, Thing
from community.members import Member
from community.permissions import Thing as Permitted
from community.permissions import require
from community.viewers import GUEST, WHOLE, Viewer, viewer_of
from errors import NotFound, ReasonMissing, TooManyWords

if TYPE_CHECKING:
    from community.cafes import Atelier, Contribution
    from community.storage import Rows, Store

State = Literal["received", "discussed", "synthesised", "passed_on", "kept", "not_kept"]
"""Received, discussed, in a synthesis, passed on, decided: kept, or not kept."""
STATES: tuple[State, ...] = get_args(State)
SAID: tuple[State, ...] = ("discussed", "passed_on", "kept", "not_kept")
"""Those that somebody says. The others are told by what happens."""

LONGEST_REASON = 2_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of what became of a contribution."""

    contribution: str
    state: State
    at: datetime
    by: Member
    """Who took it; for ``received`` the author, who published it."""
    reason: str = ""
    """Empty only where what happened is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A contribution of somebody, with all that became of it."""

    contribution: "Contribution"
    atelier: "Atelier"
    steps: tuple[Step, ...]
    """Oldest first; the last is its state."""
    asked_at: datetime | None = None
    """Since when its author waits for an answer to "what became of it?"; None where nobody waits."""


class Outcomes:
    """What became of every contribution."""

    def __init__(self, store: "Store", happenings: Happenings, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._happenings = happenings
        self._now = now
        happenings.listen(self._note)

    def of_contribution(self, id: str, *, viewer: Viewer = GUEST) -> tuple[Step, ...]:
        """Oldest first; empty for what nobody knows, or what the viewer may not see."""
        return self.of_contributions([id], viewer=viewer).get(id, ())

    def of_contributions(self, ids: list[str], *, viewer: Viewer = GUEST) -> dict[str, tuple[Step, ...]]:
        """The steps of several, for a page that shows them all."""
        with self._store.reading() as rows:
            return rows.outcomes.steps(ids, viewer=viewer)

    def of_author(self, member: Member, *, limit: int = 20, offset: int = 0) -> tuple[Followed, ...]:
        """What a member contributed and what became of it, newest first."""
        with self._store.reading() as rows:
            return rows.outcomes.of_author(member.id, viewer=viewer_of(member), limit=limit, offset=offset)

    def asked_of(self, member: Member, *, limit: int = 20) -> tuple[Followed, ...]:
        """What authors ask about in the ateliers that a member holds, who has waited longest first."""
        with self._store.reading() as rows:
            return rows.outcomes.asked_of(member.id, viewer=viewer_of(member), limit=limit)

    def say(self, contribution: str, state: State, *, reason: str, by: Member) -> Step:
        """Say what became of a contribution; it answers its author's question, if there was one.

        The same state with the same reason said twice in a row is said once. Raises ``ReasonMissing``,
        ``TooManyWords``, ``NotFound``, and ``NotAllowed`` for who does not hold the atelier.
        """
        if state not in SAID:
            raise NotFound(name=state)
        if not reason.strip():
            raise ReasonMissing
        if len(reason) > LONGEST_REASON:
            raise TooManyWords(length=len(reason), limit=LONGEST_REASON)
        with self._store.writing() as rows:
            found, atelier = _found(rows, contribution, viewer_of(by))
            require("follow_up", by, Permitted(author=found.author.id, animators=atelier.animators))
            step = Step(contribution=contribution, state=state, at=self._now(), by=by, reason=reason.strip())
            last = rows.outcomes.steps([contribution], viewer=WHOLE).get(contribution, ())[-1:]
            if last and (last[0].state, last[0].reason) == (step.state, step.reason):
                return last[0]
            self._take(rows, step, author=found.author.id, atelier=atelier.id)
        return step

    def ask(self, contribution: str, *, by: Member) -> datetime:
        """Ask what became of one's own contribution; asking again changes nothing. Gives since when one waits.

        Raises ``NotFound``, and ``NotYours`` for a contribution of somebody else.
        """
        with self._store.writing() as rows:
            found, atelier = _found(rows, contribution, viewer_of(by))
            require("ask_outcome", by, Permitted(author=found.author.id))
            at, is_new = rows.outcomes.ask(contribution, at=self._now())
            if is_new:
                self._happenings.tell(
                    rows,
                    Happening(
                        kind="asked_outcome",
                        thing=Thing(kind="contribution", id=contribution),
                        parent=Thing(kind="atelier", id=atelier.id),
                        by=by.id,
                        to=atelier.animator.id,
                        at=at,
                    ),
                )
            return at

    def _note(self, rows: "Rows", happening: Happening) -> None:
        """What happens tells some of the steps. Those of a contribution that is taken back go with it."""
        if happening.kind == "unsynthesised":
            rows.outcomes.forget(happening.thing.id, "synthesised")
            return
        told = _told_by(happening)
        if told is None:
            return
        contribution, state = told
        found = rows.cafes.contribution(contribution)
        if found is None or (state == "discussed" and found.author.id == happening.by):
            return
        steps = rows.outcomes.steps([contribution], viewer=WHOLE).get(contribution, ())
        if any(step.state == state for step in steps):
            return
        by = rows.members.get(happening.by)
        if by is not None:
            step = Step(contribution=contribution, state=state, at=happening.at, by=by)
            self._take(rows, step, author=found.author.id, atelier=found.atelier)

    def _take(self, rows: "Rows", step: Step, *, author: str, atelier: str) -> None:
        rows.outcomes.add(step)
        if step.state == "received":
            return
        if step.state != "discussed" or step.reason:  # what others say to it does not answer its author
            rows.outcomes.answered(step.contribution)
        if step.state == "synthesised" or (step.state == "discussed" and not step.reason):
            return  # what happened has told it to the author already
        self._happenings.tell(
            rows,
            Happening(
                kind="outcome",
                thing=Thing(kind="contribution", id=step.contribution),
                parent=Thing(kind="atelier", id=atelier),
                by=step.by.id,
                to=author,
                at=step.at,
            ),
        )


def _told_by(happening: Happening) -> tuple[str, State] | None:
    """The contribution and the step of which a happening tells."""
    if happening.kind == "published" and happening.thing.kind == "contribution":
        return happening.thing.id, "received"
    if happening.kind == "synthesised" and happening.thing.kind == "contribution":
        return happening.thing.id, "synthesised"
    if happening.kind == "quoted" and happening.quoted is not None and happening.quoted.kind == "contribution":
        return happening.quoted.id, "discussed"
    if happening.kind == "replied" and happening.parent is not None and happening.parent.kind == "contribution":
        return happening.parent.id, "discussed"
    return None


def _found(rows: "Rows", contribution: str, viewer: Viewer) -> "tuple[Contribution, Atelier]":
    found = rows.cafes.contribution(contribution, viewer=viewer)
    atelier = rows.cafes.atelier(found.atelier) if found is not None else None
    if found is None or atelier is None:
        raise NotFound(name=contribution)
    return found, atelier
