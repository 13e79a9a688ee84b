"""Opening a café: it is prepared out of sight, and everybody sees it when its host opens it.

The introduction of a café and the animators' opening words are drafts like all others, confirmed by their author; the
other fields are short. Nothing of it is public before the host opens the café, which has a whole story then.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from community.cafes import Atelier, Cafe, is_a_story
from community.happenings import Happening, Happenings, Thing
from community.kept import Kept
from community.members import Member
from community.permissions import Thing as Permitted
from community.permissions import may, require
from community.spaces import Spaces
from errors import N_, NotFound, NotOpenable, NotYours, TooManyWords
from vocabulary import Language, Picture, Recognition

if TYPE_CHECKING:
    from community.storage import Rows, Store

LONGEST_TITLE = 120  # characters
LONGEST_QUESTION = 300  # characters
LONGEST_ALT = 500  # characters

NO_TITLE = N_("donnez un titre au café.")
NO_INTRODUCTION = N_("il n’a pas encore d’introduction.")
NO_DATES = N_("dites quand il commence et quand il finit.")
WRONG_DATES = N_("il finirait avant de commencer.")
NO_STORY = N_("une histoire a 3 ateliers, ou de 5 à 7.")
NO_ATELIER_TITLE = N_("chaque atelier a besoin d’un titre.")
NO_OPENING = N_("chaque atelier a besoin d’un mot d’ouverture.")
NO_QUESTION = N_("chaque atelier a besoin d’une question.")
NO_ALT = N_("dites ce que montre l’image, pour qui ne la voit pas.")
NO_CAFES_HERE = N_("cet espace ne reçoit pas de cafés.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CafeWords:
    """The introduction of a café, or the opening words of one of its ateliers, as confirmed by their author."""

    id: str
    cafe: str
    atelier: str | None
    """None for the introduction."""
    body: str
    author: Member
    written_at: datetime
    former: str = ""
    """What stood there before; empty for nothing."""
    language: Language = "fr"
    recognitions: tuple[Recognition, ...] = ()
    recording: str | None = None
    ink: str | None = None
    photo: str | None = None


def link_to_preparation(cafe: str) -> str:
    """Path of the page on which a café is prepared."""
    return f"/open-cafe?id={cafe}"


def missing(cafe: Cafe) -> tuple[str, ...]:
    """What a café still needs before it can be opened, as sentences of the catalogue; empty when it is ready."""
    held = cafe.ateliers
    needs = (
        (NO_TITLE, not cafe.title.strip()),
        (NO_INTRODUCTION, not cafe.introduction.strip()),
        (NO_DATES, cafe.starts_on is None or cafe.ends_on is None),
        (WRONG_DATES, cafe.starts_on is not None and cafe.ends_on is not None and cafe.ends_on < cafe.starts_on),
        (NO_STORY, not is_a_story(len(held))),
        (NO_ATELIER_TITLE, any(not atelier.title.strip() for atelier in held)),
        (NO_OPENING, any(not atelier.opening.strip() for atelier in held)),
        (NO_QUESTION, any(not atelier.question.strip() for atelier in held)),
    )
    return tuple(sentence for sentence, is_missing in needs if is_missing)


class Preparing:
    """The cafés that are not open yet. Each is seen by its host only."""

    def __init__(
        self, store: "Store", kept: Kept, spaces: Spaces, happenings: Happenings, *, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._kept = kept
        self._spaces = spaces
        self._happenings = happenings
        self._now = now

    def begin(self, title: str, *, space: str, ateliers: int, by: Member) -> Cafe:
        """Begin to prepare a café with so many ateliers.

        Raises ``NotAllowed``, ``NotOpenable`` and ``TooManyWords``.
        """
        require("open_cafe", by)
        title = _short(title, LONGEST_TITLE)
        if not title:
            raise NotOpenable(why=NO_TITLE)
        if not is_a_story(ateliers):
            raise NotOpenable(why=NO_STORY)
        if not any(one.id == space and one.has_cafes for one in self._spaces.all()):
            raise NotOpenable(why=NO_CAFES_HERE)
        id = secrets.token_hex(8)
        held = tuple(
            Atelier(
                id=f"{id}-{place}", cafe=id, title="", opening="", question="", animator=by, position=place, space=space
            )
            for place in range(1, ateliers + 1)
        )
        cafe = Cafe(id=id, title=title, introduction="", ateliers=held, space=space, host=by, is_open=False)
        with self._store.writing() as rows:
            rows.cafes.add(cafe, at=self._now())
        return cafe

    def of_host(self, by: Member) -> tuple[Cafe, ...]:
        """The cafés that a member prepares, oldest first."""
        with self._store.reading() as rows:
            return rows.preparing.of_host(by.id)

    def get(self, id: str, *, by: Member) -> Cafe:
        """A café in preparation. Raises ``NotFound``, also for one that is open, and ``NotYours``."""
        with self._store.reading() as rows:
            return _mine(rows, id, by)

    def describe(self, id: str, *, title: str, starts_on: date | None, ends_on: date | None, by: Member) -> None:
        """Give a café its title and dates. Raises ``NotOpenable`` for dates in the wrong order, and as ``get``."""
        title = _short(title, LONGEST_TITLE)
        if starts_on is not None and ends_on is not None and ends_on < starts_on:
            raise NotOpenable(why=WRONG_DATES)
        with self._store.writing() as rows:
            _mine(rows, id, by)
            rows.preparing.describe(id, title=title, starts_on=starts_on, ends_on=ends_on)

    def show_picture(self, id: str, content: bytes, media_type: str, *, alt: str, by: Member) -> None:
        """Give a café its picture, in place of a former one. Raises ``NotOpenable`` where it is not described."""
        alt = _short(alt, LONGEST_ALT)
        if not alt:
            raise NotOpenable(why=NO_ALT)
        with self._store.writing() as rows:
            former = _mine(rows, id, by).picture
            rows.alone("files")
            name = self._kept.put(content, media_type)
            rows.preparing.show_picture(id, Picture(file=name, media_type=media_type, alt=alt))
            if former is not None and former.file != name:
                rows.drafts.file_is_due(former.file, at=self._now())

    def describe_atelier(self, atelier: str, *, title: str, question: str, is_blind: bool, by: Member) -> None:
        """Give an atelier its title and its question, and say whether it is blind. Raises as ``get``."""
        title, question = _short(title, LONGEST_TITLE), _short(question, LONGEST_QUESTION)
        with self._store.writing() as rows:
            found = rows.cafes.atelier(atelier)
            if found is None:
                raise NotFound(name=atelier)
            _mine(rows, found.cafe, by)
            rows.preparing.describe_atelier(atelier, title=title, question=question, is_blind=is_blind)

    def open(self, id: str, *, by: Member) -> Cafe:
        """Let everybody see a café. Raises ``NotOpenable``, which says what is missing, and as ``get``."""
        require("open_cafe", by)
        with self._store.writing() as rows:
            rows.alone(f"cafe {id}")
            cafe = _mine(rows, id, by)
            for why in missing(cafe):
                raise NotOpenable(why=why)
            at = self._now()
            rows.preparing.open(id, at=at)
            thing = Thing(kind="cafe", id=id)
            self._happenings.tell(rows, Happening(kind="opened", thing=thing, by=by.id, at=at, space=cafe.space))
            found = rows.cafes.get(id)
        assert found is not None, "it was there in this transaction"
        return found

    def give_up(self, id: str, *, by: Member) -> None:
        """Throw away a café that is not open. What was written for it are drafts of their authors again."""
        with self._store.writing() as rows:
            _mine(rows, id, by)
            for draft in rows.preparing.drafts_of(id):
                rows.drafts.set_unpublished(draft)
            rows.preparing.remove(id)

    def space_of(self, *, cafe: str = "", atelier: str = "") -> str:
        """The space in which a café or an atelier stands, open or not. Raises ``NotFound``."""
        with self._store.reading() as rows:
            found = rows.cafes.atelier(atelier) if atelier else rows.cafes.get(cafe)
        if found is None:
            raise NotFound(name=cafe or atelier)
        return found.space

    def words_of(self, id: str) -> dict[str | None, CafeWords]:
        """The words that stand in a café with their sound and ink, by the atelier; None for the introduction."""
        with self._store.reading() as rows:
            return rows.preparing.words_of(id)


def may_write_for(cafe: Cafe | None, atelier: Atelier | None, who: Member) -> bool:
    """Whether somebody may write the introduction of a café, or the opening words of an atelier."""
    holders = atelier.animators if atelier is not None else frozenset({cafe.host.id} if cafe and cafe.host else ())
    return may("animate", who, Permitted(animators=holders))


def _mine(rows: "Rows", id: str, by: Member) -> Cafe:
    cafe = rows.cafes.get(id)
    if cafe is None or cafe.is_open:
        raise NotFound(name=id)
    if cafe.host is None or cafe.host.id != by.id:
        raise NotYours
    return cafe


def _short(text: str, limit: int) -> str:
    text = " ".join(text.split())
    if len(text) > limit:
        raise TooManyWords(length=len(text), limit=limit)
    return text
