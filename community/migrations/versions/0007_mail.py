"""Who wants to be written to."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "mailboxes",
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("pace", sa.String(8), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stop", sa.String(64), nullable=False),
        sa.Column("sent_up_to", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_out_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_mailboxes_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member", name="pk_mailboxes"),
        sa.UniqueConstraint("stop", name="uq_mailboxes_stop"),
    )
    op.create_index("ix_mailboxes_confirmed_at", "mailboxes", ["confirmed_at"], unique=False)


def downgrade() -> None:
    """Take the table away, with the addresses."""
    op.drop_table("mailboxes")
