"""How one comes back: codes that serve once, wrong tries, and the accounts of an OpenID Connect provider."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "codes",
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_codes_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("code", name="pk_codes"),
    )
    op.create_index("ix_codes_member", "codes", ["member"], unique=False)
    op.create_table(
        "wrong_codes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("visit", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_wrong_codes"),
    )
    op.create_index("ix_wrong_codes_at", "wrong_codes", ["at"], unique=False)
    op.create_table(
        "identities",
        sa.Column("identity", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=True),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_identities_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("identity", name="pk_identities"),
    )
    op.create_index("ix_identities_member", "identities", ["member"], unique=False)
    op.create_table(
        "used_tokens",
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("forget_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_used_tokens"),
    )
    op.create_index("ix_used_tokens_forget_at", "used_tokens", ["forget_at"], unique=False)


def downgrade() -> None:
    """Take the tables away: who has no browser that knows them must be given another way in."""
    for table in ("used_tokens", "identities", "wrong_codes", "codes"):
        op.drop_table(table)
