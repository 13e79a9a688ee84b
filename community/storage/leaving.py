"""What every table holds of a member, and what becomes of it when they leave.

Each column that names a member is listed once. A test holds that none is forgotten: whoever adds such a column says
here what becomes of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Literal

from sqlalchemy import Column, ColumnElement, Connection, delete, exists, or_, select, update

from community.drafts import KINDS
from community.storage import tables
from community.storage.tables import (
    contributions,
    drafts,
    follows,
    habits,
    hands,
    members,
    notices,
    questions,
    replies,
    visits,
)

Fate = Literal["erased", "handed over"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A column that names a member."""

    column: Column[Any]
    fate: Fate
    """Whether its rows go with the member, or stay and name nobody."""
    is_own: bool = True
    """Whether what it holds is the member's, who takes it along; else it is of somebody else and only names them."""
    secret: frozenset[str] = frozenset()
    """Columns that only prove who somebody is, and are shown to nobody."""


HELD: tuple[Held, ...] = (
    Held(column=questions.c.author, fate="handed over"),
    Held(column=replies.c.author, fate="handed over"),
    Held(column=contributions.c.author, fate="handed over"),
    Held(column=drafts.c.member, fate="erased", secret=frozenset({"visit"})),
    Held(column=tables.ateliers.c.animator, fate="handed over"),
    Held(column=tables.votes.c.member, fate="erased"),
    Held(column=tables.me_toos.c.member, fate="erased"),
    Held(column=tables.thanks.c.member, fate="erased"),
    Held(column=tables.contribution_thanks.c.member, fate="erased"),
    Held(column=tables.cafe_words.c.author, fate="handed over"),
    Held(column=tables.cafes.c.host, fate="handed over"),
    Held(column=tables.activities.c.held_by, fate="handed over"),
    Held(column=tables.sign_ups.c.member, fate="erased"),
    Held(column=tables.articles.c.author, fate="handed over"),
    Held(column=tables.atelier_closings.c.by, fate="handed over"),
    Held(column=tables.synthesis_parts.c.author, fate="handed over"),
    Held(column=tables.synthesis_parts.c.set_aside_by, fate="handed over", is_own=False),
    Held(column=tables.synthesis_signings.c.by, fate="handed over"),
    Held(column=tables.merits.c.member, fate="erased"),
    Held(column=tables.merit_tallies.c.member, fate="erased", is_own=False),
    Held(column=tables.merit_standings.c.member, fate="erased", is_own=False),
    Held(column=tables.discreet_members.c.member, fate="erased"),
    Held(column=tables.askable_members.c.member, fate="erased"),
    Held(column=tables.asked_members.c.member, fate="erased"),
    Held(column=tables.unveiled_walls.c.by, fate="handed over"),
    Held(column=tables.tips.c.author, fate="handed over"),
    Held(column=tables.tip_versions.c.author, fate="handed over"),
    Held(column=tables.tip_quotes.c.author, fate="handed over", is_own=False),
    Held(column=tables.flags.c.member, fate="erased"),
    Held(column=tables.moderation_log.c.author, fate="handed over", secret=frozenset({"by"})),
    Held(column=tables.moderation_log.c.by, fate="handed over", secret=frozenset({"author"})),
    Held(column=tables.outcome_steps.c.by, fate="handed over"),
    Held(column=follows.c.member, fate="erased"),
    Held(column=notices.c.member, fate="erased"),
    Held(column=notices.c.by, fate="handed over", is_own=False),
    Held(column=tables.mailboxes.c.member, fate="erased", secret=frozenset({"code", "stop"})),
    Held(column=tables.codes.c.member, fate="erased", secret=frozenset({"code"})),
    Held(column=tables.identities.c.member, fate="erased", secret=frozenset({"identity"})),
    Held(column=visits.c.member, fate="erased", secret=frozenset({"visit"})),
)
"""In the order in which they are erased."""

_WORDS = tuple(
    held
    for held in HELD
    if held.fate == "handed over" and held.is_own and set(KINDS) <= set(held.column.table.c.keys())
)
"""Where words stand with their sound, ink, photo and what was recognised in them."""
_WHO_WAS_HELPED = (tables.merits.c.counted, tables.merit_tallies.c.counted)
"""Merits of others count different people: whoever left stays one of them, under no name."""
_OF_A_BROWSER = (hands, habits)


