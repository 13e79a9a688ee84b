"""Walls of blind ateliers that were shown."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "unveiled_walls",
        sa.Column("atelier", sa.String(64), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["atelier"], ["ateliers.id"], name="fk_unveiled_walls_atelier", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name="fk_unveiled_walls_by"),
        sa.PrimaryKeyConstraint("atelier", name="pk_unveiled_walls"),
    )


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("unveiled_walls")
