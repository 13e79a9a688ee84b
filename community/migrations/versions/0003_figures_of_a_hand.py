"""How well a hand was read before and after it was learnt, beside what was learnt."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; of a hand that was learnt before, nobody kept the figures."""
    for moment in ("before", "after"):
        op.add_column("hands", sa.Column(f"wrong_{moment}", sa.Float(), nullable=True))


def downgrade() -> None:
    """Take the columns away."""
    for moment in ("after", "before"):
        op.drop_column("hands", f"wrong_{moment}")
