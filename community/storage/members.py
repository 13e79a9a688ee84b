"""Members and the visits that they belong to, as rows."""

from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from community.members import Member, Role
from community.storage.statements import insert_unless_there, upsert
from community.storage.tables import members, visits


def member_of(row: Row[Any] | Any) -> Member:
    """The member whose columns are in a row."""
    return Member(
        id=row.member_id, pseudonym=row.pseudonym, role=row.role, is_demonstration=row.member_is_demonstration
    )


MEMBER_COLUMNS = (
    members.c.id.label("member_id"),
    members.c.pseudonym,
    members.c.role,
    members.c.is_demonstration.label("member_is_demonstration"),
)


class MemberRows:
    """Members within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id: str) -> Member | None:
        """None when there is none."""
        row = self._connection.execute(select(*MEMBER_COLUMNS).where(members.c.id == id)).one_or_none()
        return member_of(row) if row is not None else None

    def named(self, compared: str) -> Member | None:
        """The one whose pseudonym is the same but for case, accents and spaces; None when there is none."""
        row = self._connection.execute(select(*MEMBER_COLUMNS).where(members.c.compared == compared)).one_or_none()
        return member_of(row) if row is not None else None

    def get_or_add(
        self,
        pseudonym: str,
        compared: str,
        *,
        at: datetime,
        role: Role = "member",
        is_demonstration: bool = False,
        id: str | None = None,
    ) -> tuple[Member, bool]:
        """The member of that name, and whether this call made it, with an id of its own or the one that is given."""
        added = self._connection.execute(
            insert_unless_there(self._connection, members).returning(members.c.id),
            {
                "id": id or token_hex(8),
                "pseudonym": pseudonym,
                "compared": compared,
                "role": role,
                "is_demonstration": is_demonstration,
                "made_at": at,
            },
        ).first()
        row = self._connection.execute(select(*MEMBER_COLUMNS).where(members.c.compared == compared)).one()
        return member_of(row), added is not None

    def found(self, compared: str, *, limit: int, offset: int) -> tuple[Member, ...]:
        """Those whose compared pseudonym holds a text, who are more than members first, the demonstration last."""
        chosen = select(*MEMBER_COLUMNS).where(members.c.compared.contains(compared, autoescape=True))
        ordered = chosen.order_by(
            members.c.is_demonstration, members.c.role == "member", members.c.compared, members.c.id
        )
        return tuple(member_of(row) for row in self._connection.execute(ordered.limit(limit).offset(offset)))

    def administrators(self) -> set[str]:
        """The ids of those behind whom somebody stands."""
        chosen = select(members.c.id).where(members.c.role == "administrator", members.c.is_demonstration.is_(False))
        return set(self._connection.scalars(chosen))

    def set_role(self, id: str, role: Role) -> None:
        """Change it."""
        self._connection.execute(update(members).where(members.c.id == id).values(role=role))

    def used_at(self, id: str, visit: str) -> datetime | None:
        """When that visit last took part as this member; None where it never did."""
        found = select(visits.c.used_at).where(visits.c.visit == visit, visits.c.member == id)
        return self._connection.scalars(found).one_or_none()

    def used(self, id: str, visit: str, *, at: datetime) -> None:
        """Note that a visit took part as this member."""
        statement = upsert(self._connection, visits, by=("visit", "member"), changing=("used_at",))
        self._connection.execute(statement, {"visit": visit, "member": id, "used_at": at})

    def leave(self, id: str, visit: str) -> None:
        """That visit takes part as this member no more."""
        self._connection.execute(delete(visits).where(visits.c.visit == visit, visits.c.member == id))

    def leave_everywhere(self, id: str) -> None:
        """No visit takes part as this member any more."""
        self._connection.execute(delete(visits).where(visits.c.member == id))

    def of_visit(self, visit: str) -> tuple[tuple[Member, datetime], ...]:
        """With when it was last used, most recently first."""
        found = (
            select(*MEMBER_COLUMNS, visits.c.used_at)
            .join(visits, visits.c.member == members.c.id)
            .where(visits.c.visit == visit)
            .order_by(visits.c.used_at.desc(), members.c.pseudonym)
        )
        return tuple((member_of(row), row.used_at) for row in self._connection.execute(found))
