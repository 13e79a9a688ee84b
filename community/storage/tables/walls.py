"""The walls of blind ateliers that were shown."""

from sqlalchemy import Column, ForeignKey, Table

from community.storage.columns import Moment, Name
from community.storage.tables._columns import metadata, of

unveiled_walls = Table(
    "unveiled_walls",
    metadata,
    of("atelier", "ateliers.id", primary_key=True),
    Column("by", Name(), ForeignKey("members.id"), nullable=False),
    Column("at", Moment, nullable=False),
)
