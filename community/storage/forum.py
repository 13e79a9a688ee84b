"""Questions, replies and what members mark on them, as rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    tuple_,
    update,
)

from community.forum import Question, Reply
from community.storage.members import MEMBER_COLUMNS, member_of
from community.storage.statements import insert_unless_there, is_among
from community.storage.tables import me_toos, members, pictures, questions, replies, solved_elsewhere, thanks
from community.storage.visibility import visible
from community.viewers import WHOLE, Viewer
from vocabulary import Picture

_IS_PICTURED = exists().where(pictures.c.question == questions.c.id).label("is_pictured")
_REPLY_IS_PICTURED = exists().where(pictures.c.reply == replies.c.id).label("is_pictured")
_ME_TOO_COUNT = select(func.count()).where(me_toos.c.question == questions.c.id).scalar_subquery()
_THANKS_COUNT = select(func.count()).where(thanks.c.reply == replies.c.id).scalar_subquery()


class ForumRows:
    """The help forums within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._dialect = connection.dialect.name

    def questions(
        self, *, space: str | None, solved: bool | None, limit: int, offset: int, viewer: Viewer
    ) -> tuple[Question, ...]:
        """Newest first."""
        chosen = _questions_where(_select_questions(viewer), space, solved)
        newest_first = chosen.order_by(questions.c.asked_at.desc(), questions.c.id.desc()).limit(limit).offset(offset)
        return self._questions_of(newest_first)

    def oldest(
        self, *, space: str | None, after: tuple[datetime, str] | None, limit: int, viewer: Viewer
    ) -> tuple[Question, ...]:
        """Oldest first, after the one of that moment and id."""
        chosen = _questions_where(_select_questions(viewer), space, None)
        if after is not None:
            chosen = chosen.where(tuple_(questions.c.asked_at, questions.c.id) > tuple_(*_literals(after)))
        return self._questions_of(chosen.order_by(questions.c.asked_at, questions.c.id).limit(limit))

    def questions_by_id(self, ids: Sequence[str], *, viewer: Viewer) -> dict[str, Question]:
        """Those of the given ids that are there for a viewer."""
        if not ids:
            return {}
        found = self._questions_of(_select_questions_by_id(viewer, self._dialect), ids=ids)
        return {question.id: question for question in found}

    def questions_told(
        self, ids: Sequence[str], told: Sequence[str], *, viewer: Viewer
    ) -> dict[str, tuple[Question, tuple[str, str]]]:
        """Likewise, each with a text and its language: of that reply among ``told`` that is to it, else its own.

        Of each question at most one reply may be among them. What a viewer may not see is not there.
        """
        if not ids:
            return {}
        rows = self._connection.execute(_select_questions_told(viewer, self._dialect), {"ids": ids, "told": told}).all()
        found = {}
        for question, row in zip(self._questions_in(rows), rows, strict=True):
            own = (question.body, question.language)
            found[question.id] = (question, own if row.told is None else (row.told, row.told_language))
        return found

    def question(self, id: str, *, lock: bool = False, viewer: Viewer = WHOLE) -> Question | None:
        """One question. With ``lock``, nobody else can remove or solve it meanwhile."""
        if lock:
            self._connection.execute(select(questions.c.id).where(questions.c.id == id).with_for_update())
        return self.questions_by_id([id], viewer=viewer).get(id)

    def count(self, *, space: str | None, solved: bool | None, viewer: Viewer) -> int:
        """How many questions there are."""
        counted_ones = select(func.count()).select_from(questions).where(visible(questions, viewer))
        chosen = _questions_where(counted_ones, space, solved)
        counted: int = self._connection.scalars(chosen).one()
        return counted

    def replies(self, question: str, *, viewer: Viewer) -> tuple[Reply, ...]:
        """The solution first, then by time."""
        chosen = (
            _select_replies(viewer)
            .where(replies.c.question == question)
            .order_by(replies.c.is_solution.desc(), replies.c.written_at, replies.c.id)
        )
        return self._replies_of(chosen)

    def replies_to(self, questions: Sequence[str], *, viewer: Viewer) -> tuple[Reply, ...]:
        """Those to any of these questions, oldest first."""
        if not questions:
            return ()
        chosen = _select_replies(viewer).where(replies.c.question.in_(questions))
        return self._replies_of(chosen.order_by(replies.c.written_at, replies.c.id))

    def replies_by_id(self, ids: Sequence[str], *, viewer: Viewer) -> dict[str, Reply]:
        """Those of the given ids that are there for a viewer."""
        if not ids:
            return {}
        found = self._replies_of(_select_replies_by_id(viewer, self._dialect), ids=ids)
        return {reply.id: reply for reply in found}

    def reply(self, id: str, *, viewer: Viewer = WHOLE) -> Reply | None:
        """None when there is none."""
        return self.replies_by_id([id], viewer=viewer).get(id)

    def reply_ids(self, question: str) -> tuple[str, ...]:
        """The replies to a question."""
        return tuple(self._connection.scalars(select(replies.c.id).where(replies.c.question == question)))

    def drafts_of_replies(self, question: str) -> tuple[str, ...]:
        """The drafts from which the replies to a question were made."""
        made = select(replies.c.draft).where(replies.c.question == question, replies.c.draft.is_not(None))
        return tuple(self._connection.scalars(made))

    def add_question(self, question: Question, *, draft: str | None) -> None:
        """Publish a question, from a draft or (for the demonstration) from none."""
        self._connection.execute(insert(questions), question_row(question, draft=draft))
        self._add_pictures(question.pictures, question=question.id)

    def add_reply(self, reply: Reply, *, draft: str | None) -> None:
        """Publish a reply, from a draft or (for the demonstration) from none."""
        self._connection.execute(insert(replies), reply_row(reply, draft=draft))
        self._add_pictures(reply.pictures, reply=reply.id)

    def remove_question(self, id: str) -> None:
        """Remove a question with its replies and all that was marked on them."""
        self._connection.execute(delete(questions).where(questions.c.id == id))

    def remove_reply(self, id: str) -> None:
        """Remove a reply; a question that it solved is open again."""
        solved = select(replies.c.question).where(replies.c.id == id, replies.c.is_solution).scalar_subquery()
        self._connection.execute(update(questions).where(questions.c.id == solved).values(is_solved=False))
        self._open_what_it_solved_elsewhere(id)
        self._connection.execute(delete(replies).where(replies.c.id == id))

    def set_solution(self, question: str, reply: str | None) -> None:
        """Make one reply the solution, or none."""
        self._connection.execute(delete(solved_elsewhere).where(solved_elsewhere.c.question == question))
        former = update(replies).where(replies.c.question == question, replies.c.is_solution)
        self._connection.execute(former.values(is_solution=False))
        if reply is not None:
            self._connection.execute(update(replies).where(replies.c.id == reply).values(is_solution=True))
        self._connection.execute(
            update(questions).where(questions.c.id == question).values(is_solved=reply is not None)
        )

    def solved_elsewhere(self, question: str, *, viewer: Viewer) -> Reply | None:
        """The reply to another question that solved this one; None where none did that its viewer may see."""
        found = select(solved_elsewhere.c.reply).where(solved_elsewhere.c.question == question)
        id = self._connection.scalars(found).one_or_none()
        return self.reply(id, viewer=viewer) if id is not None else None

    def solve_elsewhere(self, question: str, reply: str, *, at: datetime) -> None:
        """Note that a reply to another question solved this one."""
        self.set_solution(question, None)
        self._connection.execute(insert(solved_elsewhere), {"question": question, "reply": reply, "at": at})
        self._connection.execute(update(questions).where(questions.c.id == question).values(is_solved=True))

    def _open_what_it_solved_elsewhere(self, reply: str) -> None:
        solved = select(solved_elsewhere.c.question).where(solved_elsewhere.c.reply == reply)
        self._connection.execute(update(questions).where(questions.c.id.in_(solved)).values(is_solved=False))

    def has_me_too(self, question: str, member: str) -> bool:
        """Whether that member has the same question."""
        found = select(me_toos.c.member).where(me_toos.c.question == question, me_toos.c.member == member)
        return self._connection.execute(found).first() is not None

    def thanked(self, question: str, member: str) -> frozenset[str]:
        """The replies to a question for which that member thanked."""
        found = (
            select(thanks.c.reply)
            .join(replies, replies.c.id == thanks.c.reply)
            .where(replies.c.question == question, thanks.c.member == member)
        )
        return frozenset(self._connection.scalars(found))

    def toggle_me_too(self, question: str, member: str, *, at: datetime) -> int:
        """Returns how many have the same question now."""
        return self._toggle(me_toos, {"question": question, "member": member}, at)

    def toggle_thanks(self, reply: str, member: str, *, at: datetime) -> int:
        """Returns how many thank for that reply now."""
        return self._toggle(thanks, {"reply": reply, "member": member}, at)

    def add_me_toos(self, question: str, members: Iterable[str], *, at: datetime) -> None:
        """Note at once who has the same question."""
        self._mark(me_toos, [{"question": question, "member": member, "at": at} for member in members])

    def add_thanks(self, reply: str, members: Iterable[str], *, at: datetime) -> None:
        """Note at once who thanks for a reply."""
        self._mark(thanks, [{"reply": reply, "member": member, "at": at} for member in members])

    def _mark(self, table: Table, marks: list[dict[str, Any]]) -> None:
        if marks:
            self._connection.execute(insert_unless_there(self._connection, table), marks)

    def _toggle(self, table: Table, key: dict[str, str], at: datetime) -> int:
        here = [table.c[name] == value for name, value in key.items()]
        taken_back = self._connection.execute(delete(table).where(*here)).rowcount
        if not taken_back:
            self._mark(table, [{**key, "at": at}])
        return self._connection.scalars(select(func.count()).select_from(table).where(here[0])).one()

    def _add_pictures(self, shown: Iterable[Picture], **post: str) -> None:
        made = [
            {"position": place, "file": picture.file, "media_type": picture.media_type, "alt": picture.alt, **post}
            for place, picture in enumerate(shown)
        ]
        if made:
            self._connection.execute(insert(pictures), made)

    def _pictures_of(self, column: Any, posts: Sequence[str]) -> dict[str, tuple[Picture, ...]]:
        if not posts:
            return {}
        found: dict[str, tuple[Picture, ...]] = {}
        chosen = select(pictures, column.label("post")).where(column.in_(posts)).order_by(pictures.c.position)
        for row in self._connection.execute(chosen):
            picture = Picture(file=row.file, media_type=row.media_type, alt=row.alt)
            found[row.post] = (*found.get(row.post, ()), picture)
        return found

    def _questions_of(self, chosen: Select[Any], **given: Any) -> tuple[Question, ...]:
        return self._questions_in(self._connection.execute(chosen, given).all())

    def _questions_in(self, rows: Sequence[Row[Any]]) -> tuple[Question, ...]:
        shown = self._pictures_of(pictures.c.question, [row.id for row in rows if row.is_pictured])
        return tuple(_question_of(row, shown.get(row.id, ())) for row in rows)

    def _replies_of(self, chosen: Select[Any], **given: Any) -> tuple[Reply, ...]:
        rows = self._connection.execute(chosen, given).all()
        shown = self._pictures_of(pictures.c.reply, [row.id for row in rows if row.is_pictured])
        return tuple(_reply_of(row, shown.get(row.id, ())) for row in rows)


