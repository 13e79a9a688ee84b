"""When ateliers were closed and opened again, as rows."""

from sqlalchemy import Connection, insert, select, update

from community.closings import Closing
from community.storage.members import MEMBER_COLUMNS, member_of
from community.storage.tables import atelier_closings, ateliers, members


class ClosingRows:
    """Closings within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last(self, atelier: str) -> Closing | None:
        """None where there is none."""
        chosen = (
            select(atelier_closings, *MEMBER_COLUMNS)
            .join(members, members.c.id == atelier_closings.c.by)
            .where(atelier_closings.c.atelier == atelier)
            .order_by(atelier_closings.c.number.desc())
            .limit(1)
        )
        row = self._connection.execute(chosen).one_or_none()
        if row is None:
            return None
        return Closing(atelier=row.atelier, is_closed=row.is_closed, by=member_of(row), at=row.at, reason=row.reason)

    def add(self, closing: Closing) -> None:
        """Close or open an atelier, and note it."""
        self._connection.execute(
            insert(atelier_closings).values(
                atelier=closing.atelier,
                is_closed=closing.is_closed,
                by=closing.by.id,
                at=closing.at,
                reason=closing.reason,
            )
        )
        its = ateliers.c.id == closing.atelier
        self._connection.execute(update(ateliers).where(its).values(closed=closing.is_closed))
