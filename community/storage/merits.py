"""The ledger of merit, as rows: kept happening by happening, and counted as it is kept.

Two people may thank somebody at the same moment. So each count is changed by one statement that the database applies
to the newest row, and what concerns one thing is done by one transaction at a time.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)

from community.happenings import Happening, Kind, Thing
from community.ledger import EVER, Evidence, Merit, Standing
from community.members import Member
from community.merit_rules import MeritKind, Rules
from community.storage.members import MEMBER_COLUMNS, member_of
from community.storage.statements import insert_into, insert_unless_there
from community.storage.tables import (
    activities,
    ateliers,
    discreet_members,
    hidden_merits,
    members,
    merit_standings,
    merit_tallies,
    merits,
    questions,
    replies,
    tip_versions,
    tips,
)
from community.storage.visibility import POSTS, visible_thing
from community.viewers import Viewer

_TITLED = {
    "question": select(questions.c.id, questions.c.title),
    "atelier": select(ateliers.c.id, ateliers.c.title),
    "activity": select(activities.c.id, activities.c.title),
    "tip": select(tips.c.id, tip_versions.c.title).join(
        tip_versions, and_(tip_versions.c.tip == tips.c.id, tip_versions.c.number == tips.c.newest)
    ),
}


class MeritRows:
    """The ledger within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # -- what is earned and taken back ------------------------------------------------------------------------------

    def add(self, merit: Merit, rules: Rules) -> None:
        """Enter a merit; one that is there already stays as it is, and somebody is welcomed once."""
        is_hidden = self._is_hidden(merit.thing)
        added = insert_unless_there(self._connection, merits).returning(merits.c.number)
        if self._connection.execute(added, _row(merit, rules, is_hidden=is_hidden)).first() and not is_hidden:
            self._count(merit, 1, rules)

    def remove(
        self,
        thing: Thing,
        rules: Rules,
        *,
        told: Kind | None = None,
        counted: str | None = None,
        member: str | None = None,
    ) -> tuple[Merit, ...]:
        """Strike out what a thing earned, with what stands under it; or what was told of it, by whom, for whom.

        Gives what is struck out.
        """
        under = and_(merits.c.place_kind == thing.kind, merits.c.place == thing.id)
        gone = delete(merits).where(or_(_is(thing), under) if told is None else _is(thing))
        if told is not None:
            gone = gone.where(merits.c.told == told)
        if counted is not None:
            gone = gone.where(merits.c.counted == counted)
        if member is not None:
            gone = gone.where(merits.c.member == member)
        rows = self._connection.execute(gone.returning(*merits.c)).all()
        for row in _in_one_order(rows):
            if not row.is_hidden:
                self._count(merit_of(row), -1, rules)
        return tuple(merit_of(row) for row in rows)

    def forget_hidden(self, thing: Thing) -> None:
        """It is gone, so it is not hidden either."""
        mark = and_(hidden_merits.c.thing_kind == thing.kind, hidden_merits.c.thing == thing.id)
        self._connection.execute(delete(hidden_merits).where(mark))

    def hide(self, thing: Thing, rules: Rules, *, is_hidden: bool) -> None:
        """Count what a thing earned no longer, or again; what it earns meanwhile is entered, not counted."""
        if is_hidden:
            mark = insert_unless_there(self._connection, hidden_merits)
            self._connection.execute(mark, {"thing_kind": thing.kind, "thing": thing.id})
        else:
            self.forget_hidden(thing)
        changed = update(merits).where(_is(thing), merits.c.is_hidden != is_hidden).values(is_hidden=is_hidden)
        rows = self._connection.execute(changed.returning(*merits.c)).all()
        for row in _in_one_order(rows):
            self._count(merit_of(row), -1 if is_hidden else 1, rules)

    def first_reply(self, to: str, *, but: Thing) -> Happening | None:
        """The first reply that somebody ever had from somebody else; told as it was published.

        ``but`` is the reply or the question that is going, and does not count.
        """
        chosen = (
            select(replies.c.id, replies.c.author, replies.c.written_at, replies.c.question, questions.c.space)
            .join(questions, questions.c.id == replies.c.question)
            .where(questions.c.author == to, replies.c.author != to)
            .where(replies.c.id != but.id, replies.c.question != but.id)
            .order_by(replies.c.written_at, replies.c.id)
            .limit(1)
        )
        row = self._connection.execute(chosen).one_or_none()
        if row is None:
            return None
        return Happening(
            kind="published",
            thing=Thing(kind="reply", id=row.id),
            parent=Thing(kind="question", id=row.question),
            by=row.author,
            to=to,
            at=row.written_at,
            space=row.space,
        )

    def _is_hidden(self, thing: Thing) -> bool:
        mark = and_(hidden_merits.c.thing_kind == thing.kind, hidden_merits.c.thing == thing.id)
        return self._connection.execute(select(hidden_merits.c.thing).where(mark)).first() is not None

    def _count(self, merit: Merit, by: int, rules: Rules) -> None:
        limit = rules.kinds[merit.kind].per_person
        for period in (rules.month_of(merit.at), EVER):
            standing = {"period": period, "kind": merit.kind, "member": merit.member}
            times = self._change(merit_tallies, {**standing, "counted": merit.counted}, "times", by)
            if (times <= limit) if by > 0 else (times < limit):
                self._change(merit_standings, standing, "people", by)

    def _change(self, table: Any, key: dict[str, str], name: str, by: int) -> int:
        """Change a count, and give what it is then. A row that counts nothing is not kept."""
        count = table.c[name]
        if by > 0:
            added = insert_into(self._connection, table).values(**key, **{name: by})
            added = added.on_conflict_do_update(index_elements=list(key), set_={name: count + by})
            return int(self._connection.scalars(added.returning(count)).one())
        here = [table.c[column] == value for column, value in key.items()]
        lessened = update(table).where(*here).values({name: count + by}).returning(count)
        left = int(self._connection.scalars(lessened).one())
        if left == 0:
            self._connection.execute(delete(table).where(*here, count == 0))
        return left

    # -- what is read -----------------------------------------------------------------------------------------------

    def everything(self) -> tuple[Merit, ...]:
        """Every merit, hidden or not, in the order in which they were entered."""
        return tuple(merit_of(row) for row in self._connection.execute(select(merits).order_by(merits.c.number)))

    def hidden(self) -> frozenset[Thing]:
        """The things whose merit does not count meanwhile."""
        rows = self._connection.execute(select(hidden_merits))
        return frozenset(Thing(kind=row.thing_kind, id=row.thing) for row in rows)

    def standings(self) -> dict[Standing, int]:
        """Every count that is kept."""
        rows = self._connection.execute(select(merit_standings))
        return {(row.period, row.kind, row.member): row.people for row in rows}

    def top(self, period: str, *, limit: int) -> dict[MeritKind, tuple[tuple[Member, int], ...]]:
        """Of each kind, those who did good to most people; who wants to be discreet is left out."""
        place = func.row_number().over(
            partition_by=merit_standings.c.kind,
            order_by=(merit_standings.c.people.desc(), members.c.compared),
        )
        placed = (
            select(merit_standings.c.kind, merit_standings.c.people, place.label("place"), *MEMBER_COLUMNS)
            .join(members, members.c.id == merit_standings.c.member)
            .where(merit_standings.c.period == period, ~_is_discreet(merit_standings.c.member))
            .subquery()
        )
        found: dict[MeritKind, tuple[tuple[Member, int], ...]] = {}
        chosen = select(placed).where(placed.c.place <= limit).order_by(placed.c.kind, placed.c.place)
        for row in self._connection.execute(chosen):
            found[row.kind] = (*found.get(row.kind, ()), (member_of(row), row.people))
        return found

    def months(self) -> tuple[str, ...]:
        """The months in which anything counts, newest first."""
        chosen = select(merit_standings.c.period).where(merit_standings.c.period != EVER).distinct()
        return tuple(self._connection.scalars(chosen.order_by(merit_standings.c.period.desc())))

    def evidence(
        self, member: str, kind: MeritKind, *, viewer: Viewer, limit: int, offset: int
    ) -> tuple[Evidence, ...]:
        """What earned somebody a kind of merit, newest first; what the reader may not see is left out."""
        what = (merits.c.thing_kind, merits.c.thing, merits.c.place_kind, merits.c.place)
        last, people = func.max(merits.c.at).label("last"), func.count(merits.c.counted.distinct()).label("people")
        chosen = (
            select(*what, last, people)
            .where(*_counting(member, kind), _is_seen(viewer))
            .group_by(*what)
            .order_by(last.desc(), merits.c.thing)
            .limit(limit)
            .offset(offset)
        )
        rows = self._connection.execute(chosen).all()
        titles = self._titles({_place_of(row) for row in rows})
        return tuple(_evidence_of(row, titles) for row in rows)

    def count_evidence(self, member: str, kind: MeritKind, *, viewer: Viewer) -> int:
        """How many things earned it that a viewer may see."""
        chosen = (
            select(merits.c.thing_kind, merits.c.thing).where(*_counting(member, kind), _is_seen(viewer)).distinct()
        )
        return int(self._connection.scalars(select(func.count()).select_from(chosen.subquery())).one())

    def _titles(self, places: Collection[Thing]) -> dict[Thing, str]:
        found: dict[Thing, str] = {}
        for kind, titled in _TITLED.items():
            wanted = {place.id: place for place in places if place.kind == kind}
            if wanted:
                rows = self._connection.execute(titled.where(titled.selected_columns.id.in_(wanted)))
                found.update({wanted[row.id]: row.title for row in rows})
        return found

    def of_member(self, member: str) -> dict[MeritKind, int]:
        """To how many people somebody ever did good, for each kind."""
        ever = (merit_standings.c.period == EVER, merit_standings.c.member == member)
        rows = self._connection.execute(select(merit_standings.c.kind, merit_standings.c.people).where(*ever))
        return {row.kind: row.people for row in rows}

    # -- who wants to be discreet -----------------------------------------------------------------------------------

    def is_discreet(self, member: str) -> bool:
        """Whether somebody does not want their signs to be shown."""
        return bool(self._connection.scalars(select(_is_discreet(literal(member)))).one())

    def be_discreet(self, member: str, *, is_on: bool, at: datetime) -> None:
        """Show somebody's signs no longer, or again."""
        if is_on:
            statement = insert_unless_there(self._connection, discreet_members)
            self._connection.execute(statement, {"member": member, "at": at})
        else:
            self._connection.execute(delete(discreet_members).where(discreet_members.c.member == member))

    # -- mending ----------------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Let nobody else enter anything until the transaction ends. SQLite has one writer at a time anyway."""
        if self._connection.dialect.name == "postgresql":
            tables = f"{merits.name}, {merit_tallies.name}, {merit_standings.name}, {hidden_merits.name}"
            self._connection.execute(text(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE"))

    def set_hidden(self, things: Collection[Thing]) -> None:
        """Note which questions, replies and contributions are hidden; of the rest it changes nothing."""
        self._connection.execute(delete(hidden_merits).where(hidden_merits.c.thing_kind.in_(POSTS)))
        marks = [{"thing_kind": thing.kind, "thing": thing.id} for thing in things]
        if marks:
            self._connection.execute(insert(hidden_merits), marks)
        is_hidden = exists().where(
            hidden_merits.c.thing_kind == merits.c.thing_kind, hidden_merits.c.thing == merits.c.thing
        )
        self._connection.execute(update(merits).values(is_hidden=is_hidden))

    def replace(self, *, missing: Iterable[Merit], extra: Iterable[Merit], rules: Rules) -> None:
        """Enter what is missing, strike out what is too much, and count everything anew."""
        for merit in extra:
            same = (merits.c.kind == merit.kind, merits.c.member == merit.member, merits.c.counted == merit.counted)
            self._connection.execute(delete(merits).where(_is(merit.thing), merits.c.told == merit.told, *same))
        hidden = self.hidden()
        made = [_row(merit, rules, is_hidden=merit.thing in hidden) for merit in missing]
        if made:
            self._connection.execute(insert_unless_there(self._connection, merits), made)
        self._count_anew(rules)

    def _count_anew(self, rules: Rules) -> None:
        self._connection.execute(delete(merit_tallies))
        self._connection.execute(delete(merit_standings))
        pair = (merits.c.kind, merits.c.member, merits.c.counted)
        for period, grouped in ((merits.c.month, (merits.c.month, *pair)), (literal(EVER), pair)):
            names = ["period", "kind", "member", "counted", "times"]
            tallied = select(period, *pair, func.count()).where(~merits.c.is_hidden).group_by(*grouped)
            self._connection.execute(insert(merit_tallies).from_select(names, tallied))
        limit = case(*((merit_tallies.c.kind == kind, rule.per_person) for kind, rule in rules.kinds.items()), else_=1)
        counting = case((merit_tallies.c.times > limit, limit), else_=merit_tallies.c.times)
        who = (merit_tallies.c.period, merit_tallies.c.kind, merit_tallies.c.member)
        summed = select(*who, func.sum(counting)).group_by(*who)
        self._connection.execute(insert(merit_standings).from_select(["period", "kind", "member", "people"], summed))


def _in_one_order(rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """So that two transactions that change the counts of the same members do not wait for each other."""
    return sorted(rows, key=lambda row: (row.kind, row.member, row.counted, row.number))


def _is(thing: Thing) -> ColumnElement[bool]:
    return and_(merits.c.thing_kind == thing.kind, merits.c.thing == thing.id)


def _counting(member: str, kind: MeritKind) -> tuple[ColumnElement[bool], ...]:
    return merits.c.member == member, merits.c.kind == kind, ~merits.c.is_hidden


def _is_seen(viewer: Viewer) -> ColumnElement[bool]:
    return visible_thing(merits.c.thing_kind, merits.c.thing, viewer)


def _place_of(row: Row[Any]) -> Thing:
    """Where the evidence stands; the thing itself where it stands by itself."""
    return Thing(kind=row.place_kind or row.thing_kind, id=row.place or row.thing)


def _evidence_of(row: Row[Any], titles: dict[Thing, str]) -> Evidence:
    place = _place_of(row)
    return Evidence(
        thing=Thing(kind=row.thing_kind, id=row.thing),
        place=place,
        title=titles.get(place, ""),
        people=row.people,
        at=row.last,
    )


def _is_discreet(member: ColumnElement[Any]) -> ColumnElement[bool]:
    return select(discreet_members.c.member).where(discreet_members.c.member == member).exists()


def _row(merit: Merit, rules: Rules, *, is_hidden: bool) -> dict[str, Any]:
    place = merit.place
    return {
        "kind": merit.kind,
        "member": merit.member,
        "counted": merit.counted,
        "told": merit.told,
        "thing_kind": merit.thing.kind,
        "thing": merit.thing.id,
        "place_kind": place.kind if place is not None else None,
        "place": place.id if place is not None else None,
        "at": merit.at,
        "month": rules.month_of(merit.at),
        "is_hidden": is_hidden,
    }


def merit_of(row: Row[Any]) -> Merit:
    """From a row of the ledger."""
    return Merit(
        kind=row.kind,
        member=row.member,
        counted=row.counted,
        told=row.told,
        thing=Thing(kind=row.thing_kind, id=row.thing),
        place=Thing(kind=row.place_kind, id=row.place) if row.place is not None else None,
        at=row.at,
    )
