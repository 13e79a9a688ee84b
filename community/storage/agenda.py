"""Activities and who signed up for them, as rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, or_, select, update

from community.agenda import Activity, Plan, SignUp
from community.storage.members import MEMBER_COLUMNS, member_of
from community.storage.statements import insert_unless_there
from community.storage.tables import activities, members, sign_ups


class AgendaRows:
    """The agenda, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock(self, id: str) -> None:
        """Let nobody else sign up for an activity, or change it, until the transaction ends."""
        self._connection.execute(select(activities.c.id).where(activities.c.id == id).with_for_update())

    def activity(self, id: str, *, member: str | None = None) -> Activity | None:
        """None when there is none; ``mine`` is that of the member."""
        return next(iter(self._activities(_select().where(activities.c.id == id), member)), None)

    def coming(
        self, at: datetime, *, space: str | None, mode: str | None, member: str | None, limit: int
    ) -> tuple[Activity, ...]:
        """What ends after a moment, soonest first."""
        chosen = _select().where(activities.c.ends_at > at, *_in(space, mode))
        return self._activities(chosen.order_by(activities.c.starts_at, activities.c.id).limit(limit), member)

    def past(
        self, at: datetime, *, space: str | None, mode: str | None, member: str | None, limit: int
    ) -> tuple[Activity, ...]:
        """What has ended, latest first."""
        chosen = _select().where(activities.c.ends_at <= at, *_in(space, mode))
        return self._activities(chosen.order_by(activities.c.starts_at.desc(), activities.c.id).limit(limit), member)

    def of_member(self, member: str) -> tuple[Activity, ...]:
        """What a member holds or signed up for, latest first."""
        signed_up = select(sign_ups.c.activity).where(sign_ups.c.member == member)
        chosen = _select().where(or_(activities.c.held_by == member, activities.c.id.in_(signed_up)))
        return self._activities(chosen.order_by(activities.c.starts_at.desc(), activities.c.id), member)

    def holds_demonstration(self) -> bool:
        """Whether any activity is invented."""
        found = select(activities.c.id).where(activities.c.is_demonstration).limit(1)
        return self._connection.execute(found).first() is not None

    def add(self, activity: Activity) -> bool:
        """Announce it; False where there is one of that id."""
        statement = insert_unless_there(self._connection, activities).returning(activities.c.id)
        return self._connection.execute(statement, _values(activity)).first() is not None

    def change(self, activity: Activity) -> None:
        """Keep what it has become."""
        self._connection.execute(update(activities).where(activities.c.id == activity.id).values(_values(activity)))

    def sign_up(self, activity: str, member: str) -> SignUp | None:
        """None where they did not sign up."""
        return self._mine([activity], member).get(activity)

    def sign_ups(self, activity: str) -> tuple[SignUp, ...]:
        """Who has a place, then who waits, each in their order."""
        found = [
            _sign_up_of(row)
            for row in self._connection.execute(
                _select_sign_ups()
                .where(sign_ups.c.activity == activity)
                .order_by(sign_ups.c.has_place.desc(), sign_ups.c.turn)
            )
        ]
        return tuple(found)

    def add_sign_up(
        self, activity: str, member: str, *, at: datetime, has_place: bool, remind_at: datetime | None
    ) -> None:
        """Behind all who came before; the activity is locked."""
        last = select(func.coalesce(func.max(sign_ups.c.turn), 0)).where(sign_ups.c.activity == activity)
        self._connection.execute(
            insert(sign_ups).values(
                activity=activity,
                member=member,
                turn=self._connection.scalars(last).one() + 1,
                at=at,
                has_place=has_place,
                remind_at=remind_at,
            )
        )

    def remove_sign_up(self, activity: str, member: str) -> bool:
        """False where there was none."""
        return bool(self._connection.execute(delete(sign_ups).where(*_is(activity, member))).rowcount)

    def first_in_line(self, activity: str, *, limit: int) -> tuple[str, ...]:
        """The members who have waited longest."""
        waiting = select(sign_ups.c.member).where(sign_ups.c.activity == activity, ~sign_ups.c.has_place)
        return tuple(self._connection.scalars(waiting.order_by(sign_ups.c.turn).limit(limit)))

    def give_place(self, activity: str, member: str, *, remind_at: datetime | None) -> None:
        """They wait no longer."""
        given = update(sign_ups).where(*_is(activity, member)).values(has_place=True, remind_at=remind_at)
        self._connection.execute(given)

    def mark(self, activity: str, member: str, *, attended: bool | None) -> None:
        """Note whether they came."""
        self._connection.execute(update(sign_ups).where(*_is(activity, member)).values(attended=attended))

    def remind_all(self, activity: str, *, at: datetime | None) -> None:
        """When to remind all who have a place; None for never."""
        placed = (sign_ups.c.activity == activity, sign_ups.c.has_place)
        self._connection.execute(update(sign_ups).where(*placed).values(remind_at=at))

    def anything_to_remind(self, at: datetime) -> bool:
        """Whether anybody is to be reminded by now."""
        due = select(sign_ups.c.activity).where(sign_ups.c.remind_at <= at).limit(1)
        return self._connection.execute(due).first() is not None

    def take_reminders(self, at: datetime) -> tuple[tuple[str, str], ...]:
        """Activity and member of each who is to be reminded by now; nobody else is given them."""
        taken = update(sign_ups).where(sign_ups.c.remind_at <= at).values(remind_at=None)
        rows = self._connection.execute(taken.returning(sign_ups.c.activity, sign_ups.c.member))
        return tuple(sorted((row.activity, row.member) for row in rows))

    def forget(self, member: str) -> tuple[str, ...]:
        """Remove all sign-ups of a member; the activities in which they had a place or waited."""
        gone = delete(sign_ups).where(sign_ups.c.member == member).returning(sign_ups.c.activity)
        return tuple(sorted(self._connection.scalars(gone)))

    def _activities(self, chosen: Select[Any], member: str | None) -> tuple[Activity, ...]:
        rows = self._connection.execute(chosen).all()
        mine = self._mine([row.id for row in rows], member) if member is not None else {}
        return tuple(_activity_of(row, mine.get(row.id)) for row in rows)

    def _mine(self, ids: Sequence[str], member: str) -> dict[str, SignUp]:
        chosen = _select_sign_ups().where(sign_ups.c.activity.in_(ids), sign_ups.c.member == member)
        return {row.activity: _sign_up_of(row) for row in self._connection.execute(chosen)}


