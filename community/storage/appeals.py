"""Appeals, as rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, func, select, update

from community.appeals import Appeal
from community.happenings import Thing
from community.moderation_log import Entry
from community.permissions import RULES
from community.storage.moderation import entry_of, select_log
from community.storage.statements import insert_unless_there
from community.storage.tables import appeals, members, moderation_log


class AppealRows:
    """Appeals within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, appeal: Appeal) -> bool:
        """Whether that decision was not contested yet."""
        added = insert_unless_there(self._connection, appeals).returning(appeals.c.entry)
        fact = {
            "entry": appeal.contested.number,
            "ground": appeal.ground,
            "words": appeal.words,
            "at": appeal.at,
            "decided_at": None,
        }
        return self._connection.execute(added, fact).first() is not None

    def get(self, contested: Entry) -> Appeal | None:
        """None where nobody contests it."""
        row = self._connection.execute(_select().where(appeals.c.entry == contested.number)).one_or_none()
        return _appeal_of(row) if row is not None else None

    def undecided(self, *, except_of: str, limit: int) -> tuple[Appeal, ...]:
        """Those that wait and that member did not make, who waits longest first."""
        waiting = _select().where(appeals.c.decided_at.is_(None), moderation_log.c.author.is_distinct_from(except_of))
        oldest_first = waiting.order_by(appeals.c.at, appeals.c.entry).limit(limit)
        return tuple(_appeal_of(row) for row in self._connection.execute(oldest_first))

    def count_undecided(self, *, except_of: str) -> int:
        """How many of them there are."""
        waiting = (appeals.c.decided_at.is_(None), moderation_log.c.author.is_distinct_from(except_of))
        counted = select(func.count()).select_from(appeals)
        counted = counted.join(moderation_log, moderation_log.c.number == appeals.c.entry).where(*waiting)
        return int(self._connection.scalars(counted).one())

    def settle(self, thing: Thing, *, at: datetime) -> None:
        """Nobody waits any longer for a decision about that thing."""
        about = select(moderation_log.c.number).where(
            moderation_log.c.thing_kind == thing.kind, moderation_log.c.thing == thing.id
        )
        waiting = update(appeals).where(appeals.c.decided_at.is_(None), appeals.c.entry.in_(about))
        self._connection.execute(waiting.values(decided_at=at))

    def others_moderate(self, member: str) -> bool:
        """Whether somebody else may decide."""
        roles = sorted(RULES["moderate"].roles)
        real = (members.c.role.in_(roles), ~members.c.is_demonstration)  # nobody stands behind the others
        others = select(exists().where(members.c.id != member, *real))
        return bool(self._connection.scalars(others).one())


def _select() -> Select[Any]:
    contested = (appeals.c.ground.label("said"), appeals.c.words, appeals.c.at.label("said_at"), appeals.c.decided_at)
    return select_log(*contested).join(appeals, appeals.c.entry == moderation_log.c.number)


def _appeal_of(row: Row[Any]) -> Appeal:
    return Appeal(contested=entry_of(row), ground=row.said, words=row.words, at=row.said_at, decided_at=row.decided_at)
