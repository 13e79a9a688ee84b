"""Who may be asked what they know, and who was, as rows."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, select

from community.storage.statements import insert_unless_there
from community.storage.tables import askable_members, asked_members


class AskingRows:
    """Who may be asked, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def may_be_asked(self, members: Collection[str]) -> frozenset[str]:
        """Those of the members who agreed."""
        chosen = select(askable_members.c.member).where(askable_members.c.member.in_(members))
        return frozenset(self._connection.scalars(chosen))

    def agree(self, member: str, *, is_on: bool, at: datetime) -> None:
        """Note that somebody may be asked, or no longer."""
        if is_on:
            statement = insert_unless_there(self._connection, askable_members)
            self._connection.execute(statement, {"member": member, "at": at})
        else:
            self._connection.execute(delete(askable_members).where(askable_members.c.member == member))

    def asked(self, question: str) -> frozenset[str]:
        """Who was asked about a question."""
        return frozenset(
            self._connection.scalars(select(asked_members.c.member).where(asked_members.c.question == question))
        )

    def ask(self, question: str, member: str, *, at: datetime) -> None:
        """Note that somebody was asked."""
        statement = insert_unless_there(self._connection, asked_members)
        self._connection.execute(statement, {"question": question, "member": member, "at": at})
