"""What members follow and what they are told, as rows."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, func, or_, select, true, update

from community.following import ABOUT_ONES_OWN, Follow, Notice
from community.happenings import Happening, Kind, Thing
from community.storage.members import MEMBER_COLUMNS, member_of
from community.storage.statements import insert_unless_there, upsert
from community.storage.tables import (
    activities,
    articles,
    ateliers,
    follows,
    members,
    notices,
    questions,
    tip_versions,
    tips,
)
from community.storage.visibility import POSTS, visible, visible_thing
from community.viewers import Viewer

_TIP_TITLE = (
    select(tip_versions.c.title)
    .where(tip_versions.c.tip == tips.c.id, tip_versions.c.number == tips.c.newest)
    .scalar_subquery()
)
_TITLED = {
    "question": (questions.c.id, questions.c.title),
    "atelier": (ateliers.c.id, ateliers.c.title),
    "activity": (activities.c.id, activities.c.title),
    "tip": (tips.c.id, func.coalesce(_TIP_TITLE, "")),
    "article": (articles.c.id, articles.c.title),
}
_NAMED = {**_TITLED, "member": (members.c.id, members.c.pseudonym)}


class FollowingRows:
    """What members follow, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mark(self, member: str, thing: Thing, *, is_on: bool, at: datetime) -> None:
        """Follow something, or say that one does not want to."""
        statement = upsert(self._connection, follows, by=("member", "kind", "thing"), changing=("is_on", "at"))
        if not self.is_on(member, thing) or not is_on:
            self._connection.execute(statement, _follow(member, thing, is_on=is_on, at=at))

    def begin(self, member: str, thing: Thing, *, at: datetime) -> None:
        """Follow something, unless one said that one does not want to."""
        statement = insert_unless_there(self._connection, follows)
        self._connection.execute(statement, _follow(member, thing, is_on=True, at=at))

    def is_on(self, member: str, thing: Thing) -> bool:
        """Whether a member follows it."""
        found = select(follows.c.is_on).where(follows.c.member == member, _is(thing, follows.c.kind, follows.c.thing))
        return bool(self._connection.scalars(found).one_or_none())

    def followers(self, things: Collection[Thing]) -> set[str]:
        """Who follows any of them."""
        any_of = or_(*(_is(thing, follows.c.kind, follows.c.thing) for thing in things))
        return set(self._connection.scalars(select(follows.c.member).where(any_of, follows.c.is_on)))

    def of_member(self, member: str, *, viewer: Viewer, limit: int, offset: int) -> tuple[Follow, ...]:
        """Newest first; what is gone is left out."""
        chosen = select(follows).where(follows.c.member == member, follows.c.is_on)
        newest_first = chosen.order_by(follows.c.at.desc(), follows.c.thing).limit(limit).offset(offset)
        found = [(Thing(kind=row.kind, id=row.thing), row.at) for row in self._connection.execute(newest_first)]
        titles = self._titles({thing for thing, _ in found}, _NAMED, viewer)
        return tuple(Follow(thing=thing, title=titles[thing], since=since) for thing, since in found if thing in titles)

    def told_of(self, thing: Thing, *, kinds: Collection[Kind]) -> set[str]:
        """Who was told already that one of these happened to it."""
        told = select(notices.c.member).where(
            _is(thing, notices.c.thing_kind, notices.c.thing), notices.c.kind.in_(kinds)
        )
        return set(self._connection.scalars(told))

    def add_notices(self, told: Collection[str], happening: Happening) -> None:
        """Tell several members what happened; the same thing told twice is told once."""
        if not told:
            return
        parent = happening.parent
        fact = {
            "kind": happening.kind,
            "thing_kind": happening.thing.kind,
            "thing": happening.thing.id,
            "parent_kind": parent.kind if parent is not None else None,
            "parent": parent.id if parent is not None else None,
            "by": happening.by,
            "at": happening.at,
        }
        statement = insert_unless_there(self._connection, notices)
        self._connection.execute(statement, [{**fact, "member": member} for member in sorted(told)])

    def forget(self, thing: Thing, *, kind: Kind | None = None, by: str | None = None) -> None:
        """Tell nobody any longer of something, or of one thing that somebody did to it."""
        gone = delete(notices).where(_is(thing, notices.c.thing_kind, notices.c.thing))
        if kind is not None:
            gone = gone.where(notices.c.kind == kind)
        if by is not None:
            gone = gone.where(notices.c.by == by)
        self._connection.execute(gone)

    def notices(self, member: str, *, viewer: Viewer, limit: int, offset: int) -> tuple[Notice, ...]:
        """Newest first."""
        mine = _select_notices().where(notices.c.member == member, _told_of(viewer))
        return self._notices(mine.order_by(notices.c.number.desc()).limit(limit).offset(offset), viewer)

    def last(self, member: str) -> int:
        """The number of the newest notice, 0 where there is none."""
        newest = select(func.max(notices.c.number)).where(notices.c.member == member)
        return self._connection.scalars(newest).one() or 0

    def unread_since(self, member: str, number: int, *, not_after: datetime, viewer: Viewer) -> tuple[Notice, ...]:
        """Those after a number that were not read, oldest first."""
        wanted = (
            notices.c.member == member,
            notices.c.number > number,
            notices.c.read_at.is_(None),
            notices.c.at <= not_after,
            _told_of(viewer),
        )
        return self._notices(_select_notices().where(*wanted).order_by(notices.c.number), viewer)

    def unread(self, member: str, *, viewer: Viewer) -> int:
        """How many were not read."""
        mine = (notices.c.member == member, notices.c.read_at.is_(None), _told_of(viewer))
        counted = select(func.count()).select_from(notices).where(*mine)
        return int(self._connection.scalars(counted).one())

    def read(self, member: str, *, up_to: int, at: datetime, viewer: Viewer) -> None:
        """Note that those which the viewer may see were seen."""
        unread = and_(notices.c.member == member, notices.c.number <= up_to, notices.c.read_at.is_(None))
        unread = and_(unread, _told_of(viewer))
        self._connection.execute(update(notices).where(unread).values(read_at=at))

    def _notices(self, chosen: Select[Any], viewer: Viewer) -> tuple[Notice, ...]:
        found = [_notice_of(row) for row in self._connection.execute(chosen)]
        places = {notice.place for notice in found}
        titles = self._titles(places, _TITLED, viewer)
        beginnings = self._beginnings(places)
        return tuple(
            replace(notice, title=titles.get(notice.place, ""), begins_at=beginnings.get(notice.place))
            for notice in found
        )

    def _beginnings(self, things: Collection[Thing]) -> dict[Thing, datetime]:
        wanted = {thing.id: thing for thing in things if thing.kind == "activity"}
        if not wanted:
            return {}
        rows = self._connection.execute(
            select(activities.c.id, activities.c.starts_at).where(activities.c.id.in_(wanted))
        )
        return {wanted[row.id]: row.starts_at for row in rows}

    def _titles(self, things: Collection[Thing], known: dict[str, tuple[Any, Any]], viewer: Viewer) -> dict[Thing, str]:
        found: dict[Thing, str] = {}
        for kind, (id, title) in known.items():
            wanted = {thing.id: thing for thing in things if thing.kind == kind}
            if wanted:
                seen = visible(POSTS[kind], viewer) if kind in POSTS else true()
                rows = self._connection.execute(select(id, title).where(id.in_(wanted), seen))
                found.update({wanted[row[0]]: row[1] for row in rows})
        return found


