"""The meaning of posts as rows: which wait for their vector, which have one, and of which model they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, update

from community.storage.tables import meaning_state, meanings, search_posts

UNUSABLE = 0
"""The change of a post of which no vector can be made."""

_KEPT = select(meanings.c.number, meanings.c.change, meanings.c.vector)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What all vectors have in common."""

    model: str
    """Empty as long as there are none."""
    dimensions: int
    place: str
    change: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The vector of a post as it is kept."""

    number: int
    change: int
    vector: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post that search finds."""

    number: int
    post: str
    thread: str
    is_reply: bool
    space: str


class MeaningRows:
    """The meaning of posts within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def connection(self) -> Connection:
        """For the stores of vectors, which have statements of their own."""
        return self._connection

    def state(self) -> State:
        """What all vectors have in common."""
        row = self._connection.execute(select(meaning_state)).one()
        return State(model=row.model, dimensions=row.dimensions, place=row.place, change=row.change)

    def begin_anew(self, *, model: str, dimensions: int, place: str) -> None:
        """Forget every vector: each post waits for one of this model."""
        self._connection.execute(update(meanings).values(change=None, vector=None))
        change = meaning_state.c.change + 1
        self._connection.execute(
            update(meaning_state).values(model=model, dimensions=dimensions, place=place, change=change)
        )

    def next_change(self) -> int:
        """The number of the changes that this transaction makes; nobody else makes any meanwhile."""
        self._connection.execute(update(meaning_state).values(change=meaning_state.c.change + 1))
        change: int = self._connection.scalars(select(meaning_state.c.change)).one()
        return change

    def waiting(self, *, limit: int) -> list[Post]:
        """Some of the posts that wait for their vector, the newest first: they are what members talk about now."""
        chosen = select(meanings.c.number).where(meanings.c.change.is_(None))
        numbers = self._connection.scalars(chosen.order_by(meanings.c.number.desc()).limit(limit))
        return self.posts(list(numbers))

    def count_waiting(self) -> int:
        """How many posts wait."""
        counted = select(func.count()).select_from(meanings).where(meanings.c.change.is_(None))
        return self._connection.scalars(counted).one()

    def count(self, *, until: int | None = None) -> int:
        """How many posts have a vector; with ``until``, one that has been there since that change."""
        counted = select(func.count()).select_from(meanings).where(meanings.c.change > UNUSABLE)
        return self._connection.scalars(counted if until is None else counted.where(meanings.c.change <= until)).one()

    def some(self, *, limit: int) -> list[int]:
        """About ``limit`` posts that have a vector, from everywhere; all of them where there are few."""
        most = self._connection.scalars(select(func.max(meanings.c.number))).one() or 0
        # The same ones each time, so that the same question finds the same.
        drawn = range(1, most + 1) if most <= limit else Random(most).sample(range(1, most + 1), limit)  # noqa: S311
        chosen = select(meanings.c.number).where(meanings.c.change > UNUSABLE, meanings.c.number.in_(list(drawn)))
        return list(self._connection.scalars(chosen.order_by(meanings.c.number)))

    def posts(self, numbers: Iterable[int]) -> list[Post]:
        """The posts of these numbers, those that are there, in their order."""
        listed = list(numbers)
        columns = (getattr(search_posts.c, name) for name in ("number", "post", "thread", "is_reply", "space"))
        found = self._connection.execute(select(*columns).where(search_posts.c.number.in_(listed)))
        rows = {row.number: Post(**row._mapping) for row in found}
        return [rows[number] for number in listed if number in rows]

    def set(self, vectors: Mapping[int, bytes | None], *, change: int) -> None:
        """Note that these posts have their vectors; one that is gone meanwhile stays away."""
        changed = update(meanings).where(meanings.c.number == bindparam("at"))
        rows = [{"at": number, "change": change, "vector": vector} for number, vector in sorted(vectors.items())]
        if rows:
            self._connection.execute(changed, rows)

    def give_up(self, numbers: Iterable[int]) -> None:
        """Note that of these posts no vector can be made."""
        self.set(dict.fromkeys(numbers), change=UNUSABLE)

    def since(self, change: int, *, limit: int) -> list[Kept]:
        """The vectors that came after a change, the newest; at most ``limit``."""
        newer = _KEPT.where(meanings.c.change > change, meanings.c.vector.is_not(None))
        return self._kept(newer.order_by(meanings.c.change.desc()).limit(limit))

    def stretch(self, *, after: int, until: int, limit: int) -> list[Kept]:
        """The vectors of the posts behind a number, in the order of their numbers, that came until a change."""
        here = _KEPT.where(meanings.c.number > after, meanings.c.change <= until, meanings.c.vector.is_not(None))
        return self._kept(here.order_by(meanings.c.number).limit(limit))

    def _kept(self, chosen: Select[Any]) -> list[Kept]:
        rows = self._connection.execute(chosen)
        return [Kept(number=row.number, change=row.change, vector=bytes(row.vector)) for row in rows]

    def vectors(self, numbers: Sequence[int]) -> dict[int, bytes]:
        """The vectors of these posts, of those that have one."""
        listed = ",".join(str(int(number)) for number in numbers)
        if not listed:
            return {}
        # To bind hundreds of numbers would take longer than to look them up.
        look = f"SELECT number, vector FROM meanings WHERE vector IS NOT NULL AND number IN ({listed})"  # noqa: S608
        return {number: bytes(vector) for number, vector in self._connection.exec_driver_sql(look)}
