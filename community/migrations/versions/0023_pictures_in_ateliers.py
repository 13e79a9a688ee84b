"""A photo that is brought to an atelier says what it shows."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Add the column."""
    op.add_column("contributions", sa.Column("photo_alt", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take the column away, with what photos show."""
    op.drop_column("contributions", "photo_alt")
