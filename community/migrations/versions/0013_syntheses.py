"""Closed ateliers, and their syntheses."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_FILES = ("recording", "ink", "photo")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "atelier_closings",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("atelier", sa.String(64), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["atelier"], ["ateliers.id"], name="fk_atelier_closings_atelier", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name="fk_atelier_closings_by"),
        sa.PrimaryKeyConstraint("number", name="pk_atelier_closings"),
    )
    op.create_index("ix_atelier_closings_atelier", "atelier_closings", ["atelier", "number"], unique=False)
    op.create_table(
        "synthesis_parts",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("atelier", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("contribution", sa.String(64), nullable=True),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recognitions", sa.Text(), nullable=False),
        sa.Column("recording", sa.String(80), nullable=True),
        sa.Column("ink", sa.String(80), nullable=True),
        sa.Column("photo", sa.String(80), nullable=True),
        sa.Column("draft", sa.String(64), nullable=True),
        sa.Column("set_aside_by", sa.String(64), nullable=True),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["atelier"], ["ateliers.id"], name="fk_synthesis_parts_atelier", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["contribution"], ["contributions.id"], name="fk_synthesis_parts_contribution", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["author"], ["members.id"], name="fk_synthesis_parts_author"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_synthesis_parts_draft"),
        sa.ForeignKeyConstraint(["set_aside_by"], ["members.id"], name="fk_synthesis_parts_set_aside_by"),
        sa.PrimaryKeyConstraint("id", name="pk_synthesis_parts"),
        sa.UniqueConstraint("draft", name="uq_synthesis_parts_draft"),
    )
    op.create_index("ix_synthesis_parts_atelier", "synthesis_parts", ["atelier", "position"], unique=False)
    op.create_index("ix_synthesis_parts_contribution", "synthesis_parts", ["contribution"], unique=False)
    for kind in _FILES:
        op.create_index(f"ix_synthesis_parts_{kind}", "synthesis_parts", [kind], unique=False)
    op.create_table(
        "synthesis_signings",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("atelier", sa.String(64), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["atelier"], ["ateliers.id"], name="fk_synthesis_signings_atelier", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name="fk_synthesis_signings_by"),
        sa.PrimaryKeyConstraint("number", name="pk_synthesis_signings"),
    )
    op.create_index("ix_synthesis_signings_atelier", "synthesis_signings", ["atelier", "number"], unique=False)
    op.create_table(
        "signed_parts",
        sa.Column("signing", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["signing"], ["synthesis_signings.number"], name="fk_signed_parts_signing", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["part"], ["synthesis_parts.id"], name="fk_signed_parts_part", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("signing", "position", name="pk_signed_parts"),
    )
    op.create_index("ix_signed_parts_part", "signed_parts", ["part"], unique=False)


def downgrade() -> None:
    """Take the tables away, with what they hold."""
    for table in ("signed_parts", "synthesis_signings", "synthesis_parts", "atelier_closings"):
        op.drop_table(table)
