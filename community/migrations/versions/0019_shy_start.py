"""Drafts that are to be shown to who animates only, and the posts of which that is so."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_POSTS = ("questions", "replies", "contributions")


def upgrade() -> None:
    """Add the column and the indexes; no draft is shy."""
    op.add_column("drafts", sa.Column("is_shy", sa.Boolean(), nullable=False, server_default=sa.false()))
    for table in _POSTS:
        shy = sa.text("is_shy")
        op.create_index(f"ix_{table}_shy", table, ["id"], unique=False, sqlite_where=shy, postgresql_where=shy)


def downgrade() -> None:
    """Take them away. Refused where a draft is shy: confirmed, it would be public."""
    shy = sa.text("SELECT count(*) FROM drafts WHERE is_shy AND published_at IS NULL")
    if op.get_bind().scalars(shy).one():
        raise RuntimeError("drafts: some are to be shown to few; confirm or discard them first")
    for table in _POSTS:
        op.drop_index(f"ix_{table}_shy", table)
    op.drop_column("drafts", "is_shy")
