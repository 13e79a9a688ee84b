"""What became of contributions."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table

from community.outcomes import STATES
from community.storage.columns import Moment, Name, Verbatim
from community.storage.tables._columns import metadata, of

outcome_steps = Table(
    "outcome_steps",
    metadata,
    Column("number", Integer, primary_key=True),
    of("contribution", "contributions.id"),
    Column("state", Name(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Name(), ForeignKey("members.id"), nullable=False),
    Column("reason", Verbatim, nullable=False),
    CheckConstraint(f"state IN ({', '.join(repr(state) for state in STATES)})", name="known_state"),
    Index("ix_outcome_steps_contribution", "contribution", "number"),
)

outcome_asks = Table(
    "outcome_asks",
    metadata,
    of("contribution", "contributions.id", primary_key=True),
    Column("at", Moment, nullable=False),
    Index("ix_outcome_asks_at", "at"),
)
