"""À grignoter."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "articles",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("recognitions", sa.Text(), nullable=False),
        sa.Column("recording", sa.String(80), nullable=True),
        sa.Column("ink", sa.String(80), nullable=True),
        sa.Column("photo", sa.String(80), nullable=True),
        sa.Column("draft", sa.String(64), nullable=True),
        sa.Column("media", sa.String(80), nullable=True),
        sa.Column("media_type", sa.String(32), nullable=True),
        sa.Column("captions", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('interview', 'article', 'film')", name="ck_articles_known_kind"),
        sa.ForeignKeyConstraint(["author"], ["members.id"], name="fk_articles_author"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_articles_draft"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("draft", name="uq_articles_draft"),
    )
    op.create_index("ix_articles_published_at", "articles", ["published_at"], unique=False)
    op.create_index("ix_articles_author", "articles", ["author", "published_at"], unique=False)
    for column in ("media", "recording", "ink", "photo"):
        op.create_index(f"ix_articles_{column}", "articles", [column], unique=False)


def downgrade() -> None:
    """Take the table away, with what it holds."""
    op.drop_table("articles")
