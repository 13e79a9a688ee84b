"""How much one member may publish or flag in a while: generous, and blind to how fast something was made.

What was dictated in ten seconds counts as what took an hour to type: only what is published counts, and only to stop
floods. Who is stopped is told when they can go on, and keeps their draft.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from errors import TooManyForNow


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most so many in a while."""

    number: int
    within: timedelta


PUBLISHING: tuple[Limit, ...] = (
    Limit(number=60, within=timedelta(hours=1)),
    Limit(number=300, within=timedelta(days=1)),
)
"""Questions, replies, contributions, versions of tips: all together."""
FLAGGING: tuple[Limit, ...] = (
    Limit(number=30, within=timedelta(hours=1)),
    Limit(number=100, within=timedelta(days=1)),
)


def longest(limits: Sequence[Limit]) -> timedelta:
    """How far back one has to look."""
    return max((limit.within for limit in limits), default=timedelta(0))


def most(limits: Sequence[Limit]) -> int:
    """How many one has to count."""
    return max((limit.number for limit in limits), default=0)


def require_room(done: Sequence[datetime], limits: Sequence[Limit], *, at: datetime) -> None:
    """``done`` is when the former ones were, oldest first. Raises ``TooManyForNow`` with the whole minutes to wait."""
    waits = [_wait(done, limit, at) for limit in limits]
    if wait := max(waits, default=timedelta(0)):
        raise TooManyForNow(minutes=math.ceil(wait / timedelta(minutes=1)))


def _wait(done: Sequence[datetime], limit: Limit, at: datetime) -> timedelta:
    recent = [moment for moment in done if moment > at - limit.within]
    if len(recent) < limit.number:
        return timedelta(0)
    return recent[-limit.number] + limit.within - at
