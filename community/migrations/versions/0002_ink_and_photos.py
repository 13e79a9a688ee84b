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
        _index_to_sweep(f"ix_drafts_{kind}_to_sweep", kind)
    op.create_table(
        "hands",
        sa.Column("visit", sa.String(64), nullable=False),
        sa.Column("allowed_for", sa.Text(), nullable=False),
        sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("visit", name="pk_hands"),
    )


def downgrade() -> None:
    """Take the columns and the table away; the files that they name stay in the folder of what is kept."""
    op.drop_table("hands")
    for kind in ("recording", *_KINDS):
        op.drop_index(f"ix_drafts_{kind}_to_sweep", "drafts")
    _index_to_sweep("ix_drafts_to_sweep", "recording")
    for kind in _KINDS:
        op.drop_column("drafts", f"keeps_{kind}")
        for table in _HOLDERS:
            op.drop_index(f"ix_{table}_{kind}", table)
            op.drop_column(table, kind)


def _index_to_sweep(name: str, kind: str) -> None:
    over = sa.text(f"{kind} IS NOT NULL AND NOT keeps_{kind} AND published_at IS NOT NULL")
    op.create_index(name, "drafts", ["published_at"], unique=False, sqlite_where=over, postgresql_where=over)
