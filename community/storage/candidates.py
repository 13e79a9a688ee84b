"""Which posts are worth scoring for a search: those that hold most of what is looked for.

To rank every post that holds a common word would be to read half of a large community. So rare words are looked up
whole, and each post that holds some of them is weighed; of common words only those are asked that stand beside a rare
one. Where nothing rare is looked for, the newest posts that hold all of it are taken.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from sqlalchemy import Connection, case, cast, func, literal, literal_column, select, union_all
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import UserDefinedType

from community.storage.tables import search_posts

ENOUGH = {"sqlite": 20_000, "postgresql": 6_000}  # posts that are weighed for one search; PostgreSQL reads each of them

_IN_TITLE = 1.3
"""What a word in the title counts for beside one that stands elsewhere: about what ``community.search`` makes of it."""

WEIGHED = 8  # words, after which common ones no longer tell enough to be looked up
_AT_ONCE = 500  # posts in one question to SQLite


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word that is looked for."""

    stems: tuple[str, ...]
    """Any of them stands for it."""
    posts: int
    """How many posts hold one of them, at most."""
    weight: float
    """How much it tells."""


Groups = Sequence[Sequence[Term]]
"""A post must hold a term of every group."""


def candidates(
    connection: Connection, terms: Iterable[Term], *, within: Sequence[ColumnElement[bool]], limit: int
) -> dict[int, float]:
    """The numbers of about ``limit`` posts that hold some of the terms, with what they hold; the most first.

    Where only common words are looked for, it is what they hold at least.

    ``within`` are conditions on ``search_posts``.
    """
    find = _InSqlite(connection) if connection.dialect.name == "sqlite" else _InPostgresql(connection)
    enough = ENOUGH[connection.dialect.name]
    rare, common = _apart(terms, enough)
    if sum(term.posts for term in rare) <= enough:
        return find.weighed(rare, common[: max(0, WEIGHED - len(rare))], within, limit) if rare else {}
    numbers: dict[int, float] = {}
    for groups in _from_strict_to_lenient(rare, common):
        if len(numbers) < limit:
            held = sum(min(term.weight for term in group) for group in groups)
            numbers = {**dict.fromkeys(find.newest(groups, within, limit), held), **numbers}
    return numbers


def _apart(terms: Iterable[Term], enough: int) -> tuple[list[Term], list[Term]]:
    """The rarest terms, as many as stand in ``enough`` posts together (the very rarest in any case), and the others."""
    by_rarity = sorted(terms, key=lambda term: (term.posts, term.stems))
    total, rare = 0, by_rarity[:1]
    for one, next_one in pairwise(by_rarity):
        total += one.posts
        if total + next_one.posts > enough:
            break
        rare.append(next_one)
    return rare, by_rarity[len(rare) :]


def _from_strict_to_lenient(rare: list[Term], common: list[Term]) -> Iterator[Groups]:
    if common:
        yield [rare, *([term] for term in common)]
        yield [rare, common]
    yield [rare]


