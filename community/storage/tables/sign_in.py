"""How one comes back: codes that serve once, wrong tries, and the accounts of an OpenID Connect provider."""

from sqlalchemy import Column, Index, Integer, Table

from community.storage.columns import Moment, Name
from community.storage.tables._columns import metadata, of

codes = Table(
    "codes",
    metadata,
    Column("code", Name(), primary_key=True),
    of("member", "members.id"),
    Column("made_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("replaced_at", Moment),
    Index("ix_codes_member", "member"),
)


wrong_codes = Table(
    "wrong_codes",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("visit", Name(), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_wrong_codes_at", "at"),
)


identities = Table(
    "identities",
    metadata,
    Column("identity", Name(), primary_key=True),
    of("member", "members.id"),
    Column("role", Name(16)),
    Column("linked_at", Moment, nullable=False),
    Index("ix_identities_member", "member"),
)


used_tokens = Table(
    "used_tokens",
    metadata,
    Column("token", Name(), primary_key=True),
    Column("forget_at", Moment, nullable=False),
    Index("ix_used_tokens_forget_at", "forget_at"),
)