def question_row(question: Question, *, draft: str | None) -> dict[str, Any]:
    """What is stored of a question, but for its pictures and what members mark on it."""
    return {
        "id": question.id,
        "space": question.space,
        "title": question.title,
        "body": question.body,
        "language": question.language,
        "author": question.author.id,
        "asked_at": question.asked_at,
        "is_solved": question.is_solved,
        "is_shy": question.is_shy,
        "is_demonstration": question.is_demonstration,
        "recognitions": question.recognitions,
        "recording": question.recording,
        "ink": question.ink,
        "photo": question.photo,
        "draft": draft,
    }


def reply_row(reply: Reply, *, draft: str | None) -> dict[str, Any]:
    """What is stored of a reply, but for its pictures and its thanks."""
    return {
        "id": reply.id,
        "question": reply.question,
        "body": reply.body,
        "language": reply.language,
        "author": reply.author.id,
        "written_at": reply.written_at,
        "is_solution": reply.is_solution,
        "is_shy": reply.is_shy,
        "recognitions": reply.recognitions,
        "recording": reply.recording,
        "ink": reply.ink,
        "photo": reply.photo,
        "draft": draft,
    }


def _questions_where(chosen: Select[Any], space: str | None, solved: bool | None) -> Select[Any]:
    if space is not None:
        chosen = chosen.where(questions.c.space == space)
    if solved is not None:
        chosen = chosen.where(questions.c.is_solved == solved)
    return chosen


