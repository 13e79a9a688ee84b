"""Tips, their versions and quotes, as rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, func, insert, select, update

from community.happenings import Thing
from community.members import Member
from community.storage.index import IndexRows
from community.storage.members import MEMBER_COLUMNS, member_of
from community.storage.tables import members, tip_quotes, tip_versions, tips
from community.storage.visibility import visible
from community.tips import Quote, Tip, Version
from community.viewers import WHOLE, Viewer


class TipRows:
    """Tips within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = IndexRows(connection)

    def all(self, *, space: str | None, limit: int, offset: int, viewer: Viewer) -> tuple[Tip, ...]:
        """Those of which a version was confirmed, the latest changed first."""
        chosen = _shown(_select(), space, viewer)
        return self._tips_of(chosen.order_by(tips.c.changed_at.desc(), tips.c.id).limit(limit).offset(offset))

    def count(self, *, space: str | None, viewer: Viewer) -> int:
        """How many there are."""
        return int(self._connection.scalars(_shown(select(func.count()).select_from(tips), space, viewer)).one())

    def by_id(self, ids: Sequence[str], *, viewer: Viewer) -> dict[str, Tip]:
        """Those of the given ids that are there for a viewer, and of which a version was confirmed."""
        return {tip.id: tip for tip in self._tips_of(_shown(_select(), None, viewer).where(tips.c.id.in_(ids)))}

    def get(self, id: str, *, lock: bool = False, viewer: Viewer = WHOLE) -> Tip | None:
        """For the house also one that has no version yet. With ``lock``, nobody else can write it meanwhile."""
        if lock:
            self._connection.execute(select(tips.c.id).where(tips.c.id == id).with_for_update())
        return next(iter(self._tips_of(_select().where(tips.c.id == id, visible(tips, viewer)))), None)

    def quoting(self, source: Thing, *, viewer: Viewer) -> tuple[Tip, ...]:
        """Those for which words of a question or a reply were taken, the latest changed first."""
        taken = select(tip_quotes.c.tip).where(
            tip_quotes.c.source_kind == source.kind, tip_quotes.c.source == source.id
        )
        chosen = _shown(_select(), None, viewer).where(tips.c.id.in_(taken))
        return self._tips_of(chosen.order_by(tips.c.changed_at.desc(), tips.c.id))

    def made_from(self, place: Thing, *, viewer: Viewer) -> tuple[Tip, ...]:
        """The latest changed first."""
        quoting = select(tip_quotes.c.tip).where(tip_quotes.c.place_kind == place.kind, tip_quotes.c.place == place.id)
        chosen = _shown(_select(), None, viewer).where(tips.c.id.in_(quoting))
        return self._tips_of(chosen.order_by(tips.c.changed_at.desc(), tips.c.id))

    def versions(self, id: str) -> tuple[Version, ...]:
        """Newest first."""
        chosen = _select_versions().where(tip_versions.c.tip == id)
        return tuple(
            _version_of(row) for row in self._connection.execute(chosen.order_by(tip_versions.c.number.desc()))
        )

    def version(self, id: str, number: int) -> Version | None:
        """None when there is none."""
        return self._version(tip_versions.c.tip == id, tip_versions.c.number == number)

    def version_of_draft(self, draft: str) -> Version | None:
        """What a draft became."""
        return self._version(tip_versions.c.draft == draft)

    def same_as(self, id: str, title: str, body: str) -> int | None:
        """The newest version that says exactly this."""
        its = (tip_versions.c.tip == id, tip_versions.c.title == title, tip_versions.c.body == body)
        found: int | None = self._connection.scalars(select(func.max(tip_versions.c.number)).where(*its)).one()
        return found

    def next_number(self, id: str) -> int:
        """A number that no version of it ever had."""
        taken = update(tips).where(tips.c.id == id).values(numbered=tips.c.numbered + 1).returning(tips.c.numbered)
        return int(self._connection.scalars(taken).one())

    def add(self, tip: Tip) -> None:
        """Begin a tip, without a version."""
        self._connection.execute(
            insert(tips).values(
                id=tip.id,
                space=tip.space,
                language=tip.language,
                author=tip.author.id,
                made_at=tip.made_at,
                is_demonstration=tip.is_demonstration,
                newest=0,
                numbered=0,
                changed_at=tip.changed_at,
            )
        )
        quoted = [
            {
                "tip": tip.id,
                "position": position,
                "words": quote.words,
                "author": quote.author.id,
                "source_kind": quote.source.kind,
                "source": quote.source.id,
                "place_kind": quote.place.kind,
                "place": quote.place.id,
            }
            for position, quote in enumerate(tip.quotes)
        ]
        if quoted:
            self._connection.execute(insert(tip_quotes), quoted)

    def add_version(self, version: Version, *, draft: str | None) -> None:
        """Make it the newest, and what the tip is found by."""
        self._connection.execute(
            insert(tip_versions).values(
                tip=version.tip,
                number=version.number,
                title=version.title,
                body=version.body,
                author=version.author.id,
                written_at=version.written_at,
                base=version.base,
                joined=version.joined,
                same_as=version.same_as,
                added=version.added,
                removed=version.removed,
                recognitions=version.recognitions,
                recording=version.recording,
                ink=version.ink,
                photo=version.photo,
                draft=draft,
            )
        )
        self._show(version.tip, version)

    def remove_version(self, version: Version) -> None:
        """Forget a version; the one before is the newest again."""
        its = (tip_versions.c.tip == version.tip, tip_versions.c.number == version.number)
        self._connection.execute(delete(tip_versions).where(*its))
        self._show(version.tip, next(iter(self.versions(version.tip)), None))

    def _show(self, id: str, version: Version | None) -> None:
        shown: dict[str, Any] = {"newest": version.number if version is not None else 0}
        if version is not None:
            shown["changed_at"] = version.written_at
        self._connection.execute(update(tips).where(tips.c.id == id).values(**shown))
        tip = self.get(id)
        if tip is not None:
            self._index.put_tip(tip)

    def _version(self, *conditions: Any) -> Version | None:
        row = self._connection.execute(_select_versions().where(*conditions)).one_or_none()
        return _version_of(row) if row is not None else None

    def _tips_of(self, chosen: Select[Any]) -> tuple[Tip, ...]:
        rows = self._connection.execute(chosen).all()
        if not rows:
            return ()
        ids = [row.id for row in rows]
        quotes, writers = self._quotes(ids), self._writers(ids)
        return tuple(_tip_of(row, writers.get(row.id, ()), quotes.get(row.id, ())) for row in rows)

    def _quotes(self, ids: Sequence[str]) -> dict[str, tuple[Quote, ...]]:
        chosen = (
            select(tip_quotes, *MEMBER_COLUMNS)
            .join(members, members.c.id == tip_quotes.c.author)
            .where(tip_quotes.c.tip.in_(ids))
            .order_by(tip_quotes.c.position)
        )
        found: dict[str, tuple[Quote, ...]] = {}
        for row in self._connection.execute(chosen):
            found[row.tip] = (*found.get(row.tip, ()), _quote_of(row))
        return found

    def _writers(self, ids: Sequence[str]) -> dict[str, tuple[Member, ...]]:
        first = func.min(tip_versions.c.number).label("first")
        wrote = (
            select(tip_versions.c.tip, tip_versions.c.author, first)
            .where(tip_versions.c.tip.in_(ids))
            .group_by(tip_versions.c.tip, tip_versions.c.author)
            .subquery()
        )
        chosen = select(wrote, *MEMBER_COLUMNS).join(members, members.c.id == wrote.c.author).order_by(wrote.c.first)
        found: dict[str, tuple[Member, ...]] = {}
        for row in self._connection.execute(chosen):
            found[row.tip] = (*found.get(row.tip, ()), member_of(row))
        return found


