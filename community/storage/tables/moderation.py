"""What members flag, and what moderators did about it."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, text

from community.flags import GROUNDS
from community.moderation_log import DONE
from community.storage.columns import Moment, Name, Verbatim
from community.storage.tables._columns import metadata, of

_OPEN = text("settled_at IS NULL")
_UNDECIDED = text("decided_at IS NULL")


def _known(column: str, names: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(map(repr, names))})", name=f"known_{column}")


flags = Table(
    "flags",
    metadata,
    Column("thing_kind", Name(16), primary_key=True),
    Column("thing", Name(), primary_key=True),
    of("member", "members.id", primary_key=True),
    Column("ground", Name(16), nullable=False),
    Column("words", Verbatim, nullable=False),
    Column("at", Moment, nullable=False),
    # When a moderator decided; who flags again what was decided is not counted again.
    Column("settled_at", Moment),
    _known("ground", GROUNDS),
    Index("ix_flags_member", "member", "at"),
    Index("ix_flags_open", "thing_kind", "thing", sqlite_where=_OPEN, postgresql_where=_OPEN),
)

moderation_log = Table(
    "moderation_log",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("done", Name(16), nullable=False),
    Column("ground", Name(16)),
    Column("reason", Verbatim, nullable=False),
    Column("thing_kind", Name(16), nullable=False),
    Column("thing", Name(), nullable=False),
    # Who leaves the community leaves the log without their name, and the log stays whole.
    Column("by", Name(), ForeignKey("members.id", ondelete="SET NULL")),
    Column("author", Name(), ForeignKey("members.id", ondelete="SET NULL")),
    Column("at", Moment, nullable=False),
    _known("done", DONE),
    Index("ix_moderation_log_thing", "thing_kind", "thing", "number"),
    Index("ix_moderation_log_author", "author", "number"),
    Index("ix_moderation_log_by", "by"),
)

appeals = Table(
    "appeals",
    metadata,
    # The decision that is contested: each may be, once.
    Column("entry", Integer, ForeignKey("moderation_log.number", ondelete="CASCADE"), primary_key=True),
    Column("ground", Name(16), nullable=False),
    Column("words", Verbatim, nullable=False),
    Column("at", Moment, nullable=False),
    Column("decided_at", Moment),
    Index("ix_appeals_undecided", "at", sqlite_where=_UNDECIDED, postgresql_where=_UNDECIDED),
)
