"""The first shape: members, drafts, the forum, cafés, and what search looks things up in."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# The index over the stems of search_posts. FTS5 keeps no text of its own: it reads the table, and triggers tell it of
# changes.
_SQLITE_INDEX = (
    """
    CREATE VIRTUAL TABLE search_index USING fts5(
        title, body, reply, content='search_posts', content_rowid='number', tokenize='unicode61 remove_diacritics 0'
    )
    """,
    """
    CREATE TRIGGER search_posts_added AFTER INSERT ON search_posts BEGIN
        INSERT INTO search_index (rowid, title, body, reply) VALUES (new.number, new.title, new.body, new.reply);
    END
    """,
    """
    CREATE TRIGGER search_posts_removed AFTER DELETE ON search_posts BEGIN
        INSERT INTO search_index (search_index, rowid, title, body, reply)
        VALUES ('delete', old.number, old.title, old.body, old.reply);
    END
    """,
)
_POSTGRESQL_INDEX = (
    """
    ALTER TABLE search_posts ADD COLUMN lexemes tsvector NOT NULL GENERATED ALWAYS AS (
        array_to_tsvector(array_remove(string_to_array(title || ' ' || body || ' ' || reply, ' '), ''))
    ) STORED
    """,
    "CREATE INDEX ix_search_posts_lexemes ON search_posts USING gin (lexemes)",
)


_TABLES = (
    "search_spellings",
    "search_stems",
    "search_posts",
    "votes",
    "contributions",
    "ateliers",
    "cafes",
    "pictures",
    "thanks",
    "me_toos",
    "replies",
    "questions",
    "due_files",
    "drafts",
    "visits",
    "members",
)


def upgrade() -> None:
    """Make every table."""
    _people()
    _forum()
    _cafes()
    _search()


def downgrade() -> None:
    """Take every table away, the youngest first."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    for table in _TABLES:
        op.drop_table(table)


