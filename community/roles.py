"""Which role each member has: given by an administrator, or by who holds the database."""

from typing import TYPE_CHECKING

from community.members import LONGEST, ROLES, Member, Role, compared
from community.permissions import require
from errors import LastAdministrator, NotFound

if TYPE_CHECKING:
    from community.storage import Rows, Store


class Roles:
    """The roles of all members."""

    def __init__(self, store: "Store") -> None:
        self._store = store

    def people(self, *, by: Member, named: str = "", limit: int = 20, offset: int = 0) -> tuple[Member, ...]:
        """The members whose pseudonym holds a text, who have a role first; all without one. Raises ``NotAllowed``."""
        require("give_role", by)
        with self._store.reading() as rows:
            return rows.members.found(compared(named[:LONGEST]), limit=limit, offset=offset)

    def give(self, member: str, role: Role, *, by: Member) -> Member:
        """Give a member a role, in place of the one that they have; the member as they are then.

        Raises ``NotAllowed``, ``NotFound``, and ``LastAdministrator`` where nobody would administer any more.
        """
        require("give_role", by)
        with self._store.writing() as rows:
            return set_role(rows, member, role)

    def given(self, member: Member, role: Role) -> Member:
        """The same, for who holds the database anyway, such as the command line."""
        with self._store.writing() as rows:
            return set_role(rows, member.id, role)


def set_role(rows: "Rows", member: str, role: Role) -> Member:
    """Within a transaction. Raises ``NotFound`` and ``LastAdministrator``."""
    if role not in ROLES:
        raise NotFound(name=role)
    rows.alone("roles")
    former = rows.members.get(member)
    if former is None:
        raise NotFound(name=member)
    if former.role == "administrator" and role != "administrator" and rows.members.administrators() == {former.id}:
        raise LastAdministrator
    rows.members.set_role(member, role)
    found = rows.members.get(member)
    assert found is not None, "it was there a moment ago"
    return found
