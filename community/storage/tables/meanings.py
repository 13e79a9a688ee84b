"""What is known of the meaning of the posts that search finds."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, text

from community.storage.columns import Name
from community.storage.tables._columns import metadata

_WAITS = text("change IS NULL")

meanings = Table(
    "meanings",
    metadata,
    # The database itself adds a row with every row of ``search_posts``, and takes it away with it: whatever hides or
    # erases a post has its vector go in the same transaction, and no post can be forgotten.
    Column(
        "number", Integer, ForeignKey("search_posts.number", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    # NULL as long as the post waits for its vector. 0 where nothing can be made of it.
    Column("change", BigInteger),
    # float16, little-endian. NULL where pgvector keeps it.
    Column("vector", LargeBinary),
    Index("ix_meanings_change", "change"),
    Index("ix_meanings_waiting", "number", sqlite_where=_WAITS, postgresql_where=_WAITS),
)

meaning_state = Table(
    "meaning_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    # Of which model all vectors are; empty as long as there are none.
    Column("model", Name(255), nullable=False),
    Column("dimensions", Integer, nullable=False),
    # Where they are kept: "table", or "pgvector".
    Column("place", Name(16), nullable=False),
    # Goes up with every transaction that adds vectors, and never down.
    Column("change", BigInteger, nullable=False),
)
