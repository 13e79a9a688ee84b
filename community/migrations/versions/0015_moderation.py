"""Flags, appeals, and the log of what moderators do."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_GROUNDS = "ground IN ('hurtful', 'private', 'advertising', 'dangerous', 'off_topic', 'other')"
_DONE = (
    "done IN ('flagged', 'left', 'warned', 'hidden', 'shown', 'appealed', 'upheld', 'granted', 'welcomed', "
    "'made_public')"
)


def upgrade() -> None:
    """Add the tables; nothing is flagged, and the log is empty."""
    op.create_table(
        "flags",
        sa.Column("thing_kind", sa.String(16), nullable=False),
        sa.Column("thing", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("ground", sa.String(16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(_GROUNDS, name="ck_flags_known_ground"),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_flags_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("thing_kind", "thing", "member", name="pk_flags"),
    )
    op.create_index("ix_flags_member", "flags", ["member", "at"], unique=False)
    unsettled = sa.text("settled_at IS NULL")
    op.create_index(
        "ix_flags_open",
        "flags",
        ["thing_kind", "thing"],
        unique=False,
        sqlite_where=unsettled,
        postgresql_where=unsettled,
    )
    op.create_table(
        "moderation_log",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("done", sa.String(16), nullable=False),
        sa.Column("ground", sa.String(16), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("thing_kind", sa.String(16), nullable=False),
        sa.Column("thing", sa.String(64), nullable=False),
        sa.Column("by", sa.String(64), nullable=True),
        sa.Column("author", sa.String(64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(_DONE, name="ck_moderation_log_known_done"),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name="fk_moderation_log_by", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["author"], ["members.id"], name="fk_moderation_log_author", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("number", name="pk_moderation_log"),
    )
    op.create_index("ix_moderation_log_thing", "moderation_log", ["thing_kind", "thing", "number"], unique=False)
    op.create_index("ix_moderation_log_author", "moderation_log", ["author", "number"], unique=False)
    op.create_index("ix_moderation_log_by", "moderation_log", ["by"], unique=False)
    op.create_table(
        "appeals",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["entry"], ["moderation_log.number"], name="fk_appeals_entry", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry", name="pk_appeals"),
    )
    undecided = sa.text("decided_at IS NULL")
    op.create_index(
        "ix_appeals_undecided", "appeals", ["at"], unique=False, sqlite_where=undecided, postgresql_where=undecided
    )


def downgrade() -> None:
    """Take the tables away, with what they hold."""
    op.drop_table("appeals")
    op.drop_table("moderation_log")
    op.drop_table("flags")
