"""What posts add to the index: computed apart from any database, so that many can be prepared by several processes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from community.cafes import Atelier, Contribution
from community.forum import Question, Reply
from community.tips import Tip
from community.words import singular, stem, stems, words

ALL_POSTS = ""
"""The stem under which the number of all posts is counted: counting rows would read the whole table."""


TIP = "tip:"
"""What stands before the id of a tip, among the posts and their threads."""

CONTRIBUTION, ATELIER = "contribution:", "atelier:"
"""Likewise before that of a contribution, among the posts, and of its atelier, among the threads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What some posts add."""

    posts: list[dict[str, Any]]
    """Rows of ``search_posts``, in the order in which the posts were given."""
    counts: Counter[str]
    """In how many of these posts each stem stands."""
    spelled: set[tuple[str, str]]
    """Words as they are spelled, each with its stem."""


def entries_of(posts: Iterable[tuple[Question, Reply | None]]) -> Entries:
    """A question stands alone. A reply stands with its question, and is found by its own words and by those of it."""
    entries = Entries(posts=[], counts=Counter(), spelled=set())
    of_questions: dict[str, tuple[list[str], list[str]]] = {}
    for question, reply in posts:
        if question.id not in of_questions:
            of_questions[question.id] = stems(question.title, question.language), _body(question)
        title, body = of_questions[question.id]
        replied = stems(reply.body, reply.language) if reply is not None else []
        entries.posts.append(
            {
                "post": reply.id if reply is not None else question.id,
                "thread": question.id,
                "is_reply": reply is not None,
                "space": question.space,
                "language": reply.language if reply is not None else question.language,
                "title": " ".join(title),
                "body": " ".join(body),
                "reply": " ".join(replied),
            }
        )
        entries.counts.update({ALL_POSTS, *title, *body, *replied})
        written = f"{question.title}\n{question.body}" if reply is None else reply.body
        entries.spelled.update(_spelled(written, entries.posts[-1]["language"]))
    return entries


def entries_of_tip(tip: Tip) -> Entries:
    """A tip stands alone."""
    title = stems(tip.title, tip.language)
    body = [*stems(tip.body, tip.language), *stems(tip.space, tip.language)]
    post = {
        "post": f"{TIP}{tip.id}",
        "thread": f"{TIP}{tip.id}",
        "is_reply": False,
        "space": tip.space,
        "language": tip.language,
        "title": " ".join(title),
        "body": " ".join(body),
        "reply": "",
    }
    counts = Counter({ALL_POSTS, *title, *body})
    return Entries(posts=[post], counts=counts, spelled=_spelled(f"{tip.title}\n{tip.body}", tip.language))


def entries_of_contribution(contribution: Contribution, atelier: Atelier) -> Entries:
    """A contribution stands with the title and the question of its atelier, as a reply does with its question."""
    title = stems(atelier.title, contribution.language)
    body = [*stems(atelier.question, contribution.language), *stems(atelier.space, contribution.language)]
    own = stems(contribution.body, contribution.language)
    post = {
        "post": f"{CONTRIBUTION}{contribution.id}",
        "thread": f"{ATELIER}{atelier.id}",
        "is_reply": False,
        "space": atelier.space,
        "language": contribution.language,
        "title": " ".join(title),
        "body": " ".join(body),
        "reply": " ".join(own),
    }
    counts = Counter({ALL_POSTS, *title, *body, *own})
    return Entries(posts=[post], counts=counts, spelled=_spelled(contribution.body, contribution.language))


def _body(question: Question) -> list[str]:
    """The stems of what was asked, with the space as one more word: who looks for Sosh means that forum."""
    return [*stems(question.body, question.language), *stems(question.space, question.language)]


def _spelled(written: str, language: str) -> set[tuple[str, str]]:
    spelled = {(word, stem(word, language)) for word in words(written, (language,)) if len(word) > 2}
    return spelled | {(form, its) for word, its in spelled for form in (singular(word), its)}