@lru_cache
def _select_questions(viewer: Viewer) -> Select[Any]:
    counted = select(func.count()).where(replies.c.question == questions.c.id, visible(replies, viewer))
    counts = (counted.scalar_subquery().label("reply_count"), _ME_TOO_COUNT.label("me_too_count"), _IS_PICTURED)
    chosen = select(questions, *counts, *MEMBER_COLUMNS).join(members, members.c.id == questions.c.author)
    return chosen.where(visible(questions, viewer))


@lru_cache  # what a search needs more than once is built once
def _select_questions_by_id(viewer: Viewer, dialect: str) -> Select[Any]:
    return _select_questions(viewer).where(is_among(questions.c.id, "ids", dialect))


@lru_cache
def _select_questions_told(viewer: Viewer, dialect: str) -> Select[Any]:
    told = replies.alias("told")
    is_told = is_among(told.c.id, "told", dialect)
    beside = and_(told.c.question == questions.c.id, is_told, visible(told, viewer))
    chosen = _select_questions_by_id(viewer, dialect).outerjoin(told, beside)
    return chosen.add_columns(told.c.body.label("told"), told.c.language.label("told_language"))


@lru_cache
def _select_replies(viewer: Viewer) -> Select[Any]:
    chosen = select(replies, _THANKS_COUNT.label("thanks_count"), _REPLY_IS_PICTURED, *MEMBER_COLUMNS)
    return chosen.join(members, members.c.id == replies.c.author).where(visible(replies, viewer))


