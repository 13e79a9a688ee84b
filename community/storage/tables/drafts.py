"""Drafts, and the files that may go."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, false, true

from community.drafts import KINDS
from community.storage.columns import Moment, Name, Recognitions, Verbatim
from community.storage.tables._columns import file_indexes, id_column, metadata, of, to_sweep

drafts = Table(
    "drafts",
    metadata,
    id_column(),
    Column("visit", Name(), nullable=False),
    of("member", "members.id", nullable=True),
    Column("author", Verbatim, nullable=False),
    Column("text", Verbatim, nullable=False),
    Column("language", Name(8), nullable=False),
    Column("subject", Verbatim, nullable=False),
    Column("to_kind", Name(16)),
    Column("to_id", Verbatim),
    Column("to_version", Integer),
    Column("recognitions", Recognitions, nullable=False),
    Column("keeps_recording", Boolean, nullable=False),
    Column("recording", Name(80)),
    Column("keeps_ink", Boolean, nullable=False, server_default=true()),
    Column("ink", Name(80)),
    Column("keeps_photo", Boolean, nullable=False, server_default=false()),
    Column("is_shy", Boolean, nullable=False, server_default=false()),
    Column("photo", Name(80)),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("published_kind", Name(16)),
    Column("published_id", Name()),
    Column("published_link", Text),
    Column("published_at", Moment),
    Index("ix_drafts_visit", "visit", "changed_at"),
    Index("ix_drafts_member_published", "member", "published_at"),
    *file_indexes("drafts"),
    # What `sweep` looks for at every rerun of a page: a handful of rows, whatever the size of the table.
    *(to_sweep(kind) for kind in KINDS),
)


due_files = Table(
    "due_files",
    metadata,
    Column("name", Name(80), primary_key=True),
    Column("due_at", Moment, nullable=False),
)
