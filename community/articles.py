"""À grignoter: interviews, short articles and films, written by animators and moderators.

The words come from drafts that their authors confirm. A film or a recording is joined afterwards, never without
captions, and its transcript is made of these: no other words than those.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, get_args

from community.captions import Caption, as_webvtt, captions_in
from community.happenings import Happening, Happenings, Thing
from community.kept import FILES, Kept
from community.members import Member
from community.permissions import Thing as Permitted
from community.permissions import require
from community.viewers import GUEST, WHOLE, Viewer
from errors import N_, NotConfirmable, NotFound, TooManyBytes, UnknownFormat
from vocabulary import Draft, Language, Recognition

if TYPE_CHECKING:
    from community.drafts import Files
    from community.storage import Rows, Store

ArticleKind = Literal["interview", "article", "film"]
ARTICLE_KINDS: tuple[ArticleKind, ...] = get_args(ArticleKind)

LARGEST_MB = 60
UNKNOWN_KIND = N_("choisissez un entretien, un article ou un film.")

_BEGINNINGS: tuple[tuple[str, int, bytes], ...] = (
    ("video/webm", 0, b"\x1a\x45\xdf\xa3"),
    ("video/mp4", 4, b"ftyp"),
    ("audio/wav", 8, b"WAVE"),
    ("audio/mpeg", 0, b"ID3"),
    ("audio/mpeg", 0, b"\xff\xfb"),
    ("audio/ogg", 0, b"OggS"),
    ("audio/flac", 0, b"fLaC"),
)
"""How the files that browsers play begin: type, place, bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A film or a recording, with what is said in it."""

    file: str
    """The name under which the community keeps the bytes."""
    media_type: str
    """``video/…`` or ``audio/…``."""
    captions: tuple[Caption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Something short to read, to listen to or to watch."""

    id: str
    kind: ArticleKind
    title: str
    body: str
    author: Member
    published_at: datetime
    language: Language = "fr"
    recognitions: tuple[Recognition, ...] = ()
    recording: str | None = None
    ink: str | None = None
    photo: str | None = None
    media: Media | None = None
    is_demonstration: bool = False
    hidden_at: datetime | None = None
    is_shy: bool = False
    """As every post may be; nobody publishes an article shyly."""


def link_to_article(id: str) -> str:
    """Path of its page in the app."""
    return f"/article?id={id}"


def media_type_of(content: bytes, *, name: str) -> str:
    """What kind of film or recording it is, by its first bytes. Raises ``UnknownFormat``."""
    for media_type, place, beginning in _BEGINNINGS:
        if content[place : place + len(beginning)] == beginning:
            return media_type
    raise UnknownFormat(name=name, known=".webm, .mp4, .mp3, .ogg, .flac, .wav")


def write_article(
    rows: "Rows",
    draft: Draft,
    kind: str,
    *,
    id: str,
    author: Member,
    at: datetime,
    kept_as: str,
    files: "Files",
    happenings: Happenings,
) -> Article:
    """Publish an article, within the transaction in which its draft is confirmed. Raises ``NotConfirmable``."""
    if kind not in ARTICLE_KINDS:
        raise NotConfirmable(why=UNKNOWN_KIND)
    require("publish_article", author)
    article = Article(
        id=id,
        kind=kind,
        title=draft.subject.strip(),
        body=draft.text,
        author=author,
        published_at=at,
        language=draft.language,
        recognitions=draft.recognitions,
        **files,
    )
    rows.articles.add(article, draft=kept_as)
    happenings.tell(rows, Happening(kind="published", thing=Thing(kind="article", id=id), by=author.id, at=at))
    return article


def take_article_back(rows: "Rows", id: str, *, by: str, at: datetime, happenings: Happenings) -> None:
    """Remove it, told before it is gone; a film that was joined to it may go."""
    happenings.tell(rows, Happening(kind="taken_back", thing=Thing(kind="article", id=id), by=by, at=at))
    there = rows.articles.get(id)
    if there is not None and there.media is not None:
        rows.drafts.file_is_due(there.media.file, at=at)
    rows.articles.remove(id)


class Articles:
    """All articles. They are published by ``drafts.Drafts.confirm``."""

    def __init__(self, store: "Store", kept: Kept, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._kept = kept
        self._now = now

    def all(
        self, *, kind: ArticleKind | None = None, limit: int = 20, offset: int = 0, viewer: Viewer = GUEST
    ) -> tuple[Article, ...]:
        """Newest first."""
        with self._store.reading() as rows:
            return rows.articles.all(kind=kind, limit=limit, offset=offset, viewer=viewer)

    def of_author(self, member: Member) -> tuple[Article, ...]:
        """What a member wrote, newest first."""
        with self._store.reading() as rows:
            return rows.articles.of_author(member.id)

    def get(self, id: str, *, viewer: Viewer = GUEST) -> Article:
        """Raises ``NotFound``."""
        with self._store.reading() as rows:
            return _found(rows, id, viewer=viewer)

    def join(self, id: str, content: bytes, *, name: str, captions: str, by: Member) -> Article:
        """Join a film or a recording with its captions, in the place of a former one; twice the same is once.

        ``name`` is that of the file, for what is said of it. Raises ``BadCaptions``, ``UnknownFormat``,
        ``TooManyBytes``, ``NotYours``, ``NotFound`` and what the store raises.
        """
        if len(content) > LARGEST_MB * 1_000_000:
            raise TooManyBytes(name=name, limit=LARGEST_MB)
        media_type, said = media_type_of(content, name=name), captions_in(captions)
        with self._store.writing() as rows:
            article = _found(rows, id, lock=True)
            require("complete_article", by, Permitted(author=article.author.id))
            rows.alone(FILES)
            media = Media(file=self._kept.put(content, media_type), media_type=media_type, captions=said)
            if article.media is not None and article.media.file != media.file:
                rows.drafts.file_is_due(article.media.file, at=self._now())
            rows.articles.set_media(id, media)
            return _found(rows, id)

    def unjoin(self, id: str, *, by: Member) -> None:
        """Take the film or the recording away. Raises ``NotYours`` and ``NotFound``."""
        with self._store.writing() as rows:
            article = _found(rows, id, lock=True)
            require("complete_article", by, Permitted(author=article.author.id))
            if article.media is not None:
                rows.drafts.file_is_due(article.media.file, at=self._now())
                rows.articles.set_media(id, None)

    def forget(self, rows: "Rows", member: str) -> None:
        """Take the films of who leaves away, as a voice tells who somebody is; their words are another matter."""
        for article in rows.articles.of_author(member):
            if article.media is not None:
                rows.drafts.file_is_due(article.media.file, at=self._now())
                rows.articles.set_media(article.id, None)


def as_kept(media: Media) -> str:
    """The captions of a film as they are kept."""
    return as_webvtt(media.captions)


def _found(rows: "Rows", id: str, *, lock: bool = False, viewer: Viewer = WHOLE) -> Article:
    article = rows.articles.get(id, lock=lock, viewer=viewer)
    if article is None:
        raise NotFound(name=id)
    return article
