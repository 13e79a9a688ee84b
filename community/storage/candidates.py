"""Which posts are worth scoring for a search: those that hold most of what is looked for.

To rank every post that holds a common word would be to read half of a large community. So rare words are looked up
whole, and each post that holds some of them is weighed; of common words only those are asked that stand beside a rare
one. Where nothing rare is looked for, the newest posts that hold all of it are taken.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, bindparam, case, cast, func, literal_column, select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import UserDefinedType

from community.storage.tables import search_posts

ENOUGH = {"sqlite": 20_000, "postgresql": 6_000}
"""Posts that are weighed for one search at most. PostgreSQL reads each of them."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Which posts are looked at."""

    is_reply: bool = False
    """Only replies."""
    begins: str = ""
    """With what their ids begin."""
    space: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same as conditions on ``search_posts``."""
        held: list[ColumnElement[bool]] = []
        if self.is_reply:
            held.append(search_posts.c.is_reply)
        if self.begins:
            held.append(search_posts.c.post.startswith(self.begins, autoescape=True))
        if self.space is not None:
            held.append(search_posts.c.space == self.space)
        return held


ANYWHERE = Within()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Posts that hold some of what is looked for."""

    held: dict[int, float]
    """What they hold, by their numbers; the most first. Where only common words are looked for, what they hold at
    least."""
    titled: tuple[Term, ...] = ()
    """The terms that count ``IN_TITLE`` times there where they stand in the title."""


def candidates(
    connection: Connection,
    terms: Iterable[Term],
    *,
    within: Within = ANYWHERE,
    limit: int,
    titles: bool = True,
) -> Candidates:
    """About ``limit`` posts. ``titles`` says whether they are looked up by the rare words in their titles as well."""
    find = _InSqlite(connection) if connection.dialect.name == "sqlite" else _InPostgresql(connection)
    enough = ENOUGH[connection.dialect.name]
    # Elsewhere it is not known how many of the posts that hold a word are looked at.
    rare, common = _apart(terms, enough, sure_of=limit // 2 if within == ANYWHERE else None)
    if not rare:
        return Candidates(held={})
    beside = common[: max(0, WEIGHED - len(rare))]
    if sum(term.posts for term in rare) <= enough:
        titled = tuple(term for term in (*rare, *beside) if titles and term.posts <= enough)
        return Candidates(held=find.weighed(rare, beside, within, limit, titled=titled), titled=titled)
    numbers: dict[int, float] = {}
    for groups in _from_strict_to_lenient(rare, beside):
        if len(numbers) < limit:
            held = sum(min(term.weight for term in group) for group in groups)
            numbers = {**dict.fromkeys(find.newest(groups, within, limit), held), **numbers}
    return Candidates(held=numbers)


def _apart(terms: Iterable[Term], enough: int, *, sure_of: int | None = None) -> tuple[list[Term], list[Term]]:
    """The rarest terms, as many as stand in ``enough`` posts together (the very rarest in any case), and the others.

    No more of them than it takes to be sure of so many posts: where that many hold a term that tells more than all
    commoner ones together, what holds only those is not among the first (Turtle and Flood, *Query Evaluation:
    Strategies and Optimizations*, 1995, section 4.2; what a title adds is left out of account).
    """
    by_rarity = sorted(terms, key=lambda term: (term.posts, term.stems))
    total, least, surely = 0, math.inf, 0.0
    others = sum(term.weight for term in by_rarity)
    for place, term in enumerate(by_rarity):
        if place and (total + term.posts > enough or surely > others):
            return by_rarity[:place], by_rarity[place:]
        total += term.posts
        others -= term.weight
        least = min(least, term.weight)
        if sure_of is not None and total >= sure_of:
            surely = max(surely, least)
    return by_rarity, []


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
        self, rare: Sequence[Term], common: Sequence[Term], within: Within, limit: int, *, titled: Sequence[Term]
    ) -> dict[int, float]:
        beside = _any_in_fts5(rare)
        looks = [(_any_in_fts5([term]), term.weight) for term in rare]
        looks += [(f"({beside}) AND ({_any_in_fts5([term])})", term.weight) for term in common]
        looks += [(f"title : ({_any_in_fts5([term])})", term.weight * (IN_TITLE - 1)) for term in titled]
        found = [(self._all(wanted), weight) for wanted, weight in looks]
        if within == ANYWHERE:
            return _heaviest(found, limit)
        told = _heaviest(found)
        return {number: told[number] for number in self._passing(iter(told), within, limit)}

    def _all(self, wanted: str) -> NDArray[np.int64]:
        """The numbers of all posts that match, through one text: a row for each takes twice as long."""
        cursor = self._connection.connection.cursor()
        cursor.execute("SELECT group_concat(rowid) FROM search_index WHERE search_index MATCH ?", (wanted,))
        ((posts,),) = cursor.fetchall()
        return _numbers_in(posts)

    def newest(self, groups: Groups, within: Within, limit: int) -> list[int]:
        wanted = " AND ".join(f"({_any_in_fts5(group)})" for group in groups)
        cursor = self._connection.connection.cursor()
        cursor.execute("SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC", (wanted,))
        return self._passing((number for (number,) in iter(cursor.fetchone, None)), within, limit)

    def _passing(self, numbers: Iterator[int], within: Within, limit: int) -> list[int]:
        """The first of them for which the conditions hold."""
        passed: list[int] = []
        while len(passed) < limit and (some := _taken(numbers, limit if within == ANYWHERE else _AT_ONCE)):
            if within != ANYWHERE:
                hold = select(search_posts.c.number).where(search_posts.c.number.in_(some), *within.conditions())
                held = set(self._connection.scalars(hold))
                some = [number for number in some if number in held]
            passed += some
        return passed[:limit]


