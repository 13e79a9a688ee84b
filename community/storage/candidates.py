"""Which posts are worth scoring for a search: those that hold most of what is looked for.

To rank every post that holds a common word would be to read half of a large community. So rare words are looked up
whole, and each post that holds some of them is weighed; of common words only those are asked that stand beside a rare
one. Where nothing rare is looked for, the newest posts that hold all of it are taken.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, case, cast, func, literal, literal_column, select, union_all
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import UserDefinedType

from community.storage.tables import search_posts

ENOUGH = {"sqlite": 20_000, "postgresql": 6_000}  # posts that are weighed for one search; PostgreSQL reads each of them

IN_TITLE = 1.3
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
    connection: Connection,
    terms: Iterable[Term],
    *,
    within: Sequence[ColumnElement[bool]],
    limit: int,
    titles: bool = True,
) -> dict[int, float]:
    """The numbers of about ``limit`` posts that hold some of the terms, with what they hold; the most first.

    Where only common words are looked for, it is what they hold at least.

    ``within`` are conditions on ``search_posts``; ``titles`` says whether a word counts ``IN_TITLE`` times there.
    """
    find = _InSqlite(connection, titles) if connection.dialect.name == "sqlite" else _InPostgresql(connection, titles)
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

    def __init__(self, connection: Connection, titles: bool) -> None:
        self._connection = connection
        self._titles = titles

    def weighed(
        self, rare: Sequence[Term], common: Sequence[Term], within: Sequence[ColumnElement[bool]], limit: int
    ) -> dict[int, float]:
        beside = _any_in_fts5(rare)
        looks = [(_any_in_fts5([term]), term.weight) for term in rare]
        looks += [(f"({beside}) AND ({_any_in_fts5([term])})", term.weight) for term in common]
        if self._titles:
            looks += [(f"title : ({_any_in_fts5([term])})", term.weight * (IN_TITLE - 1)) for term in rare]
        found = [(self._all(wanted), weight) for wanted, weight in looks]
        numbers, places = np.unique(np.concatenate([posts for posts, _ in found]), return_inverse=True)
        weights = np.bincount(places, weights=np.concatenate([np.full(len(posts), weight) for posts, weight in found]))
        order = np.lexsort((-numbers, -weights))
        if not within:
            order = order[:limit]
        told = dict(zip(numbers[order].tolist(), weights[order].tolist(), strict=True))
        return {number: told[number] for number in self._passing(iter(told), within, limit)} if within else told

    def _all(self, wanted: str) -> NDArray[np.int64]:
        """The numbers of all posts that match, through one text: a row for each takes twice as long."""
        cursor = self._connection.connection.cursor()
        cursor.execute("SELECT group_concat(rowid) FROM search_index WHERE search_index MATCH ?", (wanted,))
        ((posts,),) = cursor.fetchall()
        return np.fromstring(posts, dtype=np.int64, sep=",") if posts else np.empty(0, dtype=np.int64)

    def newest(self, groups: Groups, within: Sequence[ColumnElement[bool]], limit: int) -> list[int]:
        wanted = " AND ".join(f"({_any_in_fts5(group)})" for group in groups)
        cursor = self._connection.connection.cursor()
        cursor.execute("SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC", (wanted,))
        return self._passing((number for (number,) in iter(cursor.fetchone, None)), within, limit)

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

    def __init__(self, connection: Connection, titles: bool) -> None:
        self._connection = connection
        self._titles = titles

    def weighed(
        self, rare: Sequence[Term], common: Sequence[Term], within: Sequence[ColumnElement[bool]], limit: int
    ) -> dict[int, float]:
        looks = [(_any_lexeme([term]), term) for term in rare]
        looks += [(f"({_any_lexeme(rare)}) & ({_any_lexeme([term])})", term) for term in common]
        each = union_all(
            *(
                select(search_posts.c.number, self._weight_of(term).label("weight")).where(_holds(wanted), *within)
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

    def _weight_of(self, term: Term) -> ColumnElement[float]:
        if not self._titles:
            return literal(term.weight)
        title = literal(" ").concat(search_posts.c.title).concat(" ")
        in_title = [title.contains(f" {stem} ", autoescape=True) for stem in term.stems]
        return case(*((there, term.weight * IN_TITLE) for there in in_title), else_=term.weight)


class _Tsquery(UserDefinedType[str]):
    """PostgreSQL's type of a search, named without importing that dialect."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "TSQUERY"


_TSQUERY = _Tsquery()
_LEXEMES: ColumnElement[str] = literal_column("search_posts.lexemes")


def _holds(wanted: str) -> ColumnElement[bool]:
    return _LEXEMES.bool_op("@@")(cast(wanted, _TSQUERY))


def _any_in_fts5(terms: Iterable[Term]) -> str:
    return " OR ".join(f'"{stem}"' for term in terms for stem in term.stems)


def _any_lexeme(terms: Iterable[Term]) -> str:
    # Written as lexemes between quotes: no parser of PostgreSQL's has a say in what a stem is.
    return " | ".join(f"'{stem}'" for term in terms for stem in term.stems)


def _taken(numbers: Iterator[int], count: int) -> list[int]:
    return list(islice(numbers, count))
