"""À grignoter."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Table

from community.articles import ARTICLE_KINDS
from community.storage.columns import Moment, Name, Verbatim
from community.storage.tables._columns import expressed, file_indexes, id_column, metadata, withheld

articles = Table(
    "articles",
    metadata,
    id_column(),
    Column("kind", Name(16), nullable=False),
    Column("title", Verbatim, nullable=False),
    Column("body", Verbatim, nullable=False),
    Column("language", Name(8), nullable=False),
    Column("author", Name(), ForeignKey("members.id"), nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("is_demonstration", Boolean, nullable=False),
    *expressed(),
    Column("media", Name(80)),
    Column("media_type", Name(32)),
    Column("captions", Verbatim),
    *withheld(),
    CheckConstraint(f"kind IN ({', '.join(repr(kind) for kind in ARTICLE_KINDS)})", name="known_kind"),
    Index("ix_articles_published_at", "published_at"),
    Index("ix_articles_author", "author", "published_at"),
    Index("ix_articles_media", "media"),
    *file_indexes("articles"),
)
