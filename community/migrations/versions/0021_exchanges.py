"""Contributions reply to one another, quote one another and are thanked for."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Add the columns and the table of thanks."""
    op.execute(
        "ALTER TABLE contributions ADD COLUMN reply_to VARCHAR(64) REFERENCES contributions (id) ON DELETE SET NULL"
    )
    op.add_column("contributions", sa.Column("thread", sa.String(64), nullable=True))
    op.add_column("contributions", sa.Column("quote_start", sa.Integer(), nullable=True))
    op.add_column("contributions", sa.Column("quote_end", sa.Integer(), nullable=True))
    op.create_index("ix_contributions_reply_to", "contributions", ["reply_to"], unique=False)
    op.create_index("ix_contributions_thread", "contributions", ["thread"], unique=False)
    op.create_table(
        "contribution_thanks",
        sa.Column("contribution", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution"], ["contributions.id"], name="fk_contribution_thanks_contribution", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_contribution_thanks_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("contribution", "member", name="pk_contribution_thanks"),
    )


def downgrade() -> None:
    """Take them away; replies stay, as contributions beside the others."""
    op.drop_table("contribution_thanks")
    op.drop_index("ix_contributions_thread", "contributions")
    op.drop_index("ix_contributions_reply_to", "contributions")
    for column in ("quote_end", "quote_start", "thread", "reply_to"):
        op.drop_column("contributions", column)
