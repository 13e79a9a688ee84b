"""The demonstration's « À grignoter »."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from community.articles import Article, Media, media_type_of
from community.captions import captions_in
from community.kept import Kept
from community.members import Member

if TYPE_CHECKING:
    from community.storage import Rows


def add_articles(rows: "Rows", file: Path, people: Mapping[str, Member], kept: Kept, *, at: datetime) -> int:
    """Add the articles that are not there yet, as if written some days before a moment; how many."""
    if not file.exists():
        return 0
    written = tomllib.loads(file.read_text(encoding="utf-8"))["article"]
    new = [found for found in written if rows.articles.get(found["id"]) is None]
    for found in new:
        article = Article(
            id=found["id"],
            kind=found["kind"],
            title=found["title"],
            body=found["body"].strip(),
            author=people[found["author"]],
            published_at=at - timedelta(days=found["days_ago"]),
            language=found.get("language", "fr"),
            media=_media(found, file.parent, kept),
            is_demonstration=True,
        )
        rows.articles.add(article, draft=None)
    return len(new)


def _media(found: dict[str, Any], folder: Path, kept: Kept) -> Media | None:
    if "media" not in found:
        return None
    content = (folder / found["media"]).read_bytes()
    media_type = media_type_of(content, name=found["media"])
    captions = captions_in((folder / found["captions"]).read_text(encoding="utf-8"))
    return Media(file=kept.put(content, media_type), media_type=media_type, captions=captions)
