"""Writers' hands, as rows."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, select

from community.storage.statements import upsert
from community.storage.tables import hands


class HandRows:
    """Hands within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, visit: str) -> dict[str, float] | None:
        """That of a (sealed) visit."""
        found = self._connection.scalars(select(hands.c.allowed_for).where(hands.c.visit == visit)).one_or_none()
        return None if found is None else {name: float(value) for name, value in json.loads(found).items()}

    def put(self, visit: str, allowed_for: Mapping[str, float], *, at: datetime) -> None:
        """Add or change one."""
        statement = upsert(self._connection, hands, by=("visit",), changing=("allowed_for", "learnt_at"))
        row = {"visit": visit, "allowed_for": json.dumps(dict(allowed_for)), "learnt_at": at}
        self._connection.execute(statement, row)

    def remove(self, visit: str) -> None:
        """Remove one, if it is there."""
        self._connection.execute(delete(hands).where(hands.c.visit == visit))
