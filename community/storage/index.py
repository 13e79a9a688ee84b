"""What search looks things up in: stems of every post, how common each stem is, how known words are spelled.

It is written in the transaction of the post, so that the two never disagree.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.sql.elements import ColumnElement

from community.cafes import Atelier, Contribution
from community.forum import Question, Reply
from community.search import WHOLE_TITLE
from community.storage.candidates import IN_TITLE, WEIGHED, Candidates, Term, Within, candidates
from community.storage.index_entries import (
    ALL_POSTS,
    ATELIER,
    CONTRIBUTION,
    TIP,
    Entries,
    entries_of,
    entries_of_contribution,
    entries_of_tip,
)
from community.storage.statements import insert_into, insert_unless_there, rows_among, rows_given
from community.storage.tables import search_posts, search_spellings, search_stems
from community.tips import Tip
from community.words import spellings

_AT_ONCE = 10_000  # words in one question to a database, which takes only so many
_MANY = 400  # posts of which the threads are told apart
_OF_A_THREAD = 2
_FEW = 4  # words: of more, what stands in a title hardly decides which posts are looked at
_SPLIT_FOR = 20  # stems
_INDEXED = ("number", "post", "thread", "is_reply", "title", "body", "reply")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """A post as search sees it."""

    number: int
    """Greater for a post that was published later."""
    post: str
    thread: str
    is_reply: bool
    title_length: int
    """How many stems its title has."""
    title: frozenset[str]
    """Of the stems that are looked for those that stand in its title,"""
    body: frozenset[str]
    reply: frozenset[str]
    """and here. Empty for a question and a tip. A reply carries the title and the body of its question."""

    @property
    def tip(self) -> str | None:
        """The id of the tip that it is; None for what stands in a forum."""
        return self.post.removeprefix(TIP) if self.post.startswith(TIP) else None

    @property
    def contribution(self) -> str | None:
        """The id of the contribution that it is; None for what stands in no atelier."""
        return self.post.removeprefix(CONTRIBUTION) if self.post.startswith(CONTRIBUTION) else None


class IndexRows:
    """The search index within one transaction."""

    ALL_POSTS = ALL_POSTS

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

    def add_contribution(self, contribution: Contribution, atelier: Atelier) -> None:
        """Make a contribution findable, by its own words and those of its atelier."""
        self.add(entries_of_contribution(contribution, atelier))

    def remove_contribution(self, id: str) -> None:
        """Make a contribution findable no longer."""
        self.remove(f"{CONTRIBUTION}{id}")

    def remove_atelier(self, id: str) -> None:
        """Likewise all contributions of an atelier."""
        self.remove_thread(f"{ATELIER}{id}")

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
        return self.frequencies([ALL_POSTS]).get(ALL_POSTS, 0)

    def frequencies(self, wanted: Iterable[str]) -> dict[str, int]:
        """In how many posts each of these stems stands; those that stand in none are left out.

        Of ``ALL_POSTS`` it is the number of all posts.
        """
        known = rows_among(
            self._connection, "SELECT stem, posts FROM search_stems WHERE posts > 0 AND stem IN {}", sorted(wanted)
        )
        return {row[0]: row[1] for row in known}

    def spelled_like(self, wanted: Iterable[str]) -> list[tuple[str, str]]:
        """Known words, each with its stem, that may be one typing mistake away from one of these."""
        variants = sorted({variant for word in wanted for variant in spellings(word)})
        if not variants:
            return []
        near = "SELECT DISTINCT word, stem FROM search_spellings WHERE variant IN {}"
        return [(word, its) for word, its in rows_among(self._connection, near, variants)]

    def replies_holding(self, terms: Sequence[Term], *, limit: int) -> list[Indexed]:
        """About ``limit`` replies that hold at least one of the terms, in no order; those that hold most are there."""
        return self._holding(terms, Within(is_reply=True), limit)

    def tips_holding(self, terms: Sequence[Term], *, space: str | None, limit: int) -> list[Indexed]:
        """Likewise tips."""
        return self._holding(terms, Within(begins=TIP, space=space), limit)

    def contributions_holding(self, terms: Sequence[Term], *, space: str | None, limit: int) -> list[Indexed]:
        """Likewise contributions."""
        return self._holding(terms, Within(begins=CONTRIBUTION, space=space), limit)

    def _holding(self, terms: Sequence[Term], within: Within, limit: int) -> list[Indexed]:
        found = candidates(self._connection, terms, within=within, limit=limit)
        return _indexed(self._at(found.held, _INDEXED), terms)

    def threads_holding(self, terms: Sequence[Term], *, space: str | None, limit: int) -> list[Indexed]:
        """Likewise posts of many threads of the forums, at most ``_OF_A_THREAD`` of each."""
        # One word stands in many posts that are alike; of many words the common ones are not weighed.
        times = 3 if len(terms) == 1 or len(terms) > WEIGHED else 1
        found = candidates(
            self._connection, terms, within=Within(space=space), limit=times * _MANY, titles=len(terms) <= _FEW
        )
        return _indexed(self._at(self._of_many_threads(found, terms, limit=times * limit), _INDEXED), terms)

    def _of_many_threads(self, found: Candidates, terms: Sequence[Term], *, limit: int) -> list[int]:
        """Some posts of every thread, those first that hold most and say least else in their title."""
        most = sum(term.weight for term in terms)
        known = frozenset(stem for term in terms for stem in term.stems)
        untitled = [term for term in terms if term not in found.titled]
        said: dict[str, float] = {}
        order = []
        for number, thread, title in self._at(found.held, ("number", "thread", "title")):
            if title not in said:
                stems = set(title.split())
                told = known & stems
                weight = sum(term.weight for term in untitled if not told.isdisjoint(term.stems)) if told else 0.0
                said[title] = WHOLE_TITLE * len(told) / max(len(stems), 1) + (IN_TITLE - 1) * weight / most
            order.append((found.held[number] / most + said[title], number, thread))
        taken: Counter[str] = Counter()
        first = []
        for _, number, thread in sorted(order, reverse=True):
            taken[thread] += 1
            if taken[thread] <= _OF_A_THREAD and not thread.startswith((TIP, ATELIER)):
                first.append(number)
                if len(first) == limit:
                    break
        return first

    def _at(self, numbers: Iterable[int], columns: Sequence[str]) -> Sequence[Any]:
        """Rows of ``search_posts``. To bind hundreds of numbers would take longer than to look them up."""
        listed = ",".join(map(str, map(int, numbers)))
        if not listed:
            return []
        look = f"SELECT {', '.join(columns)} FROM search_posts WHERE number "  # noqa: S608
        if self._connection.dialect.name == "postgresql":  # which would plan each list of numbers anew
            return rows_given(self._connection, f"{look} = ANY(CAST(%s AS integer[]))", (f"{{{listed}}}",))
        return rows_given(self._connection, f"{look} IN ({listed})")

    def _remove(self, condition: ColumnElement[bool]) -> None:
        every = select(search_posts.c.title, search_posts.c.body, search_posts.c.reply).where(condition)
        for written in self._connection.execute(every).all():
            held = {ALL_POSTS, *" ".join(written).split()}
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


def _indexed(rows: Sequence[Any], terms: Sequence[Term]) -> list[Indexed]:
    looked_for = {stem: f" {stem} " for term in terms for stem in term.stems}
    held = cache(partial(_held, looked_for))  # the replies to a question have most of it in common
    return [
        Indexed(
            number=number,
            post=post,
            thread=thread,
            is_reply=is_reply,
            title_length=len(set(title.split())),
            title=held(title),
            body=held(body),
            reply=held(reply),
        )
        for number, post, thread, is_reply, title, body, reply in rows
    ]


def _held(looked_for: Mapping[str, str], written: str) -> frozenset[str]:
    """Of some stems, each given with the blanks around it, those that stand in what is written."""
    if len(looked_for) > _SPLIT_FOR:
        return frozenset(looked_for.keys() & written.split())
    written = f" {written} "  # of a few each is quicker looked for than all are split
    return frozenset([stem for stem, apart in looked_for.items() if apart in written])