class _InSqlite:
    """Candidates from FTS5, whose own ranking takes longer than to weigh what it finds: it counts anew in every search.

    Its cursor is used as it is: a search may put a hundred small questions, and take in thousands of numbers.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def weighed(
        self, rare: Sequence[Term], common: Sequence[Term], within: Sequence[ColumnElement[bool]], limit: int
    ) -> dict[int, float]:
        weights: dict[int, float] = {}
        for term in rare:
            self._weigh(weights, _any_in_fts5([term]), term.weight)
            self._weigh(weights, f"title : ({_any_in_fts5([term])})", term.weight * (_IN_TITLE - 1))
        beside = _any_in_fts5(rare)
        for term in common:
            self._weigh(weights, f"({beside}) AND ({_any_in_fts5([term])})", term.weight)
        numbers = sorted(weights, reverse=True)
        numbers.sort(key=weights.__getitem__, reverse=True)
        return {number: weights[number] for number in self._passing(iter(numbers), within, limit)}

    def _weigh(self, weights: dict[int, float], wanted: str, weight: float) -> None:
        for (number,) in self._matching(wanted):
            weights[number] = weights.get(number, 0.0) + weight

    def newest(self, groups: Groups, within: Sequence[ColumnElement[bool]], limit: int) -> list[int]:
        wanted = " AND ".join(f"({_any_in_fts5(group)})" for group in groups)
        numbers = (number for (number,) in self._matching(wanted, "ORDER BY rowid DESC"))
        return self._passing(numbers, within, limit)

    def _matching(self, wanted: str, order: str = "") -> Iterable[Any]:
        look = f"SELECT rowid FROM search_index WHERE search_index MATCH ? {order}"  # noqa: S608 - only this file's words
        cursor = self._connection.connection.cursor()
        cursor.execute(look, (wanted,))
        return iter(cursor.fetchone, None) if order else cursor.fetchall()

    def _passing(self, numbers: Iterator[int], within: Sequence[ColumnElement[bool]], limit: int) -> list[int]:
        """The first of them for which the conditions hold."""
        passed: list[int] = []
        while len(passed) < limit and (some := _taken(numbers, _AT_ONCE if within else limit)):
            if within:
                hold = select(search_posts.c.number).where(search_posts.c.number.in_(some), *within)
                held = set(self._connection.scalars(hold))
                some = [number for number in some if number in held]
            passed += some
        return passed[:limit]


class _InPostgresql:
    """Candidates from the GIN index over lexemes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def weighed(
        self, rare: Sequence[Term], common: Sequence[Term], within: Sequence[ColumnElement[bool]], limit: int
    ) -> dict[int, float]:
        looks = [(_any_lexeme([term]), term) for term in rare]
        looks += [(f"({_any_lexeme(rare)}) & ({_any_lexeme([term])})", term) for term in common]
        each = union_all(
            *(
                select(search_posts.c.number, _weight_of(term).label("weight")).where(_holds(wanted), *within)
                for wanted, term in looks
            )
        ).subquery()
        told = func.sum(each.c.weight)
        best = select(each.c.number, told).group_by(each.c.number).order_by(told.desc(), each.c.number.desc())
        return {row[0]: row[1] for row in self._connection.execute(best.limit(limit)).all()}

    def newest(self, groups: Groups, within: Sequence[ColumnElement[bool]], limit: int) -> list[int]:
        wanted = " & ".join(f"({_any_lexeme(group)})" for group in groups)
        found = select(search_posts.c.number).where(_holds(wanted), *within)
        return list(self._connection.scalars(found.order_by(search_posts.c.number.desc()).limit(limit)))


class _Tsquery(UserDefinedType[str]):
    """PostgreSQL's type of a search, named without importing that dialect."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "TSQUERY"


_TSQUERY = _Tsquery()
_LEXEMES: ColumnElement[str] = literal_column("search_posts.lexemes")


def _holds(wanted: str) -> ColumnElement[bool]:
    return _LEXEMES.bool_op("@@")(cast(wanted, _TSQUERY))


def _weight_of(term: Term) -> ColumnElement[float]:
    title = literal(" ").concat(search_posts.c.title).concat(" ")
    in_title = [title.contains(f" {stem} ", autoescape=True) for stem in term.stems]
    return case(*((there, term.weight * _IN_TITLE) for there in in_title), else_=term.weight)


def _any_in_fts5(terms: Iterable[Term]) -> str:
    return " OR ".join(f'"{stem}"' for term in terms for stem in term.stems)


def _any_lexeme(terms: Iterable[Term]) -> str:
    # Written as lexemes between quotes: no parser of PostgreSQL's has a say in what a stem is.
    return " | ".join(f"'{stem}'" for term in terms for stem in term.stems)


def _taken(numbers: Iterator[int], count: int) -> list[int]:
    return list(islice(numbers, count))
