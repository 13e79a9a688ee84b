"""Members' habits, as rows."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from community.storage.statements import upsert
from community.storage.tables import habits


class HabitRows:
    """Habits within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_visit(self, visit: str) -> dict[str, Any]:
        """Those of a (sealed) visit, by name."""
        found = self._connection.execute(select(habits.c.name, habits.c.value).where(habits.c.visit == visit))
        return {name: json.loads(value) for name, value in found}

    def put(self, visit: str, name: str, value: Any, *, at: datetime) -> None:
        """Add or change one."""
        statement = upsert(self._connection, habits, by=("visit", "name"), changing=("value", "changed_at"))
        row = {"visit": visit, "name": name, "value": json.dumps(value), "changed_at": at}
        self._connection.execute(statement, row)

    def remove(self, visit: str, name: str) -> None:
        """Remove one, if it is there."""
        self._connection.execute(delete(habits).where(habits.c.visit == visit, habits.c.name == name))
