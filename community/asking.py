"""Who could know: members who solved such questions, and agree to be asked.

Nobody is offered who did not agree, and nobody is asked by the machine: who asked the question chooses whom to ask.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from community.forum import Question
from community.happenings import Happening, Happenings
from community.happenings import Thing as Place
from community.members import Member
from community.permissions import Thing, require
from community.search import Search
from community.viewers import GUEST
from errors import NotAllowed, NotFound

if TYPE_CHECKING:
    from community.storage import Rows, Store

MOST_ASKED = 3
"""Members who may be asked about one question: more would be a crowd."""

_PASSAGES = 40
_SAME_SUBJECT = 0.2
"""The part of the words asked for that a thread must hold for its solution to tell that its author could know. Less
than an answer needs: who solved something near may know, and says so or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knower:
    """A member who could know."""

    member: Member
    solved: Question
    """A like question that they solved."""
    is_asked: bool = False


class Asking:
    """Who agrees to be asked, and who is."""

    def __init__(self, store: "Store", search: Search, happenings: Happenings, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._search = search
        self._happenings = happenings
        self._now = now

    def agree(self, member: Member, *, is_on: bool) -> None:
        """Let a member be asked what they may know, or no longer."""
        with self._store.writing() as rows:
            rows.asking.agree(member.id, is_on=is_on, at=self._now())

    def agrees(self, member: Member) -> bool:
        """Whether a member agreed."""
        with self._store.reading() as rows:
            return bool(rows.asking.may_be_asked({member.id}))

    def could_know(self, question: Question, *, limit: int = MOST_ASKED) -> tuple[Knower, ...]:
        """Members who solved the likest questions and agree to be asked, without who asked; best first."""
        text = f"{question.title}\n{question.body}"
        passages = self._search.passages(text, language=question.language, limit=_PASSAGES)
        solved = [
            one
            for one in passages
            if one.reply.is_solution
            and one.coverage >= _SAME_SUBJECT
            and one.question.id != question.id
            and one.reply.author.id != question.author.id
        ]
        with self._store.reading() as rows:
            agree = rows.asking.may_be_asked({one.reply.author.id for one in solved})
            asked = rows.asking.asked(question.id)
        found: dict[str, Knower] = {}
        for one in solved:
            member = one.reply.author
            if member.id in agree:
                found.setdefault(member.id, Knower(member=member, solved=one.question, is_asked=member.id in asked))
        return tuple(found.values())[:limit]

    def ask(self, question: str, member: str, *, by: Member) -> None:
        """Tell a member that somebody would like to know whether they can answer. Asking twice changes nothing.

        Raises ``NotFound`` where the question is not shown to everyone, ``NotYours`` for a question of somebody else,
        and ``NotAllowed`` for who does not agree to be asked, for oneself, and beyond ``MOST_ASKED``.
        """
        with self._store.writing() as rows:
            rows.alone(f"asking about {question}")
            asked_about = rows.forum.question(question, viewer=GUEST)
            if asked_about is None:
                raise NotFound(name=question)
            require("ask_who_knows", by, Thing(author=asked_about.author.id))
            already = rows.asking.asked(question)
            if member in already:
                return
            if member == by.id or len(already) >= MOST_ASKED or not rows.asking.may_be_asked({member}):
                raise NotAllowed
            self._tell(rows, asked_about, member)

    def _tell(self, rows: "Rows", question: Question, member: str) -> None:
        at = self._now()
        rows.asking.ask(question.id, member, at=at)
        place = Place(kind="question", id=question.id)
        self._happenings.tell(
            rows,
            Happening(
                kind="asked_to_answer", thing=place, by=question.author.id, to=member, at=at, space=question.space
            ),
        )
