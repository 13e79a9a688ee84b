"""Who may be asked what they know, and who was."""

from sqlalchemy import Column, Table

from community.storage.columns import Moment
from community.storage.tables._columns import metadata, of

askable_members = Table(
    "askable_members",
    metadata,
    of("member", "members.id", primary_key=True),
    Column("at", Moment, nullable=False),
)

asked_members = Table(
    "asked_members",
    metadata,
    of("question", "questions.id", primary_key=True),
    of("member", "members.id", primary_key=True),
    Column("at", Moment, nullable=False),
)
