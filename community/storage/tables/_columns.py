"""What the tables are made of: the names of their constraints, and the columns and indexes that several have."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Index, MetaData, false, text

from community.drafts import KINDS
from community.storage.columns import Moment, Name, Recognitions

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def id_column() -> Column[str]:
    """The primary key of what has an id of its own."""
    return Column("id", Name(), primary_key=True)


def of(name: str, target: str, *, primary_key: bool = False, nullable: bool = False) -> Column[str]:
    """A reference that disappears with what it refers to."""
    return Column(name, Name(), ForeignKey(target, ondelete="CASCADE"), primary_key=primary_key, nullable=nullable)


def expressed() -> Iterator[Column[Any]]:
    """What words came from: what was recognised, the files that stay with them, and their draft."""
    yield Column("recognitions", Recognitions, nullable=False)
    for kind in KINDS:
        yield Column(kind, Name(80))
    yield Column("draft", Name(), ForeignKey("drafts.id"), unique=True)


def file_indexes(table: str) -> Iterator[Index]:
    """Before a file is erased, everything is asked whether it refers to it."""
    for kind in KINDS:
        yield Index(f"ix_{table}_{kind}", kind)


def withheld() -> Iterator[Column[Any]]:
    """What keeps a row from being shown to everyone; ``storage.visibility`` says to whom it is."""
    yield Column("hidden_at", Moment)
    yield Column("is_shy", Boolean, nullable=False, server_default=false())


def shy_index(table: str) -> Index:
    """First words that few see: a handful of rows, whatever the size of the table."""
    return Index(f"ix_{table}_shy", "id", sqlite_where=text("is_shy"), postgresql_where=text("is_shy"))


def to_sweep(kind: str) -> Index:
    """Where the files stand that a published draft may no longer keep."""
    over = text(f"{kind} IS NOT NULL AND NOT keeps_{kind} AND published_at IS NOT NULL")
    return Index(f"ix_drafts_{kind}_to_sweep", "published_at", sqlite_where=over, postgresql_where=over)
