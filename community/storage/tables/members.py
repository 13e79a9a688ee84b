"""Who takes part, and what their browsers hold."""

from sqlalchemy import Boolean, Column, Float, Index, Table, Text

from community.storage.columns import Moment, Name
from community.storage.tables._columns import id_column, metadata, of

members = Table(
    "members",
    metadata,
    id_column(),
    Column("pseudonym", Name(), nullable=False),
    Column("compared", Name(256), nullable=False, unique=True),
    Column("role", Name(16), nullable=False),
    Column("is_demonstration", Boolean, nullable=False),
    Column("made_at", Moment, nullable=False),
)


visits = Table(
    "visits",
    metadata,
    Column("visit", Name(), primary_key=True),
    of("member", "members.id", primary_key=True),
    Column("used_at", Moment, nullable=False),
    Index("ix_visits_member", "member"),
)


hands = Table(
    "hands",
    metadata,
    Column("visit", Name(), primary_key=True),
    Column("allowed_for", Text, nullable=False),
    Column("learnt_at", Moment, nullable=False),
    Column("wrong_before", Float),
    Column("wrong_after", Float),
)


habits = Table(
    "habits",
    metadata,
    Column("visit", Name(), primary_key=True),
    Column("name", Name(), primary_key=True),
    Column("value", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
