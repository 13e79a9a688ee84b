"""The ledger of what members did for others, and what is counted of it."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, Table, UniqueConstraint, text

from community.merit_rules import KINDS
from community.storage.columns import Moment, Name
from community.storage.tables._columns import metadata, of

_WELCOME = text("kind = 'welcoming'")

merits = Table(
    "merits",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Name(16), nullable=False),
    of("member", "members.id"),
    # To whom it did good, or the tip or the activity that counts once.
    Column("counted", Name(), nullable=False),
    Column("told", Name(16), nullable=False),
    Column("thing_kind", Name(16), nullable=False),
    Column("thing", Name(), nullable=False),
    Column("place_kind", Name(16)),
    Column("place", Name()),
    Column("at", Moment, nullable=False),
    Column("month", Name(7), nullable=False),
    Column("is_hidden", Boolean, nullable=False),
    CheckConstraint(f"kind IN ({', '.join(repr(kind) for kind in KINDS)})", name="known_kind"),
    UniqueConstraint("kind", "member", "told", "thing_kind", "thing", "counted"),
    Index("ix_merits_thing", "thing_kind", "thing"),
    Index("ix_merits_place", "place_kind", "place"),
    Index("ix_merits_member", "member", "kind", "at"),
    # Whoever comes is welcomed once.
    Index("uq_merits_one_welcome", "counted", unique=True, sqlite_where=_WELCOME, postgresql_where=_WELCOME),
)

# How many merits of a period did good to the same person; what is hidden is left out. 'ever' holds all months.
merit_tallies = Table(
    "merit_tallies",
    metadata,
    Column("period", Name(7), primary_key=True),
    Column("kind", Name(16), primary_key=True),
    of("member", "members.id", primary_key=True),
    Column("counted", Name(), primary_key=True),
    Column("times", Integer, nullable=False),
)

# How many different people they did good to.
merit_standings = Table(
    "merit_standings",
    metadata,
    Column("period", Name(7), primary_key=True),
    Column("kind", Name(16), primary_key=True),
    of("member", "members.id", primary_key=True),
    Column("people", Integer, nullable=False),
    Index("ix_merit_standings_top", "period", "kind", "people"),
    Index("ix_merit_standings_member", "member"),
)

hidden_merits = Table(
    "hidden_merits",
    metadata,
    Column("thing_kind", Name(16), primary_key=True),
    Column("thing", Name(), primary_key=True),
)

# Who does not want their signs to be shown.
discreet_members = Table(
    "discreet_members",
    metadata,
    of("member", "members.id", primary_key=True),
    Column("at", Moment, nullable=False),
)
