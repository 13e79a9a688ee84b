"""Cafés and their ateliers."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, false

from community.storage.columns import Moment, Name, Verbatim
from community.storage.tables._columns import expressed, file_indexes, id_column, metadata, of, shy_index, withheld

cafes = Table(
    "cafes",
    metadata,
    id_column(),
    Column("title", Verbatim, nullable=False),
    Column("introduction", Verbatim, nullable=False),
    Column("is_demonstration", Boolean, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("space", Name(), nullable=False, server_default="dream-cafe"),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("picture", Name(80)),
    Column("picture_type", Name()),
    Column("picture_alt", Verbatim),
    # Empty while it is being prepared: then only its host sees it.
    Column("opened_at", Moment),
    Column("host", Name(), ForeignKey("members.id")),
    Index("ix_cafes_space", "space", "opened_at"),
    Index("ix_cafes_picture", "picture"),
)


ateliers = Table(
    "ateliers",
    metadata,
    id_column(),
    of("cafe", "cafes.id"),
    Column("position", Integer, nullable=False),
    Column("title", Verbatim, nullable=False),
    Column("opening", Verbatim, nullable=False),
    Column("question", Verbatim, nullable=False),
    Column("animator", Name(), ForeignKey("members.id"), nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("is_blind", Boolean, nullable=False, server_default=false()),
    Index("ix_ateliers_cafe", "cafe", "position"),
)


contributions = Table(
    "contributions",
    metadata,
    id_column(),
    of("atelier", "ateliers.id"),
    Column("body", Verbatim, nullable=False),
    Column("language", Name(8), nullable=False),
    Column("author", Name(), ForeignKey("members.id"), nullable=False),
    Column("written_at", Moment, nullable=False),
    *expressed(),
    *withheld(),
    Column("photo_alt", Verbatim),
    # What it replies to, and the first contribution of their exchange; both empty for what begins one.
    Column("reply_to", Name(), ForeignKey("contributions.id", ondelete="SET NULL")),
    Column("thread", Name()),
    # The span of what it replies to that it quotes.
    Column("quote_start", Integer),
    Column("quote_end", Integer),
    Index("ix_contributions_atelier", "atelier", "written_at", "id"),
    Index("ix_contributions_reply_to", "reply_to"),
    Index("ix_contributions_thread", "thread"),
    Index("ix_contributions_author", "author", "written_at"),
    Index("ix_contributions_atelier_author", "atelier", "author"),
    *file_indexes("contributions"),
    shy_index("contributions"),
)


cafe_words = Table(
    "cafe_words",
    metadata,
    id_column(),
    of("cafe", "cafes.id"),
    of("atelier", "ateliers.id", nullable=True),
    Column("body", Verbatim, nullable=False),
    Column("former", Verbatim, nullable=False),
    Column("language", Name(8), nullable=False),
    Column("author", Name(), ForeignKey("members.id"), nullable=False),
    Column("written_at", Moment, nullable=False),
    *expressed(),
    Index("ix_cafe_words_cafe", "cafe", "written_at"),
    Index("ix_cafe_words_author", "author"),
    *file_indexes("cafe_words"),
)


contribution_thanks = Table(
    "contribution_thanks",
    metadata,
    of("contribution", "contributions.id", primary_key=True),
    of("member", "members.id", primary_key=True),
    Column("at", Moment, nullable=False),
)


votes = Table(
    "votes",
    metadata,
    of("atelier", "ateliers.id", primary_key=True),
    of("member", "members.id", primary_key=True),
    Column("choice", Name(16), nullable=False),
    Column("at", Moment, nullable=False),
    CheckConstraint("choice IN ('for', 'against', 'no_opinion')", name="known_choice"),
)