class _InPostgresql:
    """Candidates from the GIN indices over lexemes, those of the whole post and those of its title alone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def weighed(
        self, rare: Sequence[Term], common: Sequence[Term], within: Within, limit: int, *, titled: Sequence[Term]
    ) -> dict[int, float]:
        beside = _any_lexeme(rare)
        looks = [(_any_lexeme([term]), "", term.weight) for term in rare]
        looks += [(f"({beside}) & ({_any_lexeme([term])})", "", term.weight) for term in common]
        looks += [("", _any_lexeme([term]), term.weight * (IN_TITLE - 1)) for term in titled]
        wanted = {"wanted": _tsqueries(look[0] for look in looks), "titled": _tsqueries(look[1] for look in looks)}
        found = self._connection.scalars(_all_that_hold(within), wanted).all()
        return _heaviest([(_numbers_in(posts), look[2]) for posts, look in zip(found, looks, strict=True)], limit)

    def newest(self, groups: Groups, within: Within, limit: int) -> list[int]:
        wanted = " & ".join(f"({_any_lexeme(group)})" for group in groups)
        found = select(search_posts.c.number).where(_holds(wanted), *within.conditions())
        return list(self._connection.scalars(found.order_by(search_posts.c.number.desc()).limit(limit)))


def _heaviest(found: Sequence[tuple[NDArray[np.int64], float]], limit: int | None = None) -> dict[int, float]:
    """What the posts weigh that were found in several ways; the heaviest first, and of equal ones the newest."""
    numbers = np.concatenate([posts for posts, _ in found])
    weights = np.repeat([weight for _, weight in found], [len(posts) for posts, _ in found])
    by_number = np.argsort(numbers, kind="stable")  # mostly sorted already, which this one makes use of
    numbers, weights = numbers[by_number], weights[by_number]
    first = np.flatnonzero(np.diff(numbers, prepend=-1))
    if not len(first):
        return {}
    numbers, weights = numbers[first], np.add.reduceat(weights, first)
    if limit is not None and len(numbers) > limit:  # of thousands only these are brought into order
        heavy = weights >= np.partition(weights, -limit)[-limit]
        numbers, weights = numbers[heavy], weights[heavy]
    order = len(numbers) - 1 - np.argsort(-weights[::-1], kind="stable")[:limit]
    return dict(zip(numbers[order].tolist(), weights[order].tolist(), strict=True))


def _numbers_in(listed: str | None) -> NDArray[np.int64]:
    return np.fromstring(listed, dtype=np.int64, sep=",") if listed else np.empty(0, dtype=np.int64)


class _Tsquery(UserDefinedType[str]):
    """PostgreSQL's type of a search, named without importing that dialect."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "TSQUERY"


class _Tsqueries(UserDefinedType[str]):
    """Several of them, as the text of an array."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "TSQUERY[]"


_TSQUERY, _TSQUERIES = _Tsquery(), _Tsqueries()
_LEXEMES: ColumnElement[str] = literal_column("search_posts.lexemes")
_OF_TITLE: ColumnElement[str] = literal_column(
    # To the letter what the index is made of: else it is not used.
    "array_to_tsvector(array_remove(string_to_array(search_posts.title, ' '), ''))"
)


@lru_cache
def _all_that_hold(within: Within) -> Select[Any]:
    """For each pair of searches, of which one is missing, the posts that hold the first, or the second in their title.

    One statement for any number of words: the server plans it once. Of the posts it gives the numbers, as the text of
    a list, or nothing.
    """
    look = func.unnest(cast(bindparam("wanted"), _TSQUERIES), cast(bindparam("titled"), _TSQUERIES))
    looks = look.table_valued("wanted", "titled").render_derived(name="looks")
    in_post, in_title = _LEXEMES.bool_op("@@")(looks.c.wanted), _OF_TITLE.bool_op("@@")(looks.c.titled)

    def numbers(held: ColumnElement[bool]) -> ColumnElement[str]:
        listed = func.array_to_string(func.array_agg(search_posts.c.number), ",")
        return select(listed).where(held, *within.conditions()).correlate(looks).scalar_subquery()

    return select(case((looks.c.titled.is_(None), numbers(in_post)), else_=numbers(in_title)))


def _holds(wanted: str) -> ColumnElement[bool]:
    return _LEXEMES.bool_op("@@")(cast(wanted, _TSQUERY))


def _tsqueries(wanted: Iterable[str]) -> str:
    """The text of an array of them; an empty one is missing there."""
    return "{" + ",".join(f'"{one}"' if one else "NULL" for one in wanted) + "}"


def _any_in_fts5(terms: Iterable[Term]) -> str:
    return " OR ".join(f'"{stem}"' for term in terms for stem in term.stems)


def _any_lexeme(terms: Iterable[Term]) -> str:
    # Written as lexemes between quotes: no parser of PostgreSQL's has a say in what a stem is.
    return " | ".join(f"'{stem}'" for term in terms for stem in term.stems)


def _taken(numbers: Iterator[int], count: int) -> list[int]:
    return list(islice(numbers, count))