class LeavingRows:
    """What belongs to a member, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def records(self, member: str) -> dict[str, tuple[Mapping[str, Any], ...]]:
        """The rows of each table that are a member's, and what their browsers hold, by the name of the table."""
        found: dict[str, tuple[Mapping[str, Any], ...]] = {"members": self._rows_of(members.c.id == member)}
        for held in HELD:
            if held.is_own:
                mine = _unpublished_of(member) if held.column.table is drafts else held.column == member
                more = self._rows_of(mine, held.column, held.secret)
                found[held.column.table.name] = (*found.get(held.column.table.name, ()), *more)
        found["appeals"] = self._rows_of(_appeals_of(member), tables.appeals.c.entry)
        for table in _OF_A_BROWSER:
            found[table.name] = self._rows_of(
                table.c.visit.in_(_visits_of_only(member)), table.c.visit, frozenset({"visit"})
            )
        return found

    def files(self, member: str) -> tuple[str, ...]:
        """The kept files of their words and drafts, each once."""
        owned = [(held.column.table, held.column == member) for held in _WORDS] + [(drafts, _unpublished_of(member))]
        names = {
            name
            for table, mine in owned
            for kind in KINDS
            for name in self._connection.scalars(select(table.c[kind]).where(mine, table.c[kind].is_not(None)))
        }
        joined = select(tables.articles.c.media).where(tables.articles.c.author == member)
        names.update(self._connection.scalars(joined.where(tables.articles.c.media.is_not(None))))
        return tuple(sorted(names))

    def questions(self, member: str) -> tuple[tuple[str, bool], ...]:
        """The questions that a member asked, and whether nobody else wrote below."""
        others = exists().where(replies.c.question == questions.c.id, replies.c.author != member)
        found = select(questions.c.id, ~others).where(questions.c.author == member)
        return tuple((row[0], bool(row[1])) for row in self._connection.execute(found))

    def replies(self, member: str) -> tuple[str, ...]:
        """The replies of a member."""
        return tuple(self._connection.scalars(select(replies.c.id).where(replies.c.author == member)))

    def contributions(self, member: str) -> tuple[str, ...]:
        """The contributions of a member."""
        return tuple(self._connection.scalars(select(contributions.c.id).where(contributions.c.author == member)))

    def tips(self, member: str) -> tuple[str, ...]:
        """The tips of which a member wrote every version and in which only they are quoted."""
        tips, versions, quotes = tables.tips, tables.tip_versions, tables.tip_quotes
        written = exists().where(versions.c.tip == tips.c.id, versions.c.author != member)
        quoted = exists().where(quotes.c.tip == tips.c.id, quotes.c.author != member)
        return tuple(self._connection.scalars(select(tips.c.id).where(tips.c.author == member, ~written, ~quoted)))

    def remove_tip(self, id: str) -> None:
        """Remove a tip with all its versions."""
        self._connection.execute(delete(tables.tips).where(tables.tips.c.id == id))

    def empty_question(self, id: str, *, words: str) -> None:
        """Take the words out of a question below which others wrote."""
        self._connection.execute(update(questions).where(questions.c.id == id).values(title=words, body=words))
        self._connection.execute(delete(tables.pictures).where(tables.pictures.c.question == id))

    def hand_over(self, member: str, *, to: str) -> dict[str, int]:
        """Let what stays name ``to``, without sound, ink, photo and what was recognised; how many rows by table."""
        bare = {**dict.fromkeys(KINDS), "recognitions": (), "draft": None}
        for held in _WORDS:
            self._connection.execute(update(held.column.table).where(held.column == member).values(**bare))
        self._connection.execute(update(tables.appeals).where(_appeals_of(member)).values(words=""))
        somebody = f"{to} {token_hex(8)}"
        for helped in _WHO_WAS_HELPED:
            self._connection.execute(update(helped.table).where(helped == member).values({helped.name: somebody}))
        self._connection.execute(delete(notices).where(notices.c.by == member, _is_told_by(to)))
        counted: dict[str, int] = {}
        for held in HELD:
            if held.fate == "handed over":
                table = held.column.table
                renamed = update(table).where(held.column == member).values({held.column.name: to})
                count = self._connection.execute(renamed).rowcount
                if held.is_own:
                    counted[table.name] = counted.get(table.name, 0) + count
        return counted

    def erase(self, member: str) -> dict[str, int]:
        """Remove the member and all that is not handed over; how many rows of each table that were theirs."""
        counted: dict[str, int] = {}
        alone = tuple(self._connection.scalars(_visits_of_only(member)))
        self._connection.execute(delete(follows).where(follows.c.kind == "member", follows.c.thing == member))
        for condition, table, is_own in self._going(member, alone):
            gone = self._connection.execute(delete(table).where(condition)).rowcount
            if is_own:
                counted[table.name] = counted.get(table.name, 0) + gone
        self._connection.execute(delete(members).where(members.c.id == member))
        return counted

    def _going(self, member: str, alone: tuple[str, ...]) -> Iterator[tuple[ColumnElement[bool], Any, bool]]:
        yield _unpublished_of(member), drafts, True
        for table in _OF_A_BROWSER:
            yield table.c.visit.in_(alone), table, True
        for held in HELD:
            if held.fate == "erased":
                yield held.column == member, held.column.table, held.is_own

    def _rows_of(
        self,
        condition: ColumnElement[bool],
        column: Column[Any] | None = None,
        secret: frozenset[str] | set[str] = frozenset(),
    ) -> tuple[Mapping[str, Any], ...]:
        table = column.table if column is not None else members
        shown = [one for one in table.c if one.name not in secret and one is not column]
        return tuple(dict(row) for row in self._connection.execute(select(*shown).where(condition)).mappings())


def _appeals_of(member: str) -> ColumnElement[bool]:
    """What a member wrote to the moderators about a decision on their words."""
    about = select(tables.moderation_log.c.number).where(tables.moderation_log.c.author == member)
    return tables.appeals.c.entry.in_(about)


def _is_told_by(other: str) -> ColumnElement[bool]:
    """Whether the same notice, of the same moment, is there from somebody else too."""
    same = notices.alias("same")
    facts = ("member", "kind", "thing_kind", "thing", "at")
    return exists().where(same.c.by == other, *(same.c[fact] == notices.c[fact] for fact in facts))


def _visits_of_only(member: str) -> Any:
    """The browsers that nobody else uses."""
    others = visits.alias("others")
    shared = exists().where(others.c.visit == visits.c.visit, others.c.member != member)
    return select(visits.c.visit).where(visits.c.member == member, ~shared)


def _unpublished_of(member: str) -> ColumnElement[bool]:
    """The drafts of a member: those that they confirmed, and those in browsers that nobody else uses."""
    nobodys = drafts.c.member.is_(None) & drafts.c.visit.in_(_visits_of_only(member))
    return or_(drafts.c.member == member, nobodys)
