"""What members follow, and what they are told."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, UniqueConstraint, text

from community.storage.columns import Moment, Name
from community.storage.tables._columns import metadata, of

_UNREAD = text("read_at IS NULL")

follows = Table(
    "follows",
    metadata,
    of("member", "members.id", primary_key=True),
    Column("kind", Name(16), primary_key=True),
    Column("thing", Name(), primary_key=True),
    # False where a member said that they do not want to: taking part again does not make them follow again.
    Column("is_on", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_follows_thing", "kind", "thing"),
)

notices = Table(
    "notices",
    metadata,
    Column("number", Integer, primary_key=True),
    of("member", "members.id"),
    Column("kind", Name(16), nullable=False),
    Column("thing_kind", Name(16), nullable=False),
    Column("thing", Name(), nullable=False),
    Column("parent_kind", Name(16)),
    Column("parent", Name()),
    of("by", "members.id"),
    Column("at", Moment, nullable=False),
    Column("read_at", Moment),
    UniqueConstraint("member", "kind", "thing_kind", "thing", "by", "at"),
    Index("ix_notices_member", "member", "number"),
    Index("ix_notices_thing", "thing_kind", "thing"),
    Index("ix_notices_unread", "member", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
)
