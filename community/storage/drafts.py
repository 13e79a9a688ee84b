"""Drafts and the files that are due to be erased, as rows."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, select, union_all, update

from community.drafts import KINDS, UNDO_SECONDS, KeptDraft, Published
from community.members import Member
from community.storage.members import MEMBER_COLUMNS, member_of
from community.storage.statements import insert_unless_there, upsert
from community.storage.tables import (
    articles,
    cafe_words,
    cafes,
    contributions,
    drafts,
    due_files,
    members,
    pictures,
    questions,
    replies,
    synthesis_parts,
    tip_versions,
)
from vocabulary import Destination, Draft

_CHANGEABLE = (
    "author",
    "text",
    "language",
    "subject",
    "to_kind",
    "to_id",
    "to_version",
    "recognitions",
    *KINDS,
    *(f"keeps_{kind}" for kind in KINDS),
    "is_shy",
    "changed_at",
)


class DraftRows:
    """Drafts within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id: str, *, lock: bool = False) -> tuple[KeptDraft, str] | None:
        """A draft and the (sealed) visit that owns it. With ``lock``, nobody else can change it meanwhile."""
        if lock:  # SQLite has no such lock and needs none: there is one writer at a time
            self._connection.execute(select(drafts.c.id).where(drafts.c.id == id).with_for_update())
        row = self._connection.execute(_select().where(drafts.c.id == id)).one_or_none()
        return (_draft_of(row), row.visit) if row is not None else None

    def of_visit(self, visit: str) -> tuple[KeptDraft, ...]:
        """Those that are not published, the latest changed first."""
        mine = (
            _select()
            .where(drafts.c.visit == visit, drafts.c.published_at.is_(None))
            .order_by(drafts.c.changed_at.desc(), drafts.c.id)
        )
        return tuple(_draft_of(row) for row in self._connection.execute(mine))

    def put(self, kept: KeptDraft, *, visit: str) -> None:
        """Add or change a draft."""
        to = kept.draft.to
        self._connection.execute(
            upsert(self._connection, drafts, by=("id",), changing=_CHANGEABLE),
            {
                "id": kept.id,
                "visit": visit,
                "member": kept.member.id if kept.member is not None else None,
                "author": kept.draft.author,
                "text": kept.draft.text,
                "language": kept.draft.language,
                "subject": kept.draft.subject,
                "to_kind": to.kind if to is not None else None,
                "to_id": to.id if to is not None else None,
                "to_version": to.version if to is not None else None,
                "recognitions": kept.draft.recognitions,
                **{kind: getattr(kept, kind) for kind in KINDS},
                **{f"keeps_{kind}": getattr(kept.draft, f"keeps_{kind}") for kind in KINDS},
                "is_shy": kept.draft.is_shy,
                "created_at": kept.created_at,
                "changed_at": kept.changed_at,
            },
        )

    def remove(self, id: str) -> None:
        """Forget a draft that is not published."""
        self._connection.execute(delete(drafts).where(drafts.c.id == id))

    def set_published(self, id: str, published: Published, member: Member) -> None:
        """Note what became of a draft."""
        self._connection.execute(
            update(drafts)
            .where(drafts.c.id == id)
            .values(
                member=member.id,
                published_kind=published.kind,
                published_id=published.id,
                published_link=published.link,
                published_at=published.at,
            )
        )

    def published_since(self, member: str, since: datetime, *, most: int) -> tuple[datetime, ...]:
        """When a member published something that is still there, at most so many, oldest first."""
        mine = (drafts.c.member == member, drafts.c.published_at > since)
        newest = select(drafts.c.published_at).where(*mine).order_by(drafts.c.published_at.desc()).limit(most)
        return tuple(moment for moment in self._connection.scalars(newest) if moment is not None)[::-1]

    def set_unpublished(self, id: str) -> None:
        """Make it a draft again."""
        nothing = dict.fromkeys(("published_kind", "published_id", "published_link", "published_at"))
        self._connection.execute(update(drafts).where(drafts.c.id == id).values(**nothing))

    def file_is_due(self, name: str | None, *, at: datetime) -> None:
        """Note that a file may go, unless something else refers to it when its time has come."""
        if name is not None:
            statement = upsert(self._connection, due_files, by=("name",), changing=("due_at",))
            self._connection.execute(statement, {"name": name, "due_at": at})

    def anything_due(self, at: datetime, *, undoable_since: datetime) -> bool:
        """Whether ``take_due`` would find something to do."""
        due = select(due_files.c.name).where(due_files.c.due_at <= at)
        to_sweep = (select(drafts.c[kind]).where(*_over(kind, undoable_since)) for kind in KINDS)
        return self._connection.execute(union_all(due, *to_sweep).limit(1)).first() is not None

    def take_due(self, at: datetime, *, undoable_since: datetime) -> list[str]:
        """The files that nothing refers to any more and whose time has come; they are not noted any longer."""
        for kind in KINDS:
            over = _over(kind, undoable_since)
            for name in self._connection.scalars(select(drafts.c[kind]).where(*over)).all():
                self._connection.execute(insert_unless_there(self._connection, due_files), {"name": name, "due_at": at})
            self._connection.execute(update(drafts).where(*over).values({kind: None}))
        names = self._connection.scalars(select(due_files.c.name).where(due_files.c.due_at <= at)).all()
        self._connection.execute(delete(due_files).where(due_files.c.due_at <= at))
        return [name for name in names if not self._is_referred_to(name)]

    def _is_referred_to(self, name: str) -> bool:
        tables = (cafe_words, drafts, questions, replies, contributions, synthesis_parts, tip_versions, articles)
        others = (pictures.c.file, cafes.c.picture, articles.c.media)
        holders = [*others, *(table.c[kind] for table in tables for kind in KINDS)]
        found = union_all(*(select(column).where(column == name) for column in holders)).limit(1)
        return self._connection.execute(found).first() is not None


def _over(kind: str, undoable_since: datetime) -> tuple[ColumnElement[bool], ...]:
    """The published drafts whose file of a kind may not stay, once nobody can take them back."""
    may_not_stay = (drafts.c[kind].is_not(None), ~drafts.c[f"keeps_{kind}"], drafts.c.published_at.is_not(None))
    return (*may_not_stay, drafts.c.published_at < undoable_since)


def _select() -> Any:
    return select(drafts, *MEMBER_COLUMNS).join(members, members.c.id == drafts.c.member, isouter=True)


def _draft_of(row: Row[Any]) -> KeptDraft:
    draft = Draft(
        text=row.text,
        author=row.author,
        language=row.language,
        subject=row.subject,
        to=Destination(kind=row.to_kind, id=row.to_id, version=row.to_version) if row.to_kind is not None else None,
        recognitions=row.recognitions,
        **{f"keeps_{kind}": getattr(row, f"keeps_{kind}") for kind in KINDS},
        is_shy=row.is_shy,
    )
    return KeptDraft(
        id=row.id,
        draft=draft,
        created_at=row.created_at,
        changed_at=row.changed_at,
        member=member_of(row) if row.member_id is not None else None,
        **{kind: getattr(row, kind) for kind in KINDS},
        confirmed=_published_of(row),
    )


def _published_of(row: Row[Any]) -> Published | None:
    if row.published_at is None:
        return None
    return Published(
        kind=row.published_kind,
        id=row.published_id,
        link=row.published_link,
        at=row.published_at,
        undo_until=row.published_at + timedelta(seconds=UNDO_SECONDS),
    )
