"""Articles that moderation hides."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Add what every post has; no article is hidden."""
    op.add_column("articles", sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("articles", sa.Column("is_shy", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Take it away. Refused where an article is hidden: it would be public. Of the others nobody waits to decide."""
    withheld = sa.text("SELECT count(*) FROM articles WHERE hidden_at IS NOT NULL OR is_shy")
    if op.get_bind().scalars(withheld).one():
        raise RuntimeError("articles: some are hidden; show them or remove them first")
    op.execute("UPDATE flags SET settled_at = at WHERE thing_kind = 'article' AND settled_at IS NULL")
    op.execute(
        "UPDATE appeals SET decided_at = at WHERE decided_at IS NULL "
        "AND entry IN (SELECT number FROM moderation_log WHERE thing_kind = 'article')"
    )
    op.drop_column("articles", "is_shy")
    op.drop_column("articles", "hidden_at")
