"""Steps of what became of contributions, as rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select

from community.cafes import Contribution
from community.outcomes import Followed, State, Step
from community.storage.cafes import CafeRows, contribution_of
from community.storage.members import MEMBER_COLUMNS, member_of
from community.storage.statements import insert_unless_there
from community.storage.tables import ateliers, contributions, members, outcome_asks, outcome_steps
from community.storage.visibility import visible
from community.viewers import Viewer


class OutcomeRows:
    """What became of contributions, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def steps(self, contributions_: Sequence[str], *, viewer: Viewer) -> dict[str, tuple[Step, ...]]:
        """Those of each that a viewer may see, oldest first."""
        chosen = (
            select(outcome_steps, *MEMBER_COLUMNS)
            .join(members, members.c.id == outcome_steps.c.by)
            .join(contributions, contributions.c.id == outcome_steps.c.contribution)
            .where(outcome_steps.c.contribution.in_(contributions_), visible(contributions, viewer))
            .order_by(outcome_steps.c.number)
        )
        found: dict[str, tuple[Step, ...]] = {}
        for row in self._connection.execute(chosen):
            found[row.contribution] = (*found.get(row.contribution, ()), _step_of(row))
        return found

    def add(self, step: Step) -> None:
        """Note a step."""
        self._connection.execute(
            insert(outcome_steps).values(
                contribution=step.contribution, state=step.state, at=step.at, by=step.by.id, reason=step.reason
            )
        )

    def forget(self, contribution: str, state: State) -> None:
        """Take a step back, where what told it is taken back."""
        gone = (outcome_steps.c.contribution == contribution, outcome_steps.c.state == state)
        self._connection.execute(delete(outcome_steps).where(*gone))

    def ask(self, contribution: str, *, at: datetime) -> tuple[datetime, bool]:
        """Since when its author asks, and whether that is new."""
        asks = insert_unless_there(self._connection, outcome_asks).returning(outcome_asks.c.at)
        is_new = self._connection.execute(asks, {"contribution": contribution, "at": at}).first() is not None
        since = select(outcome_asks.c.at).where(outcome_asks.c.contribution == contribution)
        return self._connection.scalars(since).one(), is_new

    def answered(self, contribution: str) -> None:
        """Nobody waits any longer for what became of it."""
        self._connection.execute(delete(outcome_asks).where(outcome_asks.c.contribution == contribution))

    def of_author(self, member: str, *, viewer: Viewer, limit: int, offset: int) -> tuple[Followed, ...]:
        """What a member contributed, newest first."""
        chosen = _select_followed(viewer).where(contributions.c.author == member)
        newest_first = chosen.order_by(contributions.c.written_at.desc(), contributions.c.id)
        return self._followed(newest_first.limit(limit).offset(offset), viewer)

    def asked_of(self, animator: str, *, viewer: Viewer, limit: int) -> tuple[Followed, ...]:
        """What is asked about in somebody's ateliers, who has waited longest first."""
        held = _select_followed(viewer).join(ateliers, ateliers.c.id == contributions.c.atelier)
        chosen = held.where(ateliers.c.animator == animator, outcome_asks.c.at.is_not(None))
        return self._followed(chosen.order_by(outcome_asks.c.at, contributions.c.id).limit(limit), viewer)

    def _followed(self, chosen: Select[Any], viewer: Viewer) -> tuple[Followed, ...]:
        found: list[tuple[Contribution, datetime | None]] = [
            (contribution_of(row), row.asked_at) for row in self._connection.execute(chosen)
        ]
        steps = self.steps([contribution.id for contribution, _ in found], viewer=viewer)
        held = CafeRows(self._connection).ateliers_by_id(
            {contribution.atelier for contribution, _ in found}, viewer=viewer
        )
        return tuple(
            Followed(
                contribution=contribution,
                atelier=held[contribution.atelier],
                steps=steps.get(contribution.id, ()),
                asked_at=asked_at,
            )
            for contribution, asked_at in found
        )


def _select_followed(viewer: Viewer) -> Select[Any]:
    return (
        select(contributions, outcome_asks.c.at.label("asked_at"), *MEMBER_COLUMNS)
        .join(members, members.c.id == contributions.c.author)
        .outerjoin(outcome_asks, outcome_asks.c.contribution == contributions.c.id)
        .where(visible(contributions, viewer))
    )


def _step_of(row: Row[Any]) -> Step:
    return Step(contribution=row.contribution, state=row.state, at=row.at, by=member_of(row), reason=row.reason)
