"""Who may be asked what they know, and who was."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Make the tables; nobody may be asked who did not say so."""
    op.create_table(
        "askable_members",
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_askable_members_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member", name="pk_askable_members"),
    )
    op.create_table(
        "asked_members",
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["question"], ["questions.id"], name="fk_asked_members_question", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_asked_members_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("question", "member", name="pk_asked_members"),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("asked_members")
    op.drop_table("askable_members")