def _people() -> None:
    """Who takes part, and what is still in their hands."""
    op.create_table(
        "members",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("pseudonym", sa.String(64), nullable=False),
        sa.Column("compared", sa.String(256), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_members"),
        sa.UniqueConstraint("compared", name="uq_members_compared"),
    )
    op.create_table(
        "visits",
        sa.Column("visit", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_visits_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("visit", "member", name="pk_visits"),
    )
    op.create_index("ix_visits_member", "visits", ["member"], unique=False)
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("visit", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("to_kind", sa.String(16), nullable=True),
        sa.Column("to_id", sa.Text(), nullable=True),
        sa.Column("recognitions", sa.Text(), nullable=False),
        sa.Column("keeps_recording", sa.Boolean(), nullable=False),
        sa.Column("recording", sa.String(80), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_kind", sa.String(16), nullable=True),
        sa.Column("published_id", sa.String(64), nullable=True),
        sa.Column("published_link", sa.Text(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_drafts_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    op.create_index("ix_drafts_recording", "drafts", ["recording"], unique=False)
    op.create_index(
        "ix_drafts_to_sweep",
        "drafts",
        ["published_at"],
        unique=False,
        sqlite_where=sa.text("recording IS NOT NULL AND NOT keeps_recording AND published_at IS NOT NULL"),
        postgresql_where=sa.text("recording IS NOT NULL AND NOT keeps_recording AND published_at IS NOT NULL"),
    )
    op.create_index("ix_drafts_visit", "drafts", ["visit", "changed_at"], unique=False)
    op.create_table(
        "due_files",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_due_files"),
    )


def _forum() -> None:
    """The help forums."""
    op.create_table(
        "questions",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("space", sa.String(64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_solved", sa.Boolean(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("recognitions", sa.Text(), nullable=False),
        sa.Column("recording", sa.String(80), nullable=True),
        sa.Column("draft", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["author"], ["members.id"], name="fk_questions_author"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_questions_draft"),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.UniqueConstraint("draft", name="uq_questions_draft"),
    )
    op.create_index("ix_questions_asked_at", "questions", ["asked_at", "id"], unique=False)
    op.create_index("ix_questions_recording", "questions", ["recording"], unique=False)
    op.create_index("ix_questions_space_asked_at", "questions", ["space", "asked_at", "id"], unique=False)
    op.create_table(
        "replies",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_solution", sa.Boolean(), nullable=False),
        sa.Column("recognitions", sa.Text(), nullable=False),
        sa.Column("recording", sa.String(80), nullable=True),
        sa.Column("draft", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["author"], ["members.id"], name="fk_replies_author"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_replies_draft"),
        sa.ForeignKeyConstraint(["question"], ["questions.id"], name="fk_replies_question", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_replies"),
        sa.UniqueConstraint("draft", name="uq_replies_draft"),
    )
    op.create_index("ix_replies_question", "replies", ["question", "written_at", "id"], unique=False)
    op.create_index("ix_replies_recording", "replies", ["recording"], unique=False)
    op.create_index(
        "uq_replies_one_solution",
        "replies",
        ["question"],
        unique=True,
        sqlite_where=sa.text("is_solution"),
        postgresql_where=sa.text("is_solution"),
    )
    op.create_table(
        "me_toos",
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_me_toos_member", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["question"], ["questions.id"], name="fk_me_toos_question", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("question", "member", name="pk_me_toos"),
    )
    op.create_table(
        "thanks",
        sa.Column("reply", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_thanks_member", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["reply"], ["replies.id"], name="fk_thanks_reply", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reply", "member", name="pk_thanks"),
    )
    op.create_table(
        "pictures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(64), nullable=True),
        sa.Column("reply", sa.String(64), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(80), nullable=False),
        sa.Column("media_type", sa.String(64), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.CheckConstraint("(question IS NULL) <> (reply IS NULL)", name="ck_pictures_one_post"),
        sa.ForeignKeyConstraint(["question"], ["questions.id"], name="fk_pictures_question", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["reply"], ["replies.id"], name="fk_pictures_reply", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_pictures"),
    )
    op.create_index("ix_pictures_file", "pictures", ["file"], unique=False)
    op.create_index("ix_pictures_question", "pictures", ["question"], unique=False)
    op.create_index("ix_pictures_reply", "pictures", ["reply"], unique=False)


def _cafes() -> None:
    """Cafés and their ateliers."""
    op.create_table(
        "cafes",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cafes"),
    )
    op.create_table(
        "ateliers",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("cafe", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("opening", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("animator", sa.String(64), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["animator"], ["members.id"], name="fk_ateliers_animator"),
        sa.ForeignKeyConstraint(["cafe"], ["cafes.id"], name="fk_ateliers_cafe", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_ateliers"),
    )
    op.create_index("ix_ateliers_cafe", "ateliers", ["cafe", "position"], unique=False)
    op.create_table(
        "contributions",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("atelier", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recognitions", sa.Text(), nullable=False),
        sa.Column("recording", sa.String(80), nullable=True),
        sa.Column("draft", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["atelier"], ["ateliers.id"], name="fk_contributions_atelier", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["author"], ["members.id"], name="fk_contributions_author"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_contributions_draft"),
        sa.PrimaryKeyConstraint("id", name="pk_contributions"),
        sa.UniqueConstraint("draft", name="uq_contributions_draft"),
    )
    op.create_index("ix_contributions_atelier", "contributions", ["atelier", "written_at", "id"], unique=False)
    op.create_index("ix_contributions_recording", "contributions", ["recording"], unique=False)
    op.create_table(
        "votes",
        sa.Column("atelier", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("choice", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("choice IN ('for', 'against', 'no_opinion')", name="ck_votes_known_choice"),
        sa.ForeignKeyConstraint(["atelier"], ["ateliers.id"], name="fk_votes_atelier", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_votes_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("atelier", "member", name="pk_votes"),
    )


def _search() -> None:
    """What search looks things up in."""
    op.create_table(
        "search_posts",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(64), nullable=False),
        sa.Column("thread", sa.String(64), nullable=False),
        sa.Column("is_reply", sa.Boolean(), nullable=False),
        sa.Column("space", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_search_posts"),
        sa.UniqueConstraint("post", name="uq_search_posts_post"),
    )
    op.create_index("ix_search_posts_thread", "search_posts", ["thread"], unique=False)
    op.create_table(
        "search_stems",
        sa.Column("stem", sa.String(64), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("stem", name="pk_search_stems"),
    )
    op.create_table(
        "search_spellings",
        sa.Column("variant", sa.String(64), nullable=False),
        sa.Column("word", sa.String(64), nullable=False),
        sa.Column("stem", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("variant", "word", "stem", name="pk_search_spellings"),
        sqlite_with_rowid=False,
    )

    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _SQLITE_INDEX if is_sqlite else _POSTGRESQL_INDEX:
        op.execute(statement)
