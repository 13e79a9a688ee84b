"""Tips, their versions, and the words that were taken for them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from community.storage.columns import Moment, Name, Verbatim
from community.storage.tables._columns import expressed, file_indexes, id_column, metadata, of, withheld

tips = Table(
    "tips",
    metadata,
    id_column(),
    Column("space", Name(), nullable=False),
    Column("language", Name(8), nullable=False),
    Column("author", Name(), ForeignKey("members.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("is_demonstration", Boolean, nullable=False),
    # The version that is shown, 0 while nobody has confirmed one; and the highest number that was ever given, since
    # the number of a version that was taken back must never mean another one.
    Column("newest", Integer, nullable=False),
    Column("numbered", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    *withheld(),
    Index("ix_tips_changed_at", "changed_at", "id"),
    Index("ix_tips_space_changed_at", "space", "changed_at", "id"),
)

tip_versions = Table(
    "tip_versions",
    metadata,
    of("tip", "tips.id", primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("title", Verbatim, nullable=False),
    Column("body", Verbatim, nullable=False),
    Column("author", Name(), ForeignKey("members.id"), nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("base", Integer, nullable=False),
    Column("joined", Boolean, nullable=False),
    Column("same_as", Integer),
    Column("added", Integer, nullable=False),
    Column("removed", Integer, nullable=False),
    *expressed(),
    Index("ix_tip_versions_author", "author"),
    *file_indexes("tip_versions"),
)

tip_quotes = Table(
    "tip_quotes",
    metadata,
    of("tip", "tips.id", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("words", Verbatim, nullable=False),
    Column("author", Name(), ForeignKey("members.id"), nullable=False),
    # Not keys of other tables: what was quoted may be taken back, and the tip and its credits stay.
    Column("source_kind", Name(16), nullable=False),
    Column("source", Name(), nullable=False),
    Column("place_kind", Name(16), nullable=False),
    Column("place", Name(), nullable=False),
    Index("ix_tip_quotes_place", "place_kind", "place"),
)
