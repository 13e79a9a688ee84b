"""Articles, as rows."""

from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from community.articles import Article, Media, as_kept
from community.captions import captions_in
from community.storage.members import MEMBER_COLUMNS, member_of
from community.storage.tables import articles, members
from community.storage.visibility import visible
from community.viewers import WHOLE, Viewer


class ArticleRows:
    """Articles, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id: str, *, lock: bool = False, viewer: Viewer = WHOLE) -> Article | None:
        """None when there is none for that viewer. With ``lock``, nobody else changes it meanwhile."""
        if lock:
            self._connection.execute(select(articles.c.id).where(articles.c.id == id).with_for_update())
        return next(iter(self._articles(_select().where(articles.c.id == id, visible(articles, viewer)))), None)

    def all(self, *, kind: str | None, limit: int, offset: int, viewer: Viewer) -> tuple[Article, ...]:
        """Newest first."""
        chosen = _select().where(visible(articles, viewer))
        chosen = chosen if kind is None else chosen.where(articles.c.kind == kind)
        return self._articles(_newest_first(chosen).limit(limit).offset(offset))

    def of_author(self, member: str) -> tuple[Article, ...]:
        """Newest first."""
        return self._articles(_newest_first(_select().where(articles.c.author == member)))

    def add(self, article: Article, *, draft: str | None) -> None:
        """Publish an article, from a draft or (for the demonstration) from none."""
        self._connection.execute(
            insert(articles).values(
                id=article.id,
                kind=article.kind,
                title=article.title,
                body=article.body,
                language=article.language,
                author=article.author.id,
                published_at=article.published_at,
                is_demonstration=article.is_demonstration,
                recognitions=article.recognitions,
                recording=article.recording,
                ink=article.ink,
                photo=article.photo,
                draft=draft,
                **_media_values(article.media),
            )
        )

    def set_media(self, id: str, media: Media | None) -> None:
        """Join a film or a recording, or take it away."""
        self._connection.execute(update(articles).where(articles.c.id == id).values(**_media_values(media)))

    def remove(self, id: str) -> None:
        """Remove an article."""
        self._connection.execute(delete(articles).where(articles.c.id == id))

    def _articles(self, chosen: Select[Any]) -> tuple[Article, ...]:
        return tuple(_article_of(row) for row in self._connection.execute(chosen))


def _select() -> Select[Any]:
    return select(articles, *MEMBER_COLUMNS).join(members, members.c.id == articles.c.author)


def _newest_first(chosen: Select[Any]) -> Select[Any]:
    return chosen.order_by(articles.c.published_at.desc(), articles.c.id)


def _media_values(media: Media | None) -> dict[str, str | None]:
    if media is None:
        return {"media": None, "media_type": None, "captions": None}
    return {"media": media.file, "media_type": media.media_type, "captions": as_kept(media)}


def _article_of(row: Row[Any]) -> Article:
    return Article(
        id=row.id,
        kind=row.kind,
        title=row.title,
        body=row.body,
        author=member_of(row),
        published_at=row.published_at,
        language=row.language,
        recognitions=row.recognitions,
        recording=row.recording,
        ink=row.ink,
        photo=row.photo,
        media=_media_of(row),
        is_demonstration=row.is_demonstration,
        hidden_at=row.hidden_at,
        is_shy=row.is_shy,
    )


def _media_of(row: Row[Any]) -> Media | None:
    if row.media is None:
        return None
    return Media(file=row.media, media_type=row.media_type, captions=captions_in(row.captions))