def _select_notices() -> Select[Any]:
    return select(notices, *MEMBER_COLUMNS).join(members, members.c.id == notices.c.by)


def _told_of(viewer: Viewer) -> ColumnElement[bool]:
    """The notices of what a viewer may see, in places that they may see."""
    return or_(
        notices.c.kind.in_(ABOUT_ONES_OWN),
        and_(
            visible_thing(notices.c.thing_kind, notices.c.thing, viewer),
            visible_thing(notices.c.parent_kind, notices.c.parent, viewer),
        ),
    )


def _follow(member: str, thing: Thing, *, is_on: bool, at: datetime) -> dict[str, Any]:
    return {"member": member, "kind": thing.kind, "thing": thing.id, "is_on": is_on, "at": at}


def _is(thing: Thing, kind: Any, id: Any) -> ColumnElement[bool]:
    return and_(kind == thing.kind, id == thing.id)


def _notice_of(row: Row[Any]) -> Notice:
    """Without its title, which stands in another table."""
    return Notice(
        number=row.number,
        kind=row.kind,
        thing=Thing(kind=row.thing_kind, id=row.thing),
        parent=Thing(kind=row.parent_kind, id=row.parent) if row.parent is not None else None,
        title="",
        by=member_of(row),
        at=row.at,
        read_at=row.read_at,
    )
