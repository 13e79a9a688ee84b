"""Who wants to be written to."""

from sqlalchemy import Column, Index, Integer, Table

from community.storage.columns import Moment, Name, Verbatim
from community.storage.tables._columns import metadata, of

mailboxes = Table(
    "mailboxes",
    metadata,
    of("member", "members.id", primary_key=True),
    Column("address", Verbatim, nullable=False),
    Column("language", Name(8), nullable=False),
    Column("pace", Name(8), nullable=False),
    Column("code", Name(), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Column("stop", Name(), nullable=False, unique=True),
    Column("sent_up_to", Integer, nullable=False),
    Column("sent_at", Moment),
    Column("handed_out_until", Moment),
    Index("ix_mailboxes_confirmed_at", "confirmed_at"),
)
