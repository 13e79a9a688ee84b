"""The index of the forums."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from community.storage.columns import Name
from community.storage.tables._columns import metadata

search_posts = Table(
    "search_posts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("post", Name(), nullable=False, unique=True),
    Column("thread", Name(), nullable=False),
    Column("is_reply", Boolean, nullable=False),
    Column("space", Name(), nullable=False),
    Column("language", Name(8), nullable=False),
    # Stems in the order of the text, with a blank between two. A reply carries those of its question too, so that one
    # row says all that is known of how well the thread and this reply answer.
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Index("ix_search_posts_thread", "thread"),
)


search_stems = Table(
    "search_stems",
    metadata,
    Column("stem", Name(), primary_key=True),
    Column("posts", Integer, nullable=False),
)


search_spellings = Table(
    "search_spellings",
    metadata,
    # A known word with at most one letter taken out: two words one typing mistake apart share one of these.
    Column("variant", Name(), primary_key=True),
    Column("word", Name(), primary_key=True),
    Column("stem", Name(), primary_key=True),
    sqlite_with_rowid=False,
)
