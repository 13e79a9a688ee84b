"""The help forums."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table, text

from community.storage.columns import Moment, Name, Verbatim
from community.storage.tables._columns import expressed, file_indexes, id_column, metadata, of, shy_index, withheld

questions = Table(
    "questions",
    metadata,
    id_column(),
    Column("space", Name(), nullable=False),
    Column("title", Verbatim, nullable=False),
    Column("body", Verbatim, nullable=False),
    Column("language", Name(8), nullable=False),
    Column("author", Name(), ForeignKey("members.id"), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("is_solved", Boolean, nullable=False),
    Column("is_demonstration", Boolean, nullable=False),
    *expressed(),
    *withheld(),
    Index("ix_questions_asked_at", "asked_at", "id"),
    Index("ix_questions_space_asked_at", "space", "asked_at", "id"),
    *file_indexes("questions"),
    shy_index("questions"),
)


replies = Table(
    "replies",
    metadata,
    id_column(),
    of("question", "questions.id"),
    Column("body", Verbatim, nullable=False),
    Column("language", Name(8), nullable=False),
    Column("author", Name(), ForeignKey("members.id"), nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("is_solution", Boolean, nullable=False),
    *expressed(),
    *withheld(),
    Index("ix_replies_question", "question", "written_at", "id"),
    *file_indexes("replies"),
    shy_index("replies"),
    Index(
        "uq_replies_one_solution",
        "question",
        unique=True,
        sqlite_where=text("is_solution"),
        postgresql_where=text("is_solution"),
    ),
)


solved_elsewhere = Table(
    "solved_elsewhere",
    metadata,
    of("question", "questions.id", primary_key=True),
    of("reply", "replies.id"),  # to another question
    Column("at", Moment, nullable=False),
    Index("ix_solved_elsewhere_reply", "reply"),
)


me_toos = Table(
    "me_toos",
    metadata,
    of("question", "questions.id", primary_key=True),
    of("member", "members.id", primary_key=True),
    Column("at", Moment, nullable=False),
)


thanks = Table(
    "thanks",
    metadata,
    of("reply", "replies.id", primary_key=True),
    of("member", "members.id", primary_key=True),
    Column("at", Moment, nullable=False),
)


pictures = Table(
    "pictures",
    metadata,
    Column("id", Integer, primary_key=True),
    of("question", "questions.id", nullable=True),
    of("reply", "replies.id", nullable=True),
    Column("position", Integer, nullable=False),
    Column("file", Name(80), nullable=False),
    Column("media_type", Name(), nullable=False),
    Column("alt", Verbatim, nullable=False),
    CheckConstraint("(question IS NULL) <> (reply IS NULL)", name="one_post"),
    Index("ix_pictures_question", "question"),
    Index("ix_pictures_reply", "reply"),
    Index("ix_pictures_file", "file"),
)
