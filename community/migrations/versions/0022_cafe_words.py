"""The introductions of cafés and the animators' opening words, with their sound and ink."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_FILES = ("recording", "ink", "photo")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "cafe_words",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("cafe", sa.String(64), nullable=False),
        sa.Column("atelier", sa.String(64), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("former", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recognitions", sa.Text(), nullable=False),
        *(sa.Column(kind, sa.String(80), nullable=True) for kind in _FILES),
        sa.Column("draft", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["cafe"], ["cafes.id"], name="fk_cafe_words_cafe", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["atelier"], ["ateliers.id"], name="fk_cafe_words_atelier", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["author"], ["members.id"], name="fk_cafe_words_author"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_cafe_words_draft"),
        sa.PrimaryKeyConstraint("id", name="pk_cafe_words"),
        sa.UniqueConstraint("draft", name="uq_cafe_words_draft"),
    )
    op.create_index("ix_cafe_words_cafe", "cafe_words", ["cafe", "written_at"], unique=False)
    op.create_index("ix_cafe_words_author", "cafe_words", ["author"], unique=False)
    for kind in _FILES:
        op.create_index(f"ix_cafe_words_{kind}", "cafe_words", [kind], unique=False)


def downgrade() -> None:
    """Take the table away; the words that stand in cafés and ateliers stay there."""
    op.drop_table("cafe_words")
