"""A question that a reply to another question solved."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "solved_elsewhere",
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("reply", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question"], ["questions.id"], name="fk_solved_elsewhere_question", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["reply"], ["replies.id"], name="fk_solved_elsewhere_reply", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("question", name="pk_solved_elsewhere"),
    )
    op.create_index("ix_solved_elsewhere_reply", "solved_elsewhere", ["reply"], unique=False)


def downgrade() -> None:
    """Take it away; such questions wait for an answer again."""
    op.execute("UPDATE questions SET is_solved = false WHERE id IN (SELECT question FROM solved_elsewhere)")
    op.drop_index("ix_solved_elsewhere_reply", "solved_elsewhere")
    op.drop_table("solved_elsewhere")
