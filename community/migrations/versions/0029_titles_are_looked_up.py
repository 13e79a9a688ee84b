"""PostgreSQL looks up in which titles a word stands, instead of reading the title of every post that holds it."""

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Make the index; SQLite's full-text index tells titles apart already."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE INDEX ix_search_posts_title_lexemes ON search_posts"
            " USING gin (array_to_tsvector(array_remove(string_to_array(title, ' '), '')))"
        )


def downgrade() -> None:
    """Take it away."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_search_posts_title_lexemes")
