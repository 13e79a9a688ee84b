"""Ink and photos beside recordings, and what was learnt of a writer's hand."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_KINDS = ("ink", "photo")
_HOLDERS = ("drafts", "questions", "replies", "contributions")


def upgrade() -> None:
    """Add the columns; a draft that is there has neither ink nor photo."""
    for table in _HOLDERS:
        for kind in _KINDS:
            op.add_column(table, sa.Column(kind, sa.String(80), nullable=True))
            op.create_index(f"ix_{table}_{kind}", table, [kind], unique=False)
    for kind, stays in (("ink", sa.true()), ("photo", sa.false())):
        op.add_column("drafts", sa.Column(f"keeps_{kind}", sa.Boolean(), nullable=False, server_default=stays))
    op.drop_index("ix_drafts_to_sweep", "drafts")
    for kind in ("recording", *_KINDS):
        over = sa.text(f"{kind} IS NOT NULL AND NOT keeps_{kind} AND published_at IS NOT NULL")
        op.create_index(
            f"ix_drafts_{kind}_to_sweep",
            "drafts",
            ["published_at"],
            unique=False,
            sqlite_where=over,
            postgresql_where=over,
        )
    op.create_table(
        "hands",
        sa.Column("visit", sa.String(64), nullable=False),
        sa.Column("allowed_for", sa.Text(), nullable=False),
        sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("visit", name="pk_hands"),
    )
