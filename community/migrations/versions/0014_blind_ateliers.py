"""Ateliers may be blind."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the column; the ateliers that are there are not."""
    op.add_column("ateliers", sa.Column("is_blind", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Take the column away: what was kept back is shown."""
    op.drop_column("ateliers", "is_blind")
