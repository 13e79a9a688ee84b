"""A forum's archive as JSON Lines: read in, resumed where it stopped, never twice, and written out again.

The format is documented in ``docs/archive.md``. Each line is one question or one reply. What cannot be read is reported
by the number of its line and the rest is taken. Nobody stands behind an imported author: one whose pseudonym somebody
here has is told apart, so that no words are put into anybody's mouth.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from community.drafts import LONGEST_SUBJECT, LONGEST_TEXT
from community.forum import Question, Reply
from community.members import Member, compared, usable
from community.spaces import Spaces
from community.viewers import GUEST, Viewer
from errors import N_, NotFound, PseudonymUnusable
from vocabulary import LANGUAGES, Language

if TYPE_CHECKING:
    from community.storage import Rows, Store

A_BATCH = 200  # lines that are on the disk together
LONGEST_LINE = 1_000_000  # bytes

NOT_JSON = N_("ce n’est pas un objet JSON")
TOO_LONG = N_("la ligne est trop longue")
NO_FIELD = N_("il manque « {name} »")
BAD_FIELD = N_("« {name} » ne convient pas")
NO_QUESTION = N_("la question « {name} » n’est ni dans le fichier ni ici")
UNKNOWN_KIND = N_("« {name} » n’est ni question ni reply")


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A line that was not taken."""

    number: int
    """From 1."""
    why: str
    """A French sentence with ``{name}``, for the catalogue."""
    name: str = ""


@dataclass(slots=True, kw_only=True)
class Imported:
    """What came of an import."""

    questions: int = 0
    replies: int = 0
    known: int = 0
    """Those that were here already."""
    broken: list[Broken] = field(default_factory=list)


class _Unusable(Exception):
    def __init__(self, why: str, name: str = "") -> None:
        super().__init__(why)
        self.why, self.name = why, name


