"""Tips that members write together."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_FILES = ("recording", "ink", "photo")


def upgrade() -> None:
    """Add the tables, and the version of a tip from which a draft was written."""
    op.create_table(
        "tips",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("space", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("numbered", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_shy", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(["author"], ["members.id"], name="fk_tips_author"),
        sa.PrimaryKeyConstraint("id", name="pk_tips"),
    )
    op.create_index("ix_tips_changed_at", "tips", ["changed_at", "id"], unique=False)
    op.create_index("ix_tips_space_changed_at", "tips", ["space", "changed_at", "id"], unique=False)
    op.create_table(
        "tip_versions",
        sa.Column("tip", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("joined", sa.Boolean(), nullable=False),
        sa.Column("same_as", sa.Integer(), nullable=True),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("recognitions", sa.Text(), nullable=False),
        sa.Column("recording", sa.String(80), nullable=True),
        sa.Column("ink", sa.String(80), nullable=True),
        sa.Column("photo", sa.String(80), nullable=True),
        sa.Column("draft", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["author"], ["members.id"], name="fk_tip_versions_author"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_tip_versions_draft"),
        sa.ForeignKeyConstraint(["tip"], ["tips.id"], name="fk_tip_versions_tip", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tip", "number", name="pk_tip_versions"),
        sa.UniqueConstraint("draft", name="uq_tip_versions_draft"),
    )
    op.create_index("ix_tip_versions_author", "tip_versions", ["author"], unique=False)
    for kind in _FILES:
        op.create_index(f"ix_tip_versions_{kind}", "tip_versions", [kind], unique=False)
    op.create_table(
        "tip_quotes",
        sa.Column("tip", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("source_kind", sa.String(16), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("place_kind", sa.String(16), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["author"], ["members.id"], name="fk_tip_quotes_author"),
        sa.ForeignKeyConstraint(["tip"], ["tips.id"], name="fk_tip_quotes_tip", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tip", "position", name="pk_tip_quotes"),
    )
    op.create_index("ix_tip_quotes_place", "tip_quotes", ["place_kind", "place"], unique=False)
    op.add_column("drafts", sa.Column("to_version", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take the tables away, with what they hold."""
    posts = sa.text("SELECT title, body FROM search_posts WHERE post LIKE 'tip:%'")
    for title, body in op.get_bind().execute(posts).all():
        for stem in {"", *title.split(), *body.split()}:
            fewer = sa.text("UPDATE search_stems SET posts = posts - 1 WHERE stem = :stem")
            op.get_bind().execute(fewer, {"stem": stem})
    op.execute("DELETE FROM search_posts WHERE post LIKE 'tip:%'")
    # The words that were published are drafts of their authors again, and go where these choose.
    op.execute(
        "UPDATE drafts SET published_kind = NULL, published_id = NULL, published_link = NULL, published_at = NULL "
        "WHERE published_kind = 'tip'"
    )
    op.execute("UPDATE drafts SET to_kind = NULL, to_id = NULL WHERE to_kind = 'tip'")
    op.drop_column("drafts", "to_version")
    op.drop_table("tip_quotes")
    op.drop_table("tip_versions")
    op.drop_table("tips")
