"""The help forum: questions, replies, the solution, "me too" and thanks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from community.happenings import Happening, Happenings, Kind, Thing
from community.members import Member
from community.permissions import Thing as Permitted
from community.permissions import require
from community.viewers import GUEST, WHOLE, Viewer, viewer_of
from errors import NotAllowed, NotFound
from vocabulary import Language, Picture, Recognition

if TYPE_CHECKING:
    from community.storage import Rows, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What someone asked, as confirmed by its author."""

    id: str
    space: str
    title: str
    body: str
    author: Member
    asked_at: datetime
    language: Language = "fr"
    me_too: int = 0
    """How many others have the same question."""
    is_demonstration: bool = False
    recognitions: tuple[Recognition, ...] = ()
    """What was heard, written or seen, beside what its author made of it."""
    recording: str | None = None
    """The kept file of the sound, only where its author said that it may stay."""
    ink: str | None = None
    """Likewise of what was written by hand."""
    photo: str | None = None
    """Likewise of the photographed note."""
    pictures: tuple[Picture, ...] = ()
    replies: int = 0
    is_solved: bool = False
    hidden_at: datetime | None = None
    """Since when a moderator hides it; None for what is shown."""
    is_shy: bool = False
    """Shown to who animates only, because its author chose so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What someone replied to a question."""

    id: str
    question: str
    body: str
    author: Member
    written_at: datetime
    language: Language = "fr"
    is_solution: bool = False
    thanks: int = 0
    pictures: tuple[Picture, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    recording: str | None = None
    ink: str | None = None
    photo: str | None = None
    hidden_at: datetime | None = None
    """Since when a moderator hides it; None for what is shown."""
    is_shy: bool = False
    """Shown to who animates only, because its author chose so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A question with its replies, the solution first, then in the order in which they came."""

    question: Question
    replies: tuple[Reply, ...] = ()
    has_me_too: bool = False
    """Whether the viewer has the same question."""
    thanked: frozenset[str] = frozenset()
    """The replies which the viewer thanked."""


def link_to_question(id: str) -> str:
    """Path of its page in the app."""
    return f"/question?id={id}"


def link_to_reply(id: str, *, question: str) -> str:
    """Path of its page in the app."""
    return f"/question?id={question}&reply={id}"


class Forum:
    """The help forums of every space. Nothing is published from here: see ``drafts.Drafts.confirm``."""

    def __init__(self, store: "Store", happenings: Happenings, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._happenings = happenings
        self._now = now

    def questions(
        self,
        *,
        space: str | None = None,
        solved: bool | None = None,
        limit: int = 20,
        offset: int = 0,
        viewer: Viewer = GUEST,
    ) -> tuple[Question, ...]:
        """Newest first."""
        with self._store.reading() as rows:
            return rows.forum.questions(space=space, solved=solved, limit=limit, offset=offset, viewer=viewer)

    def count(self, space: str | None = None, *, solved: bool | None = None, viewer: Viewer = GUEST) -> int:
        """How many questions there are."""
        with self._store.reading() as rows:
            return rows.forum.count(space=space, solved=solved, viewer=viewer)

    def thread(self, id: str, *, viewer: Viewer = GUEST) -> Thread:
        """A question and its replies, with what the viewer marked. Raises ``NotFound``."""
        member = viewer.member
        with self._store.reading() as rows:
            question = rows.forum.question(id, viewer=viewer)
            if question is None:
                raise NotFound(name=id)
            replies = rows.forum.replies(id, viewer=viewer)
            mine = member is not None and rows.forum.has_me_too(id, member)
            thanked = rows.forum.thanked(id, member) if member is not None else frozenset()
        return Thread(question=question, replies=replies, has_me_too=mine, thanked=thanked)

    def mark_solution(self, reply_id: str, *, by: Member) -> bool:
        """Mark a reply as what solved the question, or unmark it; a question has one solution, so another gives way.

        Returns whether it is the solution now. Raises ``NotYours`` and ``NotFound``.
        """
        with self._store.writing() as rows:
            reply = rows.forum.reply(reply_id, viewer=viewer_of(by))
            if reply is None:
                raise NotFound(name=reply_id)
            question = rows.forum.question(reply.question, lock=True)
            if question is None:
                raise NotFound(name=reply.question)
            require("mark_solution", by, Permitted(asker=question.author.id))
            chosen = None if reply.is_solution else reply.id
            self._unsolve(rows, question, by)
            rows.forum.set_solution(question.id, chosen)
            if chosen is not None:
                self._tell(rows, "solved", reply, question, by)
        return chosen is not None

    def solved_elsewhere(self, question_id: str, *, viewer: Viewer = GUEST) -> Reply | None:
        """The reply to another question that solved this one, as far as its viewer may see it."""
        with self._store.reading() as rows:
            return rows.forum.solved_elsewhere(question_id, viewer=viewer)

    def solve_elsewhere(self, question_id: str, reply_id: str, *, by: Member) -> None:
        """Note that a reply to another question solved this one, and thank for it; twice changes nothing.

        A reply to this question gives way, and is marked by ``mark_solution``. Raises ``NotYours``, ``NotFound`` and
        ``NotAllowed`` for a reply to this question, or one of one's own.
        """
        with self._store.writing() as rows:
            question = rows.forum.question(question_id, lock=True)
            reply = rows.forum.reply(reply_id, viewer=GUEST)
            if question is None or reply is None:
                raise NotFound(name=question_id if question is None else reply_id)
            require("mark_solution", by, Permitted(asker=question.author.id))
            if reply.question == question.id:
                raise NotAllowed
            require("thank", by, Permitted(author=reply.author.id))
            former = rows.forum.solved_elsewhere(question.id, viewer=WHOLE)
            if former is not None and former.id == reply.id:
                return
            self._unsolve(rows, question, by)
            rows.forum.solve_elsewhere(question.id, reply.id, at=self._now())
            other = rows.forum.question(reply.question, lock=True)
            if other is not None and reply.id not in rows.forum.thanked(other.id, by.id):
                rows.forum.toggle_thanks(reply.id, by.id, at=self._now())
                self._tell(rows, "thanked", reply, other, by)

    def open_again(self, question_id: str, *, by: Member) -> None:
        """Say that a reply to another question is not what solved this one; thanks stay. Raises as the above."""
        with self._store.writing() as rows:
            question = rows.forum.question(question_id, lock=True)
            if question is None:
                raise NotFound(name=question_id)
            require("mark_solution", by, Permitted(asker=question.author.id))
            if rows.forum.solved_elsewhere(question.id, viewer=WHOLE) is not None:
                rows.forum.set_solution(question.id, None)

    def _unsolve(self, rows: "Rows", question: Question, by: Member) -> None:
        for former in rows.forum.replies(question.id, viewer=WHOLE):
            if former.is_solution:
                self._tell(rows, "unsolved", former, question, by)

    def me_too(self, question_id: str, *, by: Member) -> int:
        """Say that one has the same question, or take it back. Returns how many say so now.

        Raises ``NotAllowed`` for one's own question, and ``NotFound``.
        """
        with self._store.writing() as rows:
            question = rows.forum.question(question_id, viewer=viewer_of(by))
            if question is None:
                raise NotFound(name=question_id)
            require("me_too", by, Permitted(author=question.author.id))
            return rows.forum.toggle_me_too(question_id, by.id, at=self._now())

    def thank(self, reply_id: str, *, by: Member) -> int:
        """Thank for a reply, or take it back. Returns how many thank for it now.

        Raises ``NotAllowed`` for one's own reply, and ``NotFound``.
        """
        with self._store.writing() as rows:
            reply = rows.forum.reply(reply_id, viewer=viewer_of(by))
            if reply is None:
                raise NotFound(name=reply_id)
            require("thank", by, Permitted(author=reply.author.id))
            question = rows.forum.question(reply.question, lock=True)
            if question is None:
                raise NotFound(name=reply.question)
            count = rows.forum.toggle_thanks(reply_id, by.id, at=self._now())
            thanks = reply_id in rows.forum.thanked(question.id, by.id)
            self._tell(rows, "thanked" if thanks else "unthanked", reply, question, by)
            return count

    def _tell(self, rows: "Rows", kind: Kind, reply: Reply, question: Question, by: Member) -> None:
        self._happenings.tell(
            rows,
            Happening(
                kind=kind,
                thing=Thing(kind="reply", id=reply.id),
                parent=Thing(kind="question", id=question.id),
                by=by.id,
                to=reply.author.id,
                at=self._now(),
                space=question.space,
            ),
        )