def _select() -> Select[Any]:
    newest = and_(tip_versions.c.tip == tips.c.id, tip_versions.c.number == tips.c.newest)
    chosen = select(tips, tip_versions.c.title, tip_versions.c.body, *MEMBER_COLUMNS)
    return chosen.join(members, members.c.id == tips.c.author).join(tip_versions, newest, isouter=True)


def _shown(chosen: Select[Any], space: str | None, viewer: Viewer) -> Select[Any]:
    chosen = chosen.where(tips.c.newest > 0, visible(tips, viewer))
    return chosen if space is None else chosen.where(tips.c.space == space)


def _select_versions() -> Select[Any]:
    return select(tip_versions, *MEMBER_COLUMNS).join(members, members.c.id == tip_versions.c.author)


def _tip_of(row: Row[Any], writers: tuple[Member, ...], quotes: tuple[Quote, ...]) -> Tip:
    return Tip(
        id=row.id,
        space=row.space,
        title=row.title or "",
        body=row.body or "",
        language=row.language,
        author=member_of(row),
        made_at=row.made_at,
        version=row.newest,
        changed_at=row.changed_at,
        is_demonstration=row.is_demonstration,
        writers=writers,
        quotes=quotes,
        hidden_at=row.hidden_at,
        is_shy=row.is_shy,
    )


def _quote_of(row: Row[Any]) -> Quote:
    return Quote(
        words=row.words,
        author=member_of(row),
        source=Thing(kind=row.source_kind, id=row.source),
        place=Thing(kind=row.place_kind, id=row.place),
    )


def _version_of(row: Row[Any]) -> Version:
    return Version(
        tip=row.tip,
        number=row.number,
        title=row.title,
        body=row.body,
        author=member_of(row),
        written_at=row.written_at,
        base=row.base,
        joined=row.joined,
        same_as=row.same_as,
        added=row.added,
        removed=row.removed,
        recognitions=row.recognitions,
        recording=row.recording,
        ink=row.ink,
        photo=row.photo,
    )
