"""The agenda, and who signed up."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table, text

from community.agenda import MODES
from community.storage.columns import Moment, Name, Verbatim
from community.storage.tables._columns import id_column, metadata, of

_TO_REMIND = text("remind_at IS NOT NULL")

activities = Table(
    "activities",
    metadata,
    id_column(),
    Column("space", Name(), nullable=False),
    Column("title", Verbatim, nullable=False),
    Column("description", Verbatim, nullable=False),
    Column("language", Name(8), nullable=False),
    Column("mode", Name(16), nullable=False),
    Column("place", Verbatim, nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("capacity", Integer),
    Column("held_by", Name(), ForeignKey("members.id"), nullable=False),
    Column("planned_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("cancelled_at", Moment),
    Column("reason", Verbatim, nullable=False),
    Column("is_demonstration", Boolean, nullable=False),
    CheckConstraint(f"mode IN ({', '.join(repr(mode) for mode in MODES)})", name="known_mode"),
    Index("ix_activities_ends_at", "ends_at"),
    Index("ix_activities_held_by", "held_by"),
)

sign_ups = Table(
    "sign_ups",
    metadata,
    of("activity", "activities.id", primary_key=True),
    of("member", "members.id", primary_key=True),
    # The order in which they came: the clock of one machine may be behind that of another.
    Column("turn", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("has_place", Boolean, nullable=False),
    # None where there is nothing to remind of any longer.
    Column("remind_at", Moment),
    Column("attended", Boolean),
    Index("ix_sign_ups_member", "member"),
    Index("ix_sign_ups_remind_at", "remind_at", sqlite_where=_TO_REMIND, postgresql_where=_TO_REMIND),
)
