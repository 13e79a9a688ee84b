"""Drafts, and the one road from a draft to something public: ``Drafts.confirm``.

A draft belongs to the browser (the *visit*) in which it was made. For ``UNDO_SECONDS`` after its confirmation it can
be taken back. If others replied to a question meanwhile, their replies become drafts in their hands again: taking one's
own words back never loses those of somebody else.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypedDict, cast

from community.consent import NEEDS_ANOTHER_ACT, Act, is_consent
from community.ids import new_id
from community.kept import FILES, Kept
from community.members import Member, sealed
from community.pace import PUBLISHING, Limit, longest, most, require_room
from errors import N_, CannotBeKept, NotConfirmable, NotFound, NotYours, TooLateToUndo, TooManyWords
from vocabulary import Destination, Draft

if TYPE_CHECKING:
    from community.publishing import Publishing
    from community.storage import Rows, Store

UNDO_SECONDS = 30
LONGEST_TEXT = 20_000  # characters
LONGEST_SUBJECT = 200  # characters

KINDS = ("recording", "ink", "photo")
"""The kept files of a draft, each published with the words only where ``draft.keeps_…`` says so."""


class Files(TypedDict):
    """The names of the kept files of a draft or a post; None where there is none."""

    recording: str | None
    ink: str | None
    photo: str | None


NO_TEXT = N_("il n’a pas encore de texte.")
NO_DESTINATION = N_("choisissez où le publier.")
NO_SUBJECT = N_("donnez-lui un sujet.")
NOT_SHY = N_("seule une première participation, question, réponse ou contribution, se montre à l’animation seulement.")
ALREADY_PUBLISHED = N_("il est déjà publié.")


SHY_KINDS = ("forum", "thread", "atelier")
"""Where first words may be shown to who animates only: see ``shy``."""

PublishedKind = Literal["cafe_words", "question", "reply", "contribution", "sentence", "tip", "article"]
"""A ``sentence`` is of a synthesis, which others see once it is signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of a confirmed draft."""

    kind: PublishedKind
    id: str
    link: str
    """Path of its page in the app."""
    at: datetime
    undo_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A draft as the community keeps it."""

    id: str
    draft: Draft
    created_at: datetime
    changed_at: datetime
    member: Member | None = None
    """Who confirmed it; None until then."""
    recording: str | None = None
    """The kept file of what was said."""
    ink: str | None = None
    """The kept file of what was written by hand."""
    photo: str | None = None
    """The kept file of a photographed note."""
    confirmed: Published | None = None


def require_short(draft: Draft) -> None:
    """Raises ``TooManyWords``."""
    for text, limit in ((draft.text, LONGEST_TEXT), (draft.subject, LONGEST_SUBJECT)):
        if len(text) > limit:
            raise TooManyWords(length=len(text), limit=limit)


def require_complete(draft: Draft) -> Destination:
    """Where a draft that can be published goes. Raises ``NotConfirmable``, which says what is missing."""
    if not draft.text.strip():
        raise NotConfirmable(why=NO_TEXT)
    if draft.to is None:
        raise NotConfirmable(why=NO_DESTINATION)
    to = draft.to
    is_titled = to.kind in ("forum", "article") or (to.kind == "tip" and to.version is not None)
    if is_titled and not draft.subject.strip():
        raise NotConfirmable(why=NO_SUBJECT)
    return draft.to


