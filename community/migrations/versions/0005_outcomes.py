"""What became of contributions."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_STATES = "'received', 'discussed', 'synthesised', 'passed_on', 'kept', 'not_kept'"


def upgrade() -> None:
    """Add the tables; whatever was contributed before has been received when it was published."""
    op.create_table(
        "outcome_steps",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("contribution", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(f"state IN ({_STATES})", name="ck_outcome_steps_known_state"),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name="fk_outcome_steps_by"),
        sa.ForeignKeyConstraint(
            ["contribution"], ["contributions.id"], name="fk_outcome_steps_contribution", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_outcome_steps"),
    )
    op.create_index("ix_outcome_steps_contribution", "outcome_steps", ["contribution", "number"], unique=False)
    op.create_table(
        "outcome_asks",
        sa.Column("contribution", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution"], ["contributions.id"], name="fk_outcome_asks_contribution", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contribution", name="pk_outcome_asks"),
    )
    op.create_index("ix_outcome_asks_at", "outcome_asks", ["at"], unique=False)
    op.create_index("ix_contributions_author", "contributions", ["author", "written_at"], unique=False)
    op.execute(
        'INSERT INTO outcome_steps (contribution, state, at, "by", reason) '
        "SELECT id, 'received', written_at, author, '' FROM contributions ORDER BY written_at, id"
    )


def downgrade() -> None:
    """Take the tables away, with what they hold."""
    op.drop_index("ix_contributions_author", "contributions")
    op.drop_table("outcome_asks")
    op.drop_table("outcome_steps")
