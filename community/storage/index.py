"""What search looks things up in: stems of every post, how common each stem is, how known words are spelled.

It is written in the transaction of the post, so that the two never disagree.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Select, case, cast, delete, literal, literal_column, select, text, update
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import UserDefinedType

from community.forum import Question, Reply
from community.storage.index_entries import ALL_POSTS, TIP, Entries, entries_of, entries_of_tip
from community.storage.statements import insert_into, insert_unless_there
from community.storage.tables import search_posts, search_spellings, search_stems
from community.tips import Tip
from community.words import spellings

_AT_ONCE = 10_000  # words in one question to a database, which takes only so many
ENOUGH = 8_000  # posts that are ranked for one search

_Groups = list[list[str]]


class _Tsquery(UserDefinedType[str]):
    """PostgreSQL's type of a search, named without importing that dialect."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "TSQUERY"


_TSQUERY = _Tsquery()
_LEXEMES: ColumnElement[str] = literal_column("search_posts.lexemes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """A post as search sees it."""

    number: int
    """Greater for a post that was published later."""
    post: str
    thread: str
    is_reply: bool
    language: str
    title: list[str]
    body: list[str]
    reply: list[str]
    """Empty for a question and a tip. A reply carries the title and the body of its question."""

    @property
    def tip(self) -> str | None:
        """The id of the tip that it is; None for what stands in a forum."""
        return self.post.removeprefix(TIP) if self.post.startswith(TIP) else None


class IndexRows:
    """The search index within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_question(self, question: Question) -> None:
        """Make a question findable."""
        self.add(entries_of([(question, None)]))

    def add_reply(self, reply: Reply, question: Question) -> None:
        """Make a reply findable, by its own words and those of its question."""
        self.add(entries_of([(question, reply)]))

    def add(self, entries: Entries) -> None:
        """Make posts findable, few or many."""
        if entries.posts:
            self._connection.execute(search_posts.insert(), entries.posts)
            self._count_more(entries.counts)
            self._learn(entries.spelled)

    def remove_tip(self, id: str) -> None:
        """Make a tip findable no longer."""
        self.remove(f"{TIP}{id}")

    def put_tip(self, tip: Tip) -> None:
        """Make a tip findable as it is now, and no longer as it was; not at all if hidden, or without a version."""
        self.remove_tip(tip.id)
        if tip.version and tip.hidden_at is None:
            self.add(entries_of_tip(tip))

    def remove(self, post: str) -> None:
        """Forget one post."""
        self._remove(search_posts.c.post == post)

    def remove_thread(self, question: str) -> None:
        """Forget a question and its replies."""
        self._remove(search_posts.c.thread == question)

    def size(self) -> int:
        """How many posts there are."""
        counted = select(search_stems.c.posts).where(search_stems.c.stem == ALL_POSTS)
        return self._connection.scalars(counted).one_or_none() or 0

    def frequencies(self, wanted: Iterable[str]) -> dict[str, int]:
        """In how many posts each of these stems stands; those that stand in none are left out."""
        known = select(search_stems.c.stem, search_stems.c.posts)
        known = known.where(search_stems.c.stem.in_(sorted(wanted)), search_stems.c.posts > 0)
        return {row.stem: row.posts for row in self._connection.execute(known)}

    def spelled_like(self, wanted: Iterable[str]) -> list[tuple[str, str]]:
        """Known words, each with its stem, that may be one typing mistake away from one of these."""
        variants = sorted({variant for word in wanted for variant in spellings(word)})
        if not variants:
            return []
        near = select(search_spellings.c.word, search_spellings.c.stem).distinct()
        return [
            (word, its) for word, its in self._connection.execute(near.where(search_spellings.c.variant.in_(variants)))
        ]

    def holding(
        self, wanted: dict[str, int], *, weights: dict[str, float], space: str | None, replies_only: bool, limit: int
    ) -> list[Indexed]:
        """About ``limit`` posts that hold at least one of the stems, in no order; those that hold most are there.

        ``wanted`` gives how many posts hold each stem, ``weights`` how much each tells. Common stems alone find
        nothing where there are rarer ones: that would be to read half of a large community for every search.
        """
        rare, common = _apart(wanted)
        within = [] if space is None else [search_posts.c.space == space]
        within += [search_posts.c.is_reply] if replies_only else []
        by_rank = sum(wanted[stem] for stem in rare) <= ENOUGH
        numbers: dict[int, None] = {}
        for groups in _from_strict_to_lenient(rare, common):
            if len(numbers) < limit:
                search = self._in_sqlite if self._connection.dialect.name == "sqlite" else self._in_postgresql
                found = search(groups, weights if by_rank else {}, within).limit(limit)
                numbers |= dict.fromkeys(self._connection.scalars(found))
        rows = self._connection.execute(select(search_posts).where(search_posts.c.number.in_(list(numbers))))
        return [_indexed(row) for row in rows]

    def _in_sqlite(
        self, groups: _Groups, weights: dict[str, float], within: Sequence[ColumnElement[bool]]
    ) -> Select[tuple[int]]:
        """Posts that hold a stem of each group, the best first by FTS5's own measure, or the newest without weights."""
        each = (" OR ".join(f'"{stem}"' for stem in group) for group in groups)
        return (
            select(search_posts.c.number)
            .select_from(text("search_index"))
            .join(search_posts, text("search_posts.number = search_index.rowid"))
            .where(text("search_index MATCH :stems").bindparams(stems=" AND ".join(f"({any_of})" for any_of in each)))
            .where(*within)
            .order_by(text("bm25(search_index, 4.0, 1.0, 1.0)" if weights else "search_index.rowid DESC"))
        )

    def _in_postgresql(
        self, groups: _Groups, weights: dict[str, float], within: Sequence[ColumnElement[bool]]
    ) -> Select[tuple[int]]:
        """Posts that hold a stem of each group, those whose stems tell most first, or the newest without weights."""
        # Written as lexemes between quotes: no parser of PostgreSQL's has a say in what a stem is.
        each = (" | ".join(f"'{stem}'" for stem in group) for group in groups)
        found = (
            select(search_posts.c.number)
            .where(_LEXEMES.bool_op("@@")(cast(" & ".join(f"({any_of})" for any_of in each), _TSQUERY)))
            .where(*within)
        )
        told = [
            case((_LEXEMES.bool_op("@@")(cast(f"'{stem}'", _TSQUERY)), weight), else_=0.0)
            for stem, weight in weights.items()
        ]
        best_first = [sum(told, literal(0.0)).desc()] if told else []
        return found.order_by(*best_first, search_posts.c.number.desc())

    def _remove(self, condition: ColumnElement[bool]) -> None:
        for row in self._connection.execute(select(search_posts).where(condition)).all():
            indexed = _indexed(row)
            held = {ALL_POSTS, *indexed.title, *indexed.body, *indexed.reply}
            fewer = update(search_stems).where(search_stems.c.stem.in_(sorted(held)))
            self._connection.execute(fewer.values(posts=search_stems.c.posts - 1))
        self._connection.execute(delete(search_posts).where(condition))

    def _count_more(self, counts: Counter[str]) -> None:
        counted = insert_into(self._connection, search_stems)
        counted = counted.on_conflict_do_update(
            index_elements=["stem"], set_={"posts": search_stems.c.posts + counted.excluded.posts}
        )
        # In one order everywhere, so that two transactions never wait for each other.
        self._connection.execute(counted, [{"stem": found, "posts": counts[found]} for found in sorted(counts)])

    def _learn(self, spelled: set[tuple[str, str]]) -> None:
        """Note how words are spelled, those that are new."""
        new = spelled - self._known(sorted({word for word, _ in spelled}))
        if new:
            self._connection.execute(
                insert_unless_there(self._connection, search_spellings),
                [
                    {"variant": variant, "word": word, "stem": its}
                    for word, its in sorted(new)
                    for variant in sorted(spellings(word))
                ],
            )

    def _known(self, spelled: list[str]) -> set[tuple[str, str]]:
        known = select(search_spellings.c.word, search_spellings.c.stem).where(
            search_spellings.c.word == search_spellings.c.variant
        )
        return {
            (word, its)
            for start in range(0, len(spelled), _AT_ONCE)
            for word, its in self._connection.execute(
                known.where(search_spellings.c.variant.in_(spelled[start : start + _AT_ONCE]))
            )
        }


def _apart(wanted: dict[str, int]) -> tuple[list[str], list[str]]:
    """The rarest stems, as many as stand in ``ENOUGH`` posts together (the very rarest in any case), and the others."""
    by_rarity = sorted(wanted, key=lambda its: (wanted[its], its))
    total, rare = 0, by_rarity[:1]
    for one, next_one in pairwise(by_rarity):
        total += wanted[one]
        if total + wanted[next_one] > ENOUGH:
            break
        rare.append(next_one)
    return rare, by_rarity[len(rare) :]


def _from_strict_to_lenient(rare: list[str], common: list[str]) -> Iterator[_Groups]:
    """What to look for, each more lenient than the one before: a post must hold one stem of every group."""
    if common:
        yield [rare, *([stem] for stem in common)]
        yield [rare, common]
    if rare:
        yield [rare]


def _indexed(row: Any) -> Indexed:
    return Indexed(
        number=row.number,
        post=row.post,
        thread=row.thread,
        is_reply=row.is_reply,
        language=row.language,
        title=row.title.split(),
        body=row.body.split(),
        reply=row.reply.split(),
    )
