"""The tables, as the newest migration leaves them (a test compares the two).

Beside them SQLite has ``search_index``, the FTS5 index over ``search_posts``, and PostgreSQL a column of lexemes with a
GIN index: both are written by the migration and kept by the database itself.
"""

from collections.abc import Iterator

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    false,
    text,
    true,
)

from community.drafts import KINDS
from community.storage.columns import Moment, Name, Recognitions, Verbatim

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[str]:
    return Column("id", Name(), primary_key=True)


def _of(name: str, target: str, *, primary_key: bool = False, nullable: bool = False) -> Column[str]:
    """A reference that disappears with what it refers to."""
    return Column(name, Name(), ForeignKey(target, ondelete="CASCADE"), primary_key=primary_key, nullable=nullable)


def _file_indexes(table: str) -> Iterator[Index]:
    """Before a file is erased, everything is asked whether it refers to it."""
    for kind in KINDS:
        yield Index(f"ix_{table}_{kind}", kind)


def _to_sweep(kind: str) -> Index:
    over = text(f"{kind} IS NOT NULL AND NOT keeps_{kind} AND published_at IS NOT NULL")
    return Index(f"ix_drafts_{kind}_to_sweep", "published_at", sqlite_where=over, postgresql_where=over)


members = Table(
    "members",
    metadata,
    _id(),
    Column("pseudonym", Name(), nullable=False),
    Column("compared", Name(256), nullable=False, unique=True),
    Column("role", Name(16), nullable=False),
    Column("is_demonstration", Boolean, nullable=False),
    Column("made_at", Moment, nullable=False),
)

visits = Table(
    "visits",
    metadata,
    Column("visit", Name(), primary_key=True),
    _of("member", "members.id", primary_key=True),
    Column("used_at", Moment, nullable=False),
    Index("ix_visits_member", "member"),
)

drafts = Table(
    "drafts",
    metadata,
    _id(),
    Column("visit", Name(), nullable=False),
    _of("member", "members.id", nullable=True),
    Column("author", Verbatim, nullable=False),
    Column("text", Verbatim, nullable=False),
    Column("language", Name(8), nullable=False),
    Column("subject", Verbatim, nullable=False),
    Column("to_kind", Name(16)),
    Column("to_id", Verbatim),
    Column("recognitions", Recognitions, nullable=False),
    Column("keeps_recording", Boolean, nullable=False),
    Column("recording", Name(80)),
    Column("keeps_ink", Boolean, nullable=False, server_default=true()),
    Column("ink", Name(80)),
    Column("keeps_photo", Boolean, nullable=False, server_default=false()),
    Column("photo", Name(80)),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("published_kind", Name(16)),
    Column("published_id", Name()),
    Column("published_link", Text),
    Column("published_at", Moment),
    Index("ix_drafts_visit", "visit", "changed_at"),
    *_file_indexes("drafts"),
    # What `sweep` looks for at every rerun of a page: a handful of rows, whatever the size of the table.
    *(_to_sweep(kind) for kind in KINDS),
)

due_files = Table(
    "due_files",
    metadata,
    Column("name", Name(80), primary_key=True),
    Column("due_at", Moment, nullable=False),
)

hands = Table(
    "hands",
    metadata,
    Column("visit", Name(), primary_key=True),
    Column("allowed_for", Text, nullable=False),
    Column("learnt_at", Moment, nullable=False),
    Column("wrong_before", Float),
    Column("wrong_after", Float),
)