class Archive:
    """The forums' archive."""

    def __init__(self, store: "Store", spaces: Spaces, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._spaces = spaces
        self._now = now

    def read_in(self, lines: Iterable[bytes], *, source: str, tell: Callable[[int], None] = lambda _: None) -> Imported:
        """Import lines; ``source`` names where they come from, so that the same line is known again.

        Each batch is on the disk when ``tell`` is called with how many lines were read. Stopped anywhere, it goes on
        when it is called again with the same lines. A reply may stand before its question.
        """
        done = Imported()
        early: list[tuple[int, bytes]] = []
        for batch in _batches(enumerate(lines, start=1)):
            with self._store.writing() as rows:
                batch_import = _Batch(rows=rows, spaces=self._spaces, source=source, now=self._now)
                early += [line for line in batch if not batch_import.take(line, done)]
            tell(batch[-1][0])
        for batch in _batches(early):
            with self._store.writing() as rows:
                batch_import = _Batch(rows=rows, spaces=self._spaces, source=source, now=self._now, is_last=True)
                for line in batch:
                    batch_import.take(line, done)
        done.broken.sort(key=lambda one: one.number)
        return done

    def write_out(self, *, space: str | None = None, viewer: Viewer = GUEST) -> Iterator[str]:
        """Every question that the viewer may see with its replies as lines, oldest first.

        The same format comes in again, and all that comes in is public.
        """
        after: tuple[datetime, str] | None = None
        while True:
            with self._store.reading() as rows:
                questions = rows.forum.oldest(space=space, after=after, limit=A_BATCH, viewer=viewer)
                replies = {question.id: rows.forum.replies(question.id, viewer=viewer) for question in questions}
            for question in questions:
                yield _line(_from_question(question))
                for reply in sorted(replies[question.id], key=lambda one: (one.written_at, one.id)):
                    yield _line(_from_reply(reply))
            if not questions:
                return
            after = (questions[-1].asked_at, questions[-1].id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """Lines that are taken in one transaction."""

    rows: "Rows"
    spaces: Spaces
    source: str
    now: Callable[[], datetime]
    is_last: bool = False
    """Whether a reply whose question is not here is broken, or may still wait."""

    def take(self, line: tuple[int, bytes], done: Imported) -> bool:
        """Take a line or report it; False for a reply whose question has not come yet."""
        number, raw = line
        if not raw.strip():
            return True
        try:
            found = _object(raw)
            if found.get("kind") == "question":
                self._take_question(found, done)
            elif found.get("kind") == "reply":
                return self._take_reply(found, done)
            else:
                raise _Unusable(UNKNOWN_KIND, str(found.get("kind", ""))[:40])
        except _Unusable as error:
            done.broken.append(Broken(number=number, why=error.why, name=error.name))
        return True

    def _take_question(self, found: dict[str, Any], done: Imported) -> None:
        id = self._id(_text(found, "id", 200))
        title, body = _text(found, "title", LONGEST_SUBJECT), _text(found, "body", LONGEST_TEXT)
        space, language = self._space(found), _language(found)
        asked_at, names = self._moment(found, "asked_at"), _names(found)
        if self.rows.forum.question(id) is not None:
            done.known += 1
            return
        question = Question(
            id=id,
            space=space,
            title=title,
            body=body,
            author=self._author(names),
            asked_at=asked_at,
            language=language,
        )
        self.rows.forum.add_question(question, draft=None)
        self.rows.index.add_question(question)
        done.questions += 1

    def _take_reply(self, found: dict[str, Any], done: Imported) -> bool:
        id, asked = self._id(_text(found, "id", 200)), _text(found, "question", 200)
        body, written_at = _text(found, "body", LONGEST_TEXT), self._moment(found, "written_at")
        names, is_solution = _names(found), _flag(found, "is_solution")
        question = self.rows.forum.question(self._id(asked))
        language = _language(found, question.language if question is not None else "fr")
        if question is None:
            if self.is_last:
                raise _Unusable(NO_QUESTION, asked)
            return False
        if self.rows.forum.reply(id) is not None:
            done.known += 1
            return True
        reply = Reply(
            id=id,
            question=question.id,
            body=body,
            author=self._author(names),
            written_at=written_at,
            language=language,
        )
        self.rows.forum.add_reply(reply, draft=None)
        self.rows.index.add_reply(reply, question)
        if is_solution and not question.is_solved:
            self.rows.forum.set_solution(question.id, reply.id)
        done.replies += 1
        return True

    def _id(self, given: str) -> str:
        """The id here of what a source calls so: always the same, and one that nothing of another source has."""
        return hashlib.sha256(f"{self.source}\n{given}".encode("utf-8", "surrogatepass")).hexdigest()[:24]

    def _space(self, found: dict[str, Any]) -> str:
        id = _text(found, "space", 64)
        try:
            space = self.spaces.get(id)
        except NotFound as error:
            raise _Unusable(BAD_FIELD, "space") from error
        if not space.has_forum:
            raise _Unusable(BAD_FIELD, "space")
        return id

    def _author(self, names: list[str]) -> Member:
        """The author of that name in this source, made if need be; never somebody who is here already."""
        id = self._id(f"{names[0]}\nauthor")
        known = self.rows.members.get(id)
        if known is not None:
            return known
        for shown in names:
            member, is_new = self.rows.members.get_or_add(shown, compared(shown), at=self.now(), id=id)
            if is_new:
                return member
        raise _Unusable(BAD_FIELD, "author")

    def _moment(self, found: dict[str, Any], name: str) -> datetime:
        given = _text(found, name, 64)
        try:
            moment = datetime.fromisoformat(given)
        except ValueError as error:
            raise _Unusable(BAD_FIELD, name) from error
        moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        if not 1970 <= moment.year < 9999 or moment > self.now():
            raise _Unusable(BAD_FIELD, name)
        return moment.astimezone(UTC)


def _names(found: dict[str, Any]) -> list[str]:
    """How an author may be called here, the name of their own first."""
    given = _text(found, "author", 200)
    try:
        return [usable(given), *(usable(f"{given[:24]} (archive {number})") for number in range(1, 20))]
    except PseudonymUnusable as error:
        raise _Unusable(BAD_FIELD, "author") from error


def _flag(found: dict[str, Any], name: str) -> bool:
    value = found.get(name, False)
    if not isinstance(value, bool):
        raise _Unusable(BAD_FIELD, name)
    return value


def _batches(lines: Iterable[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    remaining = iter(lines)
    while batch := list(islice(remaining, A_BATCH)):
        yield batch


def _object(raw: bytes) -> dict[str, Any]:
    if len(raw) > LONGEST_LINE:
        raise _Unusable(TOO_LONG)
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise _Unusable(NOT_JSON) from error
    if not isinstance(found, dict):
        raise _Unusable(NOT_JSON)
    return found


def _text(found: dict[str, Any], name: str, longest: int) -> str:
    if name not in found:
        raise _Unusable(NO_FIELD, name)
    value = found[name]
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise _Unusable(BAD_FIELD, name)
    return value


def _language(found: dict[str, Any], default: Language = "fr") -> Language:
    language = found.get("language", default)
    if language not in LANGUAGES:
        raise _Unusable(BAD_FIELD, "language")
    return cast(Language, language)


def _line(found: dict[str, Any]) -> str:
    # ASCII, in which every character survives every editor and every line end.
    return json.dumps(found)


def _from_question(question: Question) -> dict[str, Any]:
    return {
        "kind": "question",
        "id": question.id,
        "space": question.space,
        "title": question.title,
        "body": question.body,
        "language": question.language,
        "author": question.author.pseudonym,
        "asked_at": question.asked_at.isoformat(),
    }


def _from_reply(reply: Reply) -> dict[str, Any]:
    return {
        "kind": "reply",
        "id": reply.id,
        "question": reply.question,
        "body": reply.body,
        "language": reply.language,
        "author": reply.author.pseudonym,
        "written_at": reply.written_at.isoformat(),
        "is_solution": reply.is_solution,
    }
