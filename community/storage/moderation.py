"""What is flagged, hidden and shown, and the log of it, as rows."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
    update,
)

from community.cafes import CAFE_SPACE
from community.flags import Flag
from community.happenings import Thing
from community.members import Member, Role
from community.moderation import Words
from community.moderation_log import Done, Entry
from community.storage.articles import ArticleRows
from community.storage.cafes import CafeRows
from community.storage.forum import ForumRows
from community.storage.members import MEMBER_COLUMNS, member_of
from community.storage.statements import insert_unless_there
from community.storage.tables import contributions, flags, members, moderation_log, questions, replies, solved_elsewhere
from community.storage.tips import TipRows
from community.storage.visibility import POSTS, visible, written_by
from community.viewers import Viewer

_ACTED, _WROTE = members.alias("acted"), members.alias("wrote")


class ModerationRows:
    """What moderators do, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def words(self, thing: Thing, *, viewer: Viewer) -> Words | None:
        """What a viewer may see of a question, a reply, a contribution, a tip or an article; None for nothing."""
        forum, cafes = ForumRows(self._connection), CafeRows(self._connection)
        if thing.kind == "question":
            question = forum.question(thing.id, viewer=viewer)
            if question is not None:
                return Words(thing=thing, post=question, place=thing, title=question.title, space=question.space)
        if thing.kind == "reply":
            reply = forum.reply(thing.id, viewer=viewer)
            if reply is not None:
                asked = forum.question(reply.question, viewer=viewer)
                place = Thing(kind="question", id=reply.question)
                title, space = (asked.title, asked.space) if asked is not None else ("", "")
                return Words(thing=thing, post=reply, place=place, title=title, space=space)
        if thing.kind == "contribution":
            contribution = cafes.contribution(thing.id, viewer=viewer)
            atelier = cafes.atelier(contribution.atelier, viewer=viewer) if contribution is not None else None
            if contribution is not None and atelier is not None:
                place = Thing(kind="atelier", id=atelier.id)
                return Words(thing=thing, post=contribution, place=place, title=atelier.title, space=CAFE_SPACE)
        if thing.kind == "tip":
            tip = TipRows(self._connection).get(thing.id, viewer=viewer)
            if tip is not None and tip.version:
                return Words(thing=thing, post=tip, place=thing, title=tip.title, space=tip.space)
        if thing.kind == "article":
            article = ArticleRows(self._connection).get(thing.id, viewer=viewer)
            if article is not None:
                return Words(thing=thing, post=article, place=thing, title=article.title, space=None)
        return None

    def set_hidden(self, thing: Thing, at: datetime | None) -> None:
        """Hide a question, reply, contribution, tip or article, or (with None) show it again.

        A question whose solution is hidden is open; it is solved again when the solution is shown, unless there is
        another meanwhile.
        """
        table = POSTS[thing.kind]
        self._connection.execute(update(table).where(table.c.id == thing.id).values(hidden_at=at))
        if thing.kind == "reply":
            solved = select(replies.c.question).where(replies.c.id == thing.id, replies.c.is_solution)
            elsewhere = select(solved_elsewhere.c.question).where(solved_elsewhere.c.reply == thing.id)
            changed = update(questions).where(or_(questions.c.id.in_(solved), questions.c.id.in_(elsewhere)))
            self._connection.execute(changed.values(is_solved=at is None))

    def set_shy(self, thing: Thing, is_shy: bool) -> None:
        """Show it to who animates only, or to everyone."""
        table = POSTS[thing.kind]
        self._connection.execute(update(table).where(table.c.id == thing.id).values(is_shy=is_shy))

    def has_shown(self, member: str) -> bool:
        """Whether something of a member is, or was until it was hidden, there for everyone."""
        shown = (exists().where(table.c.author == member, ~table.c.is_shy) for table in POSTS.values())
        return bool(self._connection.scalars(select(or_(*shown))).one())

    def anybody_has(self, roles: Collection[Role]) -> bool:
        """Whether somebody has one of these roles; nobody stands behind those of the demonstration."""
        real = (members.c.role.in_(sorted(roles)), ~members.c.is_demonstration)
        return bool(self._connection.scalars(select(exists().where(*real))).one())

    def shy(self, viewer: Viewer, *, limit: int) -> tuple[Thing, ...]:
        """First words of others that a viewer may see and nobody has welcomed, oldest first."""
        moments = {"question": questions.c.asked_at, "reply": replies.c.written_at}
        moments["contribution"] = contributions.c.written_at
        each = []
        for kind, moment in moments.items():
            table = moment.table
            welcomed = exists().where(_is_row(kind, table), moderation_log.c.done == "welcomed")
            theirs = (table.c.is_shy, table.c.hidden_at.is_(None), table.c.author != viewer.member)
            chosen = select(literal(kind).label("kind"), table.c.id.label("thing"), moment.label("moment"))
            each.append(chosen.where(*theirs, visible(table, viewer), ~welcomed))
        every = union_all(*each).subquery()
        oldest_first = select(every.c.kind, every.c.thing).order_by(every.c.moment, every.c.thing).limit(limit)
        return tuple(Thing(kind=row.kind, id=row.thing) for row in self._connection.execute(oldest_first))

    def add_flag(self, thing: Thing, flag: Flag) -> bool:
        """Whether that member had not flagged it yet."""
        added = insert_unless_there(self._connection, flags).returning(flags.c.thing)
        fact = {
            "thing_kind": thing.kind,
            "thing": thing.id,
            "member": flag.by.id,
            "ground": flag.ground,
            "words": flag.words,
            "at": flag.at,
            "settled_at": None,
        }
        return self._connection.execute(added, fact).first() is not None

    def flags(self, thing: Thing) -> tuple[Flag, ...]:
        """Those that nobody has decided about, oldest first."""
        chosen = (
            select(flags, *MEMBER_COLUMNS)
            .join(members, members.c.id == flags.c.member)
            .where(_is(thing, flags), flags.c.settled_at.is_(None))
            .order_by(flags.c.at, flags.c.member)
        )
        return tuple(
            Flag(by=member_of(row), ground=row.ground, words=row.words, at=row.at)
            for row in self._connection.execute(chosen)
        )

    def flagged_by(self, member: str, things: Collection[Thing]) -> frozenset[Thing]:
        """Those of some things that a member flagged."""
        if not things:
            return frozenset()
        chosen = select(flags.c.thing_kind, flags.c.thing).where(
            flags.c.member == member, or_(*(_is(thing, flags) for thing in things))
        )
        return frozenset(Thing(kind=row.thing_kind, id=row.thing) for row in self._connection.execute(chosen))

    def flagged_since(self, member: str, since: datetime, *, most: int) -> tuple[datetime, ...]:
        """When a member flagged something after a moment, at most so many, oldest first."""
        mine = (flags.c.member == member, flags.c.at > since)
        newest = select(flags.c.at).where(*mine).order_by(flags.c.at.desc()).limit(most)
        return tuple(self._connection.scalars(newest))[::-1]

    def settle_flags(self, thing: Thing, *, at: datetime) -> None:
        """Somebody has decided about it."""
        waiting = update(flags).where(_is(thing, flags), flags.c.settled_at.is_(None))
        self._connection.execute(waiting.values(settled_at=at))

    def open(self, *, except_of: str, limit: int) -> tuple[Thing, ...]:
        """What waits for a decision and that member did not write, who waits longest first."""
        chosen = _select_open(except_of).order_by(func.min(flags.c.at), flags.c.thing).limit(limit)
        return tuple(Thing(kind=row.thing_kind, id=row.thing) for row in self._connection.execute(chosen))

    def count_open(self, *, except_of: str) -> int:
        """How many of them there are."""
        counted = select(func.count()).select_from(_select_open(except_of).subquery())
        return int(self._connection.scalars(counted).one())

    def note(
        self,
        done: Done,
        thing: Thing,
        *,
        by: Member,
        author: Member,
        at: datetime,
        ground: str | None = None,
        reason: str = "",
    ) -> int:
        """Write an act into the log; its number."""
        added = insert(moderation_log).values(
            done=done,
            ground=ground,
            reason=reason,
            thing_kind=thing.kind,
            thing=thing.id,
            by=by.id,
            author=author.id,
            at=at,
        )
        return int(self._connection.scalars(added.returning(moderation_log.c.number)).one())

    def entries(self, thing: Thing) -> tuple[Entry, ...]:
        """What was done about one thing, oldest first."""
        return self._entries(select_log().where(_is(thing, moderation_log)).order_by(moderation_log.c.number))

    def log(self, *, limit: int, offset: int) -> tuple[Entry, ...]:
        """Newest first."""
        return self._entries(select_log().order_by(moderation_log.c.number.desc()).limit(limit).offset(offset))

    def since(self, number: int, *, limit: int) -> tuple[Entry, ...]:
        """Those after a number, oldest first."""
        later = select_log().where(moderation_log.c.number > number)
        return self._entries(later.order_by(moderation_log.c.number).limit(limit))

    def _entries(self, chosen: Select[Any]) -> tuple[Entry, ...]:
        return tuple(entry_of(row) for row in self._connection.execute(chosen))


