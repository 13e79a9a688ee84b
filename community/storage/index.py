"""What search looks things up in: stems of every post, how common each stem is, how known words are spelled.

It is written in the transaction of the post, so that the two never disagree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, delete, literal, select, text, update
from sqlalchemy.sql.elements import ColumnElement

from community.forum import Question, Reply
from community.storage.statements import insert_into, insert_unless_there
from community.storage.tables import search_posts, search_spellings, search_stems
from community.words import singular, spellings, stem, stems, words

_ALL_POSTS = ""
"""The stem under which the number of all posts is counted: counting rows would read the whole table."""

ENOUGH = 20_000  # posts looked at for one search; beyond, the commonest stems only help to rank, not to find


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
    """Empty for a question. A reply carries the title and the body of its question."""


class IndexRows:
    """The search index within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_question(self, question: Question) -> None:
        """Make a question findable."""
        language = question.language
        self._add(
            post=question.id,
            question=question,
            language=language,
            title=stems(question.title, language),
            body=_body(question),
            reply=[],
        )
        self._learn(f"{question.title}\n{question.body}", language)

    def add_reply(self, reply: Reply, question: Question) -> None:
        """Make a reply findable, by its own words and those of its question."""
        self._add(
            post=reply.id,
            question=question,
            language=reply.language,
            title=stems(question.title, question.language),
            body=_body(question),
            reply=stems(reply.body, reply.language),
        )
        self._learn(reply.body, reply.language)

    def remove(self, post: str) -> None:
        """Forget one post."""
        self._remove(search_posts.c.post == post)

    def remove_thread(self, question: str) -> None:
        """Forget a question and its replies."""
        self._remove(search_posts.c.thread == question)

    def size(self) -> int:
        """How many posts there are."""
        counted = select(search_stems.c.posts).where(search_stems.c.stem == _ALL_POSTS)
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

    def holding_any(
        self, wanted: dict[str, int], *, weights: dict[str, float], space: str | None, replies_only: bool, limit: int
    ) -> list[Indexed]:
        """Posts that hold at least one of the stems, those that hold most of what is rare first.

        ``wanted`` gives how many posts hold each stem, ``weights`` how much each tells. Where together they stand in
        more than ``ENOUGH`` posts, only the rarest are looked up.
        """
        chosen = _rarest(wanted)
        if not chosen:
            return []
        conditions: list[ColumnElement[bool]] = []
        if space is not None:
            conditions.append(search_posts.c.space == space)
        if replies_only:
            conditions.append(search_posts.c.is_reply)
        too_many = sum(wanted[found] for found in chosen) > ENOUGH
        if self._connection.dialect.name == "sqlite":
            return self._in_sqlite(chosen, conditions, by_rank=not too_many, limit=limit)
        return self._in_postgresql(chosen, conditions, weights=None if too_many else weights, limit=limit)

    def _in_sqlite(
        self, chosen: Sequence[str], conditions: Sequence[ColumnElement[bool]], *, by_rank: bool, limit: int
    ) -> list[Indexed]:
        order = "bm25(search_index, 4.0, 1.0, 1.0)" if by_rank else "search_index.rowid DESC"
        statement = (
            select(search_posts)
            .select_from(text("search_index"))
            .join(search_posts, text("search_posts.number = search_index.rowid"))
            .where(text("search_index MATCH :stems"), *conditions)
            .order_by(text(order))
            .limit(limit)
        )
        quoted = " OR ".join(f'"{found}"' for found in chosen)
        return [_indexed(row) for row in self._connection.execute(statement, {"stems": quoted})]

    def _in_postgresql(
        self,
        chosen: Sequence[str],
        conditions: Sequence[ColumnElement[bool]],
        *,
        weights: dict[str, float] | None,
        limit: int,
    ) -> list[Indexed]:
        # Written as lexemes between quotes: no parser of PostgreSQL's has a say in what a stem is.
        statement = select(search_posts).where(text("search_posts.lexemes @@ CAST(:any_stem AS tsquery)"), *conditions)
        values = {"any_stem": " | ".join(f"'{found}'" for found in chosen)}
        if weights is None:
            statement = statement.order_by(search_posts.c.number.desc())
        else:
            told: ColumnElement[float] = literal(0.0)
            for place, found in enumerate(chosen):
                holds = text(f"search_posts.lexemes @@ CAST(:stem_{place} AS tsquery)")
                told = told + case((holds, weights[found]), else_=0.0)
                values[f"stem_{place}"] = f"'{found}'"
            statement = statement.order_by(told.desc(), search_posts.c.number.desc())
        return [_indexed(row) for row in self._connection.execute(statement.limit(limit), values)]

    def _add(
        self, *, post: str, question: Question, language: str, title: list[str], body: list[str], reply: list[str]
    ) -> None:
        self._connection.execute(
            search_posts.insert().values(
                post=post,
                thread=question.id,
                is_reply=post != question.id,
                space=question.space,
                language=language,
                title=" ".join(title),
                body=" ".join(body),
                reply=" ".join(reply),
            )
        )
        self._count({*title, *body, *reply}, 1)

    def _remove(self, condition: ColumnElement[bool]) -> None:
        for row in self._connection.execute(select(search_posts).where(condition)).all():
            indexed = _indexed(row)
            self._count({*indexed.title, *indexed.body, *indexed.reply}, -1)
        self._connection.execute(delete(search_posts).where(condition))

    def _count(self, held: set[str], by: int) -> None:
        if by < 0:
            fewer = update(search_stems).where(search_stems.c.stem.in_(sorted({_ALL_POSTS, *held})))
            self._connection.execute(fewer.values(posts=search_stems.c.posts + by))
            return
        counted = insert_into(self._connection, search_stems)
        counted = counted.on_conflict_do_update(
            index_elements=["stem"], set_={"posts": search_stems.c.posts + counted.excluded.posts}
        )
        # In one order everywhere, so that two transactions never wait for each other.
        self._connection.execute(counted, [{"stem": found, "posts": by} for found in sorted({_ALL_POSTS, *held})])

    def _learn(self, written: str, language: str) -> None:
        """Note how the words of a text are spelled, those that are new."""
        spelled = {(word, stem(word, language)) for word in words(written, (language,)) if len(word) > 2}
        spelled |= {(form, its) for word, its in spelled for form in (singular(word), its)}
        known = self._connection.execute(
            select(search_spellings.c.word, search_spellings.c.stem).where(
                search_spellings.c.variant.in_(sorted({word for word, _ in spelled})),
                search_spellings.c.word == search_spellings.c.variant,
            )
        )
        new = spelled - {(word, its) for word, its in known}
        if new:
            self._connection.execute(
                insert_unless_there(self._connection, search_spellings),
                [
                    {"variant": variant, "word": word, "stem": its}
                    for word, its in sorted(new)
                    for variant in sorted(spellings(word))
                ],
            )


def _body(question: Question) -> list[str]:
    """The stems of what was asked, with the space as one more word: who looks for Sosh means that forum."""
    return [*stems(question.body, question.language), *stems(question.space, question.language)]


def _rarest(wanted: dict[str, int]) -> list[str]:
    """The rarest stems, as many as stand in ``ENOUGH`` posts together; the very rarest whatever it weighs."""
    chosen: list[str] = []
    total = 0
    for found, posts in sorted(wanted.items(), key=lambda pair: (pair[1], pair[0])):
        total += posts
        if chosen and total > ENOUGH:
            break
        chosen.append(found)
    return chosen


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
