"""What is hidden and shown, as rows."""

from datetime import datetime

from sqlalchemy import Connection, update

from community.happenings import Thing
from community.storage.visibility import POSTS


class ModerationRows:
    """What moderators do, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set_hidden(self, thing: Thing, at: datetime | None) -> None:
        """Hide a question, reply or contribution, or (with None) show it again."""
        table = POSTS[thing.kind]
        self._connection.execute(update(table).where(table.c.id == thing.id).values(hidden_at=at))

    def set_shy(self, thing: Thing, is_shy: bool) -> None:
        """Show it to who animates only, or to everyone."""
        table = POSTS[thing.kind]
        self._connection.execute(update(table).where(table.c.id == thing.id).values(is_shy=is_shy))
