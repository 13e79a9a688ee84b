"""Cafés have a space, dates, a picture and a host, and are prepared before they open."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_COLUMNS = ("space", "starts_on", "ends_on", "picture", "picture_type", "picture_alt", "opened_at")


def _columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("space", sa.String(64), nullable=False, server_default="dream-cafe"),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("picture", sa.String(80), nullable=True),
        sa.Column("picture_type", sa.String(64), nullable=True),
        sa.Column("picture_alt", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
    )


def upgrade() -> None:
    """Add the columns; the cafés that are there are open."""
    for column in _columns():
        op.add_column("cafes", column)
    op.execute("ALTER TABLE cafes ADD COLUMN host VARCHAR(64) REFERENCES members (id)")
    op.execute("UPDATE cafes SET opened_at = made_at")
    op.create_index("ix_cafes_space", "cafes", ["space", "opened_at"], unique=False)
    op.create_index("ix_cafes_picture", "cafes", ["picture"], unique=False)
    op.create_index("ix_contributions_atelier_author", "contributions", ["atelier", "author"], unique=False)


def downgrade() -> None:
    """Take the columns away; cafés in preparation go, since everybody would see them."""
    op.execute("DELETE FROM cafes WHERE opened_at IS NULL")
    op.drop_index("ix_contributions_atelier_author", "contributions")
    op.drop_index("ix_cafes_picture", "cafes")
    op.drop_index("ix_cafes_space", "cafes")
    op.drop_column("cafes", "host")
    for column in reversed(_COLUMNS):
        op.drop_column("cafes", column)
