"""What the wall of an atelier shows, from rows."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, select, union

from community.cafes import Contribution
from community.storage.cafes import CafeRows, contribution_of
from community.storage.members import MEMBER_COLUMNS
from community.storage.statements import insert_unless_there
from community.storage.tables import contributions, members, unveiled_walls, votes
from community.storage.visibility import visible
from community.viewers import GUEST, Viewer
from community.walls import Wall


class WallRows:
    """Walls within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_atelier(self, id: str, *, newest: int) -> Wall | None:
        """None when there is no such atelier, or its café is still being prepared."""
        cafes = CafeRows(self._connection)
        # What everyone may count: in a blind atelier too, but nothing that is hidden or shown to who animates only.
        counted = Viewer(unsealed=frozenset({id}))
        atelier = cafes.atelier(id, viewer=counted)
        cafe = cafes.get(atelier.cafe) if atelier is not None else None
        if atelier is None or cafe is None or not cafe.is_open:
            return None
        is_veiled = cafes.is_sealed(id, viewer=GUEST) and not self._is_unveiled(id)
        tally = cafes.tally(id, viewer=counted)
        return Wall(
            atelier=atelier,
            participants=self._participants(id, counted),
            contributions=atelier.contributions,
            votes=tally.for_ + tally.against + tally.no_opinion,
            tally=None if is_veiled else tally,
            newest=() if is_veiled else self._newest(id, counted, limit=newest),
            is_veiled=is_veiled,
        )

    def unveil(self, atelier: str, *, by: str, at: datetime) -> None:
        """Show the wall of a blind atelier."""
        statement = insert_unless_there(self._connection, unveiled_walls)
        self._connection.execute(statement, {"atelier": atelier, "by": by, "at": at})

    def veil(self, atelier: str) -> None:
        """Show its counts only."""
        self._connection.execute(delete(unveiled_walls).where(unveiled_walls.c.atelier == atelier))

    def _is_unveiled(self, atelier: str) -> bool:
        shown = select(unveiled_walls.c.at).where(unveiled_walls.c.atelier == atelier)
        return self._connection.execute(shown).first() is not None

    def _participants(self, atelier: str, viewer: Viewer) -> int:
        brought = select(contributions.c.author.label("who")).where(
            contributions.c.atelier == atelier, visible(contributions, viewer)
        )
        voted = select(votes.c.member).where(votes.c.atelier == atelier)
        everyone = union(brought, voted).subquery()
        return int(self._connection.scalars(select(func.count()).select_from(everyone)).one())

    def _newest(self, atelier: str, viewer: Viewer, *, limit: int) -> tuple[Contribution, ...]:
        chosen = (
            select(contributions, *MEMBER_COLUMNS)
            .join(members, members.c.id == contributions.c.author)
            .where(contributions.c.atelier == atelier, visible(contributions, viewer))
            .order_by(contributions.c.written_at.desc(), contributions.c.id.desc())
            .limit(limit)
        )
        return tuple(contribution_of(row) for row in self._connection.execute(chosen))
