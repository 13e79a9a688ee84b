"""What was brought to ateliers is found by search, as far as everyone may see it."""

from collections import Counter

import sqlalchemy as sa
from alembic import op

from community.words import stems

revision = "0026"
down_revision = "0025"

_SHOWN = """
    SELECT contributions.id, contributions.body, contributions.language,
           ateliers.id AS atelier, ateliers.title, ateliers.question, cafes.space
    FROM contributions
    JOIN ateliers ON ateliers.id = contributions.atelier
    JOIN cafes ON cafes.id = ateliers.cafe
    WHERE contributions.hidden_at IS NULL AND NOT contributions.is_shy AND (NOT ateliers.is_blind OR ateliers.closed)
    ORDER BY contributions.written_at, contributions.id
"""
_ADD = """
    INSERT INTO search_posts (post, thread, is_reply, space, language, title, body, reply)
    VALUES (:post, :thread, :is_reply, :space, :language, :title, :body, :reply)
"""
_COUNT = """
    INSERT INTO search_stems (stem, posts) VALUES (:stem, :posts)
    ON CONFLICT (stem) DO UPDATE SET posts = search_stems.posts + excluded.posts
"""
_ADDED = "SELECT title, body, reply FROM search_posts WHERE post LIKE 'contribution:%'"
_ALL_POSTS = ""


def upgrade() -> None:
    """Put each into the index, under the title and the question of its atelier."""
    shown = op.get_bind().execute(sa.text(_SHOWN)).all()
    posts = [
        {
            "post": f"contribution:{row.id}",
            "thread": f"atelier:{row.atelier}",
            "is_reply": False,
            "space": row.space,
            "language": row.language,
            "title": " ".join(stems(row.title, row.language)),
            "body": " ".join([*stems(row.question, row.language), *stems(row.space, row.language)]),
            "reply": " ".join(stems(row.body, row.language)),
        }
        for row in shown
    ]
    if posts:
        op.get_bind().execute(sa.text(_ADD), posts)
        _count([(post["title"], post["body"], post["reply"]) for post in posts], 1)


def downgrade() -> None:
    """Take them out again."""
    _count([tuple(row) for row in op.get_bind().execute(sa.text(_ADDED))], -1)
    op.execute("DELETE FROM search_posts WHERE post LIKE 'contribution:%'")


def _count(posts: list[tuple[str, ...]], by: int) -> None:
    counts = Counter[str]()
    for post in posts:
        counts.update({_ALL_POSTS, *" ".join(post).split()})
    if counts:
        op.get_bind().execute(
            sa.text(_COUNT), [{"stem": stem, "posts": by * count} for stem, count in sorted(counts.items())]
        )
