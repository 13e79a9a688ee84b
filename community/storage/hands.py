"""Writers' hands, as rows."""

import json
from datetime import datetime

from sqlalchemy import Connection, delete, select

from community.hands import LearntHand
from community.storage.statements import upsert
from community.storage.tables import hands


class HandRows:
    """Hands within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, visit: str) -> LearntHand | None:
        """That of a (sealed) visit."""
        found = self._connection.execute(select(hands).where(hands.c.visit == visit)).one_or_none()
        if found is None:
            return None
        allowed_for = {name: float(value) for name, value in json.loads(found.allowed_for).items()}
        return LearntHand(allowed_for=allowed_for, wrong_before=found.wrong_before, wrong_after=found.wrong_after)

    def put(self, visit: str, learnt: LearntHand, *, at: datetime) -> None:
        """Add or change one."""
        row = {
            "allowed_for": json.dumps(dict(learnt.allowed_for)),
            "learnt_at": at,
            "wrong_before": learnt.wrong_before,
            "wrong_after": learnt.wrong_after,
        }
        statement = upsert(self._connection, hands, by=("visit",), changing=tuple(row))
        self._connection.execute(statement, {"visit": visit, **row})

    def remove(self, visit: str) -> None:
        """Remove one, if it is there."""
        self._connection.execute(delete(hands).where(hands.c.visit == visit))