class Drafts:
    """The drafts of every visit."""

    def __init__(
        self,
        store: "Store",
        kept: Kept,
        publishing: "Publishing",
        *,
        now: Callable[[], datetime],
        limits: Sequence[Limit] = PUBLISHING,
    ) -> None:
        self._store = store
        self._kept = kept
        self._publishing = publishing
        self._now = now
        self._limits = limits

    def keep(
        self,
        draft: Draft,
        *,
        visit: str,
        id: str | None = None,
        recording: bytes | None = None,
        media_type: str = "audio/wav",
        ink: bytes | None = None,
        photo: bytes | None = None,
        photo_type: str = "image/jpeg",
    ) -> KeptDraft:
        """Keep a new draft, or with ``id`` a changed one; its recording, ink and photo stay unless others are given.

        ``media_type`` is that of the recording; ink is JSON.

        Raises ``TooManyWords`` (the former text stays), ``NotFound``, ``NotYours``, ``NotConfirmable`` when it is
        already published, and what the store raises.
        """
        require_short(draft)
        at = self._now()
        with self._store.writing() as rows:
            former = self._mine(rows, id, visit) if id is not None else None
            if former is not None and former.confirmed is not None:
                raise NotConfirmable(why=ALREADY_PUBLISHED)
            given = {
                "recording": (recording, media_type),
                "ink": (ink, "application/json"),
                "photo": (photo, photo_type),
            }
            kept = KeptDraft(
                id=former.id if former is not None else new_id(),
                draft=draft,
                **self._files(rows, former, given, at=at),
                created_at=former.created_at if former is not None else at,
                changed_at=at,
                member=former.member if former is not None else None,
            )
            rows.drafts.put(kept, visit=sealed(visit))
        self.sweep_if_possible()
        return kept

    def _files(
        self,
        rows: "Rows",
        former: KeptDraft | None,
        given: Mapping[str, tuple[bytes | None, str]],
        *,
        at: datetime,
    ) -> Files:
        """The names of a draft's files, those that were given kept; what they replace may go."""
        names: dict[str, str | None] = {}
        for kind, (content, media_type) in given.items():
            names[kind] = former_name = getattr(former, kind, None)
            if content is None:
                continue
            rows.alone(FILES)
            names[kind] = self._kept.put(content, media_type)
            if names[kind] != former_name:
                rows.drafts.file_is_due(former_name, at=at)
        return cast(Files, names)

    def get(self, id: str, *, visit: str) -> KeptDraft:
        """Raises ``NotFound`` and ``NotYours``."""
        with self._store.reading() as rows:
            return self._mine(rows, id, visit, lock=False)

    def of_visit(self, visit: str) -> tuple[KeptDraft, ...]:
        """The drafts of this browser that are not published, newest first."""
        with self._store.reading() as rows:
            return rows.drafts.of_visit(sealed(visit))

    def discard(self, id: str, *, visit: str) -> None:
        """Throw a draft away with its files. Raises ``NotFound``, ``NotYours`` and ``NotConfirmable``."""
        with self._store.writing() as rows:
            kept = self._mine(rows, id, visit)
            if kept.confirmed is not None:
                raise NotConfirmable(why=ALREADY_PUBLISHED)
            for kind in KINDS:
                rows.drafts.file_is_due(getattr(kept, kind), at=self._now())
            rows.drafts.remove(id)
        self.sweep_if_possible()

    def confirm(self, id: str, *, visit: str, member: Member, by: Collection[Act]) -> Published:
        """Publish a draft: a question, a reply, a contribution, a version of a tip, an article. There is no other way.

        ``by`` is what its author did to say yes. The same draft confirmed twice, even at once, gives the same
        ``Published``. When this returns, it is on the disk. Raises ``NotConfirmable``, also where what was done is not
        enough, ``TooManyForNow`` where one has published very much lately, ``NotFound``, ``NotYours`` and what the
        store raises.
        """
        if not is_consent(by):
            raise NotConfirmable(why=NEEDS_ANOTHER_ACT)
        with self._store.writing() as rows:
            kept = self._mine(rows, id, visit)
            if kept.confirmed is not None:
                return kept.confirmed
            require_short(kept.draft)
            to = require_complete(kept.draft)
            self._require_room(rows, member)
            if kept.draft.is_shy and (to.kind not in SHY_KINDS or rows.moderation.has_shown(member.id)):
                raise NotConfirmable(why=NOT_SHY)
            published = self._publishing.publish(rows, kept, to, member)
            rows.drafts.set_published(id, published, member)
        return published

    def undo(self, id: str, *, visit: str) -> KeptDraft:
        """Take back what a draft published: it disappears, and the draft is there again with its recording.

        Replies that came meanwhile are drafts of their authors again. A draft that is not published is returned as it
        is. Raises ``TooLateToUndo`` after ``UNDO_SECONDS``, ``NotFound``, ``NotYours``, and
        ``WrittenOn`` for a version of a tip from which somebody has written on.
        """
        with self._store.writing() as rows:
            kept = self._mine(rows, id, visit)
            if kept.confirmed is None:
                return kept
            if self._now() > kept.confirmed.undo_until:
                raise TooLateToUndo(seconds=UNDO_SECONDS)
            author = cast(Member, kept.member)  # who confirmed it
            self._publishing.withdraw(rows, kept, kept.confirmed, by=author.id)
            rows.drafts.set_unpublished(id)
            return self._mine(rows, id, visit)

    def sweep(self) -> int:
        """Erase the files that nobody may keep any longer; how many went. Cheap when nothing is due."""
        at = self._now()
        undoable_since = at - timedelta(seconds=UNDO_SECONDS)
        with self._store.reading() as rows:
            if not rows.drafts.anything_due(at, undoable_since=undoable_since):
                return 0
        with self._store.writing() as rows:
            rows.alone(FILES)
            due = rows.drafts.take_due(at, undoable_since=undoable_since)
            for name in due:
                self._kept.erase(name)
        return len(due)

    def sweep_if_possible(self) -> None:
        """Likewise after something was done: it is done already, and what cannot be erased now stays due."""
        with suppress(CannotBeKept):
            self.sweep()

    def _require_room(self, rows: "Rows", member: Member) -> None:
        if self._limits:
            since = self._now() - longest(self._limits)
            done = rows.drafts.published_since(member.id, since, most=most(self._limits))
            require_room(done, self._limits, at=self._now())

    def _mine(self, rows: "Rows", id: str, visit: str, *, lock: bool = True) -> KeptDraft:
        found = rows.drafts.get(id, lock=lock)
        if found is None:
            raise NotFound(name=id)
        kept, owner = found
        if owner != sealed(visit):
            raise NotYours
        return kept