@lru_cache
def _select_replies_by_id(viewer: Viewer, dialect: str) -> Select[Any]:
    return _select_replies(viewer).where(is_among(replies.c.id, "ids", dialect))


def _question_of(row: Row[Any], shown: tuple[Picture, ...]) -> Question:
    return Question(
        id=row.id,
        space=row.space,
        title=row.title,
        body=row.body,
        author=member_of(row),
        asked_at=row.asked_at,
        language=row.language,
        me_too=row.me_too_count,
        is_demonstration=row.is_demonstration,
        recognitions=row.recognitions,
        recording=row.recording,
        ink=row.ink,
        photo=row.photo,
        pictures=shown,
        replies=row.reply_count,
        is_solved=row.is_solved,
        hidden_at=row.hidden_at,
        is_shy=row.is_shy,
    )


def _reply_of(row: Row[Any], shown: tuple[Picture, ...]) -> Reply:
    return Reply(
        id=row.id,
        question=row.question,
        body=row.body,
        author=member_of(row),
        written_at=row.written_at,
        language=row.language,
        is_solution=row.is_solution,
        thanks=row.thanks_count,
        pictures=shown,
        recognitions=row.recognitions,
        recording=row.recording,
        ink=row.ink,
        photo=row.photo,
        hidden_at=row.hidden_at,
        is_shy=row.is_shy,
    )


def _literals(after: tuple[datetime, str]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    at, id = after
    return literal(at, questions.c.asked_at.type), literal(id, questions.c.id.type)
