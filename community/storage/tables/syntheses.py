"""When ateliers were closed, and what is written of them: parts, and which of them were signed."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from community.storage.columns import Moment, Name, Verbatim
from community.storage.tables._columns import expressed, file_indexes, id_column, metadata, of

atelier_closings = Table(
    "atelier_closings",
    metadata,
    Column("number", Integer, primary_key=True),
    of("atelier", "ateliers.id"),
    Column("is_closed", Boolean, nullable=False),
    Column("by", Name(), ForeignKey("members.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Verbatim, nullable=False),
    Index("ix_atelier_closings_atelier", "atelier", "number"),
)


synthesis_parts = Table(
    "synthesis_parts",
    metadata,
    id_column(),
    of("atelier", "ateliers.id"),
    Column("position", Integer, nullable=False),
    Column("text", Verbatim, nullable=False),
    # What is quoted; a quotation goes with the contribution that it was taken from.
    of("contribution", "contributions.id", nullable=True),
    Column("language", Name(8), nullable=False),
    Column("author", Name(), ForeignKey("members.id"), nullable=False),
    Column("written_at", Moment, nullable=False),
    *expressed(),
    Column("set_aside_by", Name(), ForeignKey("members.id")),
    Column("set_aside_at", Moment),
    Index("ix_synthesis_parts_atelier", "atelier", "position"),
    Index("ix_synthesis_parts_contribution", "contribution"),
    *file_indexes("synthesis_parts"),
)


synthesis_signings = Table(
    "synthesis_signings",
    metadata,
    Column("number", Integer, primary_key=True),
    of("atelier", "ateliers.id"),
    Column("by", Name(), ForeignKey("members.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_synthesis_signings_atelier", "atelier", "number"),
)


signed_parts = Table(
    "signed_parts",
    metadata,
    Column("signing", Integer, ForeignKey("synthesis_signings.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    of("part", "synthesis_parts.id"),
    Index("ix_signed_parts_part", "part"),
)
