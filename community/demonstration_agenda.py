"""The demonstration's agenda, which comes back every so many weeks: it is never out of date, however old the rest."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from community.agenda import Activity, Plan, paris
from community.members import Member

if TYPE_CHECKING:
    from community.storage import Rows

_BEFORE, _AFTER = timedelta(days=21), timedelta(days=42)
"""How far back and ahead there are activities."""
_PLANNED_BEFORE = timedelta(days=30)


def add_activities(rows: "Rows", file: Path, people: Mapping[str, Member], *, at: datetime) -> int:
    """Add the activities around a moment that are not there yet; how many."""
    if not file.exists():
        return 0
    written = tomllib.loads(file.read_text(encoding="utf-8"))["activity"]
    return sum(_add(rows, one, day, people, at=at) for one in written for day in _days(one, at.date()))


def _days(one: dict[str, Any], today: date) -> Iterator[date]:
    """Always the same days, whenever one looks: weeks are counted from the first of all."""
    for ahead in range(-_BEFORE.days, _AFTER.days):
        day = today + timedelta(days=ahead)
        weeks = (day.toordinal() - 1) // 7
        if day.isoweekday() == one["weekday"] and weeks % one["every"] == 0:
            yield day


def _add(rows: "Rows", one: dict[str, Any], day: date, people: Mapping[str, Member], *, at: datetime) -> bool:
    starts_at = paris(day, one["at"])
    planned_at = min(starts_at - _PLANNED_BEFORE, at)
    is_cancelled = "cancelled" in one
    activity = Activity(
        id=f"{one['id']}-{day.isoformat()}",
        plan=Plan(
            title=one["title"],
            space=one["space"],
            mode=one["mode"],
            place=one["place"],
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=one["minutes"]),
            capacity=one.get("capacity"),
            description=one["description"].strip(),
        ),
        held_by=people[one["held_by"]],
        planned_at=planned_at,
        changed_at=planned_at,
        sequence=1 if is_cancelled else 0,
        cancelled_at=planned_at if is_cancelled else None,
        reason=one.get("cancelled", ""),
        is_demonstration=True,
    )
    if not rows.agenda.add(activity):
        return False
    _sign_up(rows, activity, one.get("signed_up", 0), list(people.values()), is_past=starts_at < at)
    return True


def _sign_up(rows: "Rows", activity: Activity, count: int, people: list[Member], *, is_past: bool) -> None:
    """The same people for the same activity; who came to what is over is said of all but the last."""
    others = [one for one in people if one.id != activity.held_by.id]
    first = sum(map(ord, activity.id)) % len(others)
    coming = [*others[first:], *others[:first]][:count]
    for place, member in enumerate(coming, 1):
        has_place = activity.plan.capacity is None or place <= activity.plan.capacity
        at = activity.planned_at + timedelta(minutes=place)
        rows.agenda.add_sign_up(activity.id, member.id, at=at, has_place=has_place, remind_at=None)
        if is_past and has_place and activity.cancelled_at is None:
            rows.agenda.mark(activity.id, member.id, attended=place < count)