def _select() -> Select[Any]:
    counted = select(func.count()).select_from(sign_ups).where(sign_ups.c.activity == activities.c.id)
    taken = counted.where(sign_ups.c.has_place).scalar_subquery()
    waiting = counted.where(~sign_ups.c.has_place).scalar_subquery()
    chosen = select(activities, taken.label("taken"), waiting.label("waiting"), *MEMBER_COLUMNS)
    return chosen.join(members, members.c.id == activities.c.held_by)


def _select_sign_ups() -> Select[Any]:
    """With the place in line of who waits."""
    before = sign_ups.alias()
    in_line = (
        select(func.count())
        .select_from(before)
        .where(before.c.activity == sign_ups.c.activity, ~before.c.has_place, before.c.turn <= sign_ups.c.turn)
        .correlate(sign_ups)
        .scalar_subquery()
    )
    chosen = select(sign_ups, in_line.label("in_line"), *MEMBER_COLUMNS)
    return chosen.join(members, members.c.id == sign_ups.c.member)


def _in(space: str | None, mode: str | None) -> list[ColumnElement[bool]]:
    wanted = ((activities.c.space, space), (activities.c.mode, mode))
    return [column == value for column, value in wanted if value is not None]


def _is(activity: str, member: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return sign_ups.c.activity == activity, sign_ups.c.member == member


def _values(activity: Activity) -> dict[str, Any]:
    plan = activity.plan
    return {
        "id": activity.id,
        "space": plan.space,
        "title": plan.title,
        "description": plan.description,
        "language": plan.language,
        "mode": plan.mode,
        "place": plan.place,
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "capacity": plan.capacity,
        "held_by": activity.held_by.id,
        "planned_at": activity.planned_at,
        "changed_at": activity.changed_at,
        "sequence": activity.sequence,
        "cancelled_at": activity.cancelled_at,
        "reason": activity.reason,
        "is_demonstration": activity.is_demonstration,
    }


def _activity_of(row: Row[Any], mine: SignUp | None) -> Activity:
    return Activity(
        id=row.id,
        plan=Plan(
            title=row.title,
            space=row.space,
            mode=row.mode,
            place=row.place,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            capacity=row.capacity,
            description=row.description,
            language=row.language,
        ),
        held_by=member_of(row),
        planned_at=row.planned_at,
        changed_at=row.changed_at,
        sequence=row.sequence,
        cancelled_at=row.cancelled_at,
        reason=row.reason,
        is_demonstration=row.is_demonstration,
        taken=row.taken,
        waiting=row.waiting,
        mine=mine,
    )


def _sign_up_of(row: Row[Any]) -> SignUp:
    return SignUp(
        activity=row.activity,
        member=member_of(row),
        at=row.at,
        has_place=row.has_place,
        in_line=0 if row.has_place else row.in_line,
        attended=row.attended,
    )
