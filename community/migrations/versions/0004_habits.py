"""How a member takes part: which hand, what a gesture does, what was calibrated."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "habits",
        sa.Column("visit", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("visit", "name", name="pk_habits"),
    )


def downgrade() -> None:
    """Take the table away, with what it holds."""
    op.drop_table("habits")
