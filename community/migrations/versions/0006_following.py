"""What members follow, and their notices."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the tables; nobody is told of what happened before."""
    op.create_table(
        "follows",
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("thing", sa.String(64), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_follows_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member", "kind", "thing", name="pk_follows"),
    )
    op.create_index("ix_follows_thing", "follows", ["kind", "thing"], unique=False)
    op.create_table(
        "notices",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("thing_kind", sa.String(16), nullable=False),
        sa.Column("thing", sa.String(64), nullable=False),
        sa.Column("parent_kind", sa.String(16), nullable=True),
        sa.Column("parent", sa.String(64), nullable=True),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_notices_member", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name="fk_notices_by", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name="pk_notices"),
        sa.UniqueConstraint(
            "member", "kind", "thing_kind", "thing", "by", "at", name="uq_notices_member_kind_thing_kind_thing_by_at"
        ),
    )
    op.create_index("ix_notices_member", "notices", ["member", "number"], unique=False)
    op.create_index("ix_notices_thing", "notices", ["thing_kind", "thing"], unique=False)
    op.create_index(
        "ix_notices_unread",
        "notices",
        ["member"],
        unique=False,
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )


def downgrade() -> None:
    """Take the tables away, with what they hold."""
    op.drop_table("notices")
    op.drop_table("follows")
