"""The meaning of posts: a row for each that search finds, which waits for its vector."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_WAIT = {
    "sqlite": (
        """
        CREATE TRIGGER search_posts_wait_for_meaning AFTER INSERT ON search_posts BEGIN
            INSERT INTO meanings (number) VALUES (new.number);
        END
        """,
    ),
    "postgresql": (
        """
        CREATE FUNCTION wait_for_meaning() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO meanings (number) SELECT number FROM added;
            RETURN NULL;
        END
        $$
        """,
        """
        CREATE TRIGGER search_posts_wait_for_meaning AFTER INSERT ON search_posts
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION wait_for_meaning()
        """,
    ),
}
_WAIT_NO_MORE = {
    "sqlite": ("DROP TRIGGER search_posts_wait_for_meaning",),
    "postgresql": (
        "DROP TRIGGER search_posts_wait_for_meaning ON search_posts",
        "DROP FUNCTION wait_for_meaning()",
        "DROP TABLE IF EXISTS meaning_vectors",  # made where the extension is
    ),
}


def upgrade() -> None:
    """Make the tables; all that search finds waits."""
    waits = sa.text("change IS NULL")
    op.create_table(
        "meanings",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=True),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["number"], ["search_posts.number"], name="fk_meanings_number", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name="pk_meanings"),
    )
    op.create_index("ix_meanings_change", "meanings", ["change"], unique=False)
    op.create_index(
        "ix_meanings_waiting", "meanings", ["number"], unique=False, sqlite_where=waits, postgresql_where=waits
    )
    op.create_table(
        "meaning_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("model", sa.String(255), nullable=False),
        sa.Column("dimensions", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_meaning_state"),
    )
    op.execute("INSERT INTO meaning_state (id, model, dimensions, place, change) VALUES (1, '', 0, '', 0)")
    op.execute("INSERT INTO meanings (number) SELECT number FROM search_posts")
    for statement in _WAIT[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Take them away; the vectors can be made again."""
    for statement in _WAIT_NO_MORE[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_table("meaning_state")
    op.drop_table("meanings")
