"""What moderators hide, and what its author shows to who animates only."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_POSTS = ("questions", "replies", "contributions")


def upgrade() -> None:
    """Add the columns; all that is there is shown to everyone."""
    for table in _POSTS:
        op.add_column(table, sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
        op.add_column(table, sa.Column("is_shy", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Take the columns away. Refused where one says something: words would become public, or be lost."""
    for table in _POSTS:
        withheld = sa.text(f"SELECT count(*) FROM {table} WHERE hidden_at IS NOT NULL OR is_shy")  # noqa: S608
        if op.get_bind().scalars(withheld).one():
            raise RuntimeError(f"{table}: some are not shown to everyone; show or remove them first")
        op.drop_column(table, "is_shy")
        op.drop_column(table, "hidden_at")