def _is(thing: Thing, table: Any) -> ColumnElement[bool]:
    return and_(table.c.thing_kind == thing.kind, table.c.thing == thing.id)


def _is_row(kind: str, table: Any) -> ColumnElement[bool]:
    return and_(moderation_log.c.thing_kind == kind, moderation_log.c.thing == table.c.id)


def _select_open(except_of: str) -> Select[Any]:
    others = ~written_by(except_of, flags.c.thing_kind, flags.c.thing)
    chosen = select(flags.c.thing_kind, flags.c.thing).where(flags.c.settled_at.is_(None), others)
    return chosen.group_by(flags.c.thing_kind, flags.c.thing)


def select_log(*more: ColumnElement[Any]) -> Select[Any]:
    """Entries with who acted and who wrote, and further columns."""
    named = [
        column.label(f"{who}_{name}")
        for who, table in (("acted", _ACTED), ("wrote", _WROTE))
        for name, column in (
            ("id", table.c.id),
            ("pseudonym", table.c.pseudonym),
            ("role", table.c.role),
            ("is_demonstration", table.c.is_demonstration),
        )
    ]
    chosen = select(moderation_log, *named, *more).outerjoin(_ACTED, _ACTED.c.id == moderation_log.c.by)
    return chosen.outerjoin(_WROTE, _WROTE.c.id == moderation_log.c.author)


def entry_of(row: Row[Any]) -> Entry:
    """From a row of ``select_log``."""
    return Entry(
        number=row.number,
        done=row.done,
        thing=Thing(kind=row.thing_kind, id=row.thing),
        at=row.at,
        by=_named(row, "acted"),
        author=_named(row, "wrote"),
        ground=row.ground,
        reason=row.reason,
    )


def _named(row: Row[Any], who: str) -> Member | None:
    id = getattr(row, f"{who}_id")
    if id is None:
        return None
    return Member(
        id=id,
        pseudonym=getattr(row, f"{who}_pseudonym"),
        role=getattr(row, f"{who}_role"),
        is_demonstration=getattr(row, f"{who}_is_demonstration"),
    )
