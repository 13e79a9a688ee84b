"""How much a member published lately, found without reading all that they ever wrote."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_drafts_member_published", "drafts", ["member", "published_at"], unique=False)


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_drafts_member_published", "drafts")