habits = Table(
    "habits",
    metadata,
    Column("visit", Name(), primary_key=True),
    Column("name", Name(), primary_key=True),
    Column("value", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

questions = Table(
    "questions",
    metadata,
    _id(),
    Column("space", Name(), nullable=False),
    Column("title", Verbatim, nullable=False),
    Column("body", Verbatim, nullable=False),
    Column("language", Name(8), nullable=False),
    Column("author", Name(), ForeignKey("members.id"), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("is_solved", Boolean, nullable=False),
    Column("is_demonstration", Boolean, nullable=False),
    Column("recognitions", Recognitions, nullable=False),
    Column("recording", Name(80)),
    Column("ink", Name(80)),
    Column("photo", Name(80)),
    Column("draft", Name(), ForeignKey("drafts.id"), unique=True),
    Index("ix_questions_asked_at", "asked_at", "id"),
    Index("ix_questions_space_asked_at", "space", "asked_at", "id"),
    *_file_indexes("questions"),
)

replies = Table(
    "replies",
    metadata,
    _id(),
    _of("question", "questions.id"),
    Column("body", Verbatim, nullable=False),
    Column("language", Name(8), nullable=False),
    Column("author", Name(), ForeignKey("members.id"), nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("is_solution", Boolean, nullable=False),
    Column("recognitions", Recognitions, nullable=False),
    Column("recording", Name(80)),
    Column("ink", Name(80)),
    Column("photo", Name(80)),
    Column("draft", Name(), ForeignKey("drafts.id"), unique=True),
    Index("ix_replies_question", "question", "written_at", "id"),
    *_file_indexes("replies"),
    Index(
        "uq_replies_one_solution",
        "question",
        unique=True,
        sqlite_where=text("is_solution"),
        postgresql_where=text("is_solution"),
    ),
)

me_toos = Table(
    "me_toos",
    metadata,
    _of("question", "questions.id", primary_key=True),
    _of("member", "members.id", primary_key=True),
    Column("at", Moment, nullable=False),
)

thanks = Table(
    "thanks",
    metadata,
    _of("reply", "replies.id", primary_key=True),
    _of("member", "members.id", primary_key=True),
    Column("at", Moment, nullable=False),
)

pictures = Table(
    "pictures",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("question", "questions.id", nullable=True),
    _of("reply", "replies.id", nullable=True),
    Column("position", Integer, nullable=False),
    Column("file", Name(80), nullable=False),
    Column("media_type", Name(), nullable=False),
    Column("alt", Verbatim, nullable=False),
    CheckConstraint("(question IS NULL) <> (reply IS NULL)", name="one_post"),
    Index("ix_pictures_question", "question"),
    Index("ix_pictures_reply", "reply"),
    Index("ix_pictures_file", "file"),
)

cafes = Table(
    "cafes",
    metadata,
    _id(),
    Column("title", Verbatim, nullable=False),
    Column("introduction", Verbatim, nullable=False),
    Column("is_demonstration", Boolean, nullable=False),
    Column("made_at", Moment, nullable=False),
)

ateliers = Table(
    "ateliers",
    metadata,
    _id(),
    _of("cafe", "cafes.id"),
    Column("position", Integer, nullable=False),
    Column("title", Verbatim, nullable=False),
    Column("opening", Verbatim, nullable=False),
    Column("question", Verbatim, nullable=False),
    Column("animator", Name(), ForeignKey("members.id"), nullable=False),
    Column("closed", Boolean, nullable=False),
    Index("ix_ateliers_cafe", "cafe", "position"),
)

contributions = Table(
    "contributions",
    metadata,
    _id(),
    _of("atelier", "ateliers.id"),
    Column("body", Verbatim, nullable=False),
    Column("language", Name(8), nullable=False),
    Column("author", Name(), ForeignKey("members.id"), nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("recognitions", Recognitions, nullable=False),
    Column("recording", Name(80)),
    Column("ink", Name(80)),
    Column("photo", Name(80)),
    Column("draft", Name(), ForeignKey("drafts.id"), unique=True),
    Index("ix_contributions_atelier", "atelier", "written_at", "id"),
    *_file_indexes("contributions"),
)

votes = Table(
    "votes",
    metadata,
    _of("atelier", "ateliers.id", primary_key=True),
    _of("member", "members.id", primary_key=True),
    Column("choice", Name(16), nullable=False),
    Column("at", Moment, nullable=False),
    CheckConstraint("choice IN ('for', 'against', 'no_opinion')", name="known_choice"),
)

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
