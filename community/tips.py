"""Tips (*trucs et astuces*): articles that members write together, all their authors credited.

A tip begins with words taken from threads and ateliers, exactly as they stand there. Every version is kept, with its
author and its moment, and none is ever overwritten: who wrote from a version that is no longer the newest has their
changes joined to those of the others, or, where these touch, is shown both and chooses. Versions are published by
``drafts.confirm``.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from community.comparing import words_changed
from community.happenings import Happening, Happenings, Thing
from community.members import Member
from community.merging import Merged, merged, sentences, whole
from community.permissions import Thing as Permitted
from community.permissions import require
from community.viewers import GUEST, Viewer, viewer_of
from errors import N_, NotConfirmable, NotFound, TooManyWords, WrittenOn
from vocabulary import Destination, Draft, Language, Recognition

if TYPE_CHECKING:
    from community.storage import Rows, Store

LONGEST_TIP = 20_000  # characters
MOST_QUOTES = 60
TELLING_WORDS = 4
"""A shorter sentence is nobody's: everybody may write « Merci beaucoup »."""

NO_TIP = N_("cette astuce n’est plus là.")
TIP_CHANGED = N_("quelqu’un a changé les mêmes phrases que vous. Choisissez plus haut : votre texte est gardé.")
NOTHING_CHANGED = N_("il est pareil à la version actuelle.")
NO_TITLE = N_("donnez un titre à l’astuce.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What somebody takes for a tip: the characters from ``start`` to ``end`` of something that was published."""

    source: Thing
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that were taken for a tip, exactly as their author published them."""

    words: str
    author: Member
    source: Thing
    """The question, reply or contribution in which they stand."""
    place: Thing
    """The thread or atelier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A tip as somebody left it."""

    tip: str
    number: int
    """From 1; greater for a later one. The number of one that was taken back is never given again."""
    title: str
    body: str
    author: Member
    written_at: datetime
    base: int = 0
    """The version from which it was written; 0 for the first."""
    joined: bool = False
    """Whether others had written meanwhile, and both changes stand in it."""
    same_as: int | None = None
    """An earlier version that it brings back."""
    added: int = 0
    """How many words it has that the version before had not."""
    removed: int = 0
    recognitions: tuple[Recognition, ...] = ()
    recording: str | None = None
    ink: str | None = None
    photo: str | None = None

    @property
    def id(self) -> str:
        """Of its own among all versions."""
        return f"{self.tip}-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """A tip as it is now."""

    id: str
    space: str
    title: str
    body: str
    language: Language
    author: Member
    """Who began it."""
    made_at: datetime
    version: int
    """The newest; 0 while nobody has confirmed one, and then nobody else sees it."""
    changed_at: datetime
    is_demonstration: bool = False
    writers: tuple[Member, ...] = ()
    """Who wrote a version, in the order of their first."""
    quotes: tuple[Quote, ...] = ()
    """The words that were taken for it, whether or not they still stand in it."""
    hidden_at: datetime | None = None
    """Since when a moderator hides it; None for what is shown."""
    is_shy: bool = False

    @property
    def credited(self) -> tuple[Member, ...]:
        """All its authors, each once: those whose words it holds or began with, then who wrote it."""
        everyone = [*(quote.author for quote in self.quotes), *self.writers]
        return tuple({member.id: member for member in everyone}.values())

    @property
    def places(self) -> tuple[Thing, ...]:
        """The threads and ateliers of which it was made, each once."""
        return tuple(dict.fromkeys(quote.place for quote in self.quotes))

    @property
    def parts(self) -> tuple[tuple[str, Quote | None], ...]:
        """The text in pieces, each with whose words it is where they stand in it exactly as they were taken."""
        return tuple(_parts(self.body, self.quotes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """How a text that was written from one version meets the version that is now the newest."""

    newest: Version
    title: Merged
    body: Merged

    @property
    def settled(self) -> tuple[str, str] | None:
        """Title and text in one, where nobody has to choose."""
        title, body = whole(self.title), whole(self.body)
        return (title, body) if title is not None and body is not None else None


def link_to_tip(id: str) -> str:
    """Path of its page in the app."""
    return f"/tip?id={id}"


def _parts(body: str, quotes: Sequence[Quote]) -> Iterator[tuple[str, Quote | None]]:
    """Where a passage was changed within, its sentences that were not are still in their author's words."""
    found: list[tuple[int, int, Quote]] = []
    for quote in sorted(quotes, key=lambda one: -len(one.words)):  # the longest first: others may stand within it
        if not _find(body, quote.words, quote, found):
            for sentence in sentences(quote.words):
                if len(sentence.split()) >= TELLING_WORDS:
                    _find(body, sentence, quote, found)
    done = 0
    for start, end, quote in _joined(body, sorted(found, key=lambda one: one[0])):
        if body[done:start].strip():
            yield body[done:start].strip("\n"), None
        yield body[start:end], quote
        done = end
    if body[done:].strip():
        yield body[done:].strip("\n"), None


def _find(body: str, words: str, quote: Quote, found: list[tuple[int, int, Quote]]) -> bool:
    """Note where words stand first that nobody has claimed yet."""
    start = body.find(words)
    while start >= 0 and any(start < end and begin < start + len(words) for begin, end, _ in found):
        start = body.find(words, start + 1)
    if start >= 0:
        found.append((start, start + len(words), quote))
    return start >= 0


def _joined(body: str, found: list[tuple[int, int, Quote]]) -> Iterator[tuple[int, int, Quote]]:
    """Sentences of one passage that follow each other, in one."""
    held: tuple[int, int, Quote] | None = None
    for start, end, quote in found:
        if held is not None and held[2] is quote and not body[held[1] : start].strip():
            held = (held[0], end, quote)
            continue
        if held is not None:
            yield held
        held = (start, end, quote)
    if held is not None:
        yield held


class Tips:
    """All tips. Their versions are published by ``drafts.Drafts.confirm``."""

    def __init__(self, store: "Store", happenings: Happenings, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._happenings = happenings
        self._now = now

    def all(
        self, *, space: str | None = None, limit: int = 20, offset: int = 0, viewer: Viewer = GUEST
    ) -> tuple[Tip, ...]:
        """The latest changed first."""
        with self._store.reading() as rows:
            return rows.tips.all(space=space, limit=limit, offset=offset, viewer=viewer)

    def count(self, *, space: str | None = None, viewer: Viewer = GUEST) -> int:
        """How many there are."""
        with self._store.reading() as rows:
            return rows.tips.count(space=space, viewer=viewer)

    def get(self, id: str, *, viewer: Viewer = GUEST) -> Tip:
        """Raises ``NotFound``, also for one of which nobody has confirmed a version."""
        with self._store.reading() as rows:
            return _found(rows, id, viewer)

    def withdrawn(self, tip: Tip) -> tuple[Quote, ...]:
        """The words of a tip whose source nobody can read any more: hidden, taken back or erased meanwhile."""
        with self._store.reading() as rows:
            return tuple(quote for quote in tip.quotes if not _is_readable(rows, quote))

    def made_from(self, place: Thing, *, viewer: Viewer = GUEST) -> tuple[Tip, ...]:
        """The tips made of a thread or an atelier, the latest changed first."""
        with self._store.reading() as rows:
            return rows.tips.made_from(place, viewer=viewer)

    def versions(self, id: str, *, viewer: Viewer = GUEST) -> tuple[Version, ...]:
        """Newest first. Raises ``NotFound``."""
        with self._store.reading() as rows:
            return rows.tips.versions(_found(rows, id, viewer).id)

    def version(self, id: str, number: int, *, viewer: Viewer = GUEST) -> Version:
        """Raises ``NotFound``."""
        with self._store.reading() as rows:
            version = rows.tips.version(_found(rows, id, viewer).id, number)
        if version is None:
            raise NotFound(name=f"{id}, {number}")
        return version

    def begin(self, taken: Sequence[Taken], *, by: Member) -> tuple[Tip, str]:
        """Begin a tip with words of others, and give the text to make a draft of.

        Nobody sees it before a draft of it is confirmed. It stands in the space of the first of the words. Raises
        ``NotFound`` for what is not there, or holds no words there, ``TooManyWords``, and ``NotAllowed``.
        """
        require("edit_tip", by)
        if not taken:
            raise NotFound(name="")
        if len(taken) > MOST_QUOTES:
            raise TooManyWords(length=len(taken), limit=MOST_QUOTES)
        with self._store.writing() as rows:
            found = [_quote(rows, one, GUEST) for one in taken]  # what only some may read stays out of a tip
            quotes = tuple(quote for quote, _, _ in found)
            text = "\n\n".join(quote.words for quote in quotes)
            if len(text) > LONGEST_TIP:
                raise TooManyWords(length=len(text), limit=LONGEST_TIP)
            at = self._now()
            tip = Tip(
                id=secrets.token_hex(8),
                space=found[0][1],
                title="",
                body="",
                language=found[0][2],
                author=by,
                made_at=at,
                version=0,
                changed_at=at,
                quotes=quotes,
            )
            rows.tips.add(tip)
        return tip, text

    def quoted_in(self, id: str) -> tuple[Quote, ...]:
        """What was taken for a tip, also before anybody sees it; for who has its draft."""
        with self._store.reading() as rows:
            tip = rows.tips.get(id)
        return tip.quotes if tip is not None else ()

    def takes(self, to: Destination, *, viewer: Viewer = GUEST) -> bool:
        """Whether a draft may still go there: the tip is there for its author, or waits for its first version."""
        with self._store.reading() as rows:
            tip = rows.tips.get(to.id)
            if tip is None:
                return False
            return tip.version == to.version == 0 or rows.tips.get(to.id, viewer=viewer) is not None

    def meeting(self, draft: Draft, *, viewer: Viewer = GUEST) -> Meeting | None:
        """How a draft of a tip meets what others wrote since; None where nobody did, or it adds a paragraph only."""
        to = draft.to
        if to is None or to.kind != "tip" or to.version is None:
            return None
        with self._store.reading() as rows:
            tip = rows.tips.get(to.id, viewer=viewer)
            if tip is None or tip.version == to.version:
                return None
            return _meeting(rows, tip, draft, to.version)


def write_version(
    rows: "Rows",
    draft: Draft,
    *,
    id: str,
    author: Member,
    at: datetime,
    happenings: Happenings,
    kept_as: str | None,
    files: Mapping[str, str | None],
) -> Version:
    """Publish a draft as a version of its tip, joined to what others wrote meanwhile.

    ``kept_as`` is the id of the draft, ``files`` those that stay. Raises ``NotConfirmable`` where what they wrote
    touches what the author did, and ``TooManyWords``.
    """
    tip = rows.tips.get(id, lock=True)
    to = draft.to
    if tip is None or to is None or (tip.version and rows.tips.get(id, viewer=viewer_of(author)) is None):
        raise NotConfirmable(why=NO_TIP)
    require("edit_tip", author, Permitted(author=tip.author.id))
    base, joined = to.version if to.version is not None else tip.version, False
    if to.version is None and tip.version == 0:  # it was taken back
        raise NotConfirmable(why=NO_TIP)
    if to.version is None:
        title, body = tip.title, f"{tip.body.rstrip()}\n\n{draft.text.strip()}"
    elif to.version == tip.version:
        title, body = _one_line(draft.subject), draft.text.strip()
    elif tip.version == 0:  # the version from which it was written was taken back, and it was the only one
        title, body, base = _one_line(draft.subject), draft.text.strip(), 0
    else:
        settled = _meeting(rows, tip, draft, to.version).settled
        if settled is None:
            raise NotConfirmable(why=TIP_CHANGED)
        (title, body), joined = settled, True
    if not title:
        raise NotConfirmable(why=NO_TITLE)
    if (title, body) == (tip.title, tip.body):
        raise NotConfirmable(why=NOTHING_CHANGED)
    if len(body) > LONGEST_TIP:
        raise TooManyWords(length=len(body), limit=LONGEST_TIP)
    added, removed = words_changed(f"{tip.title}\n{tip.body}", f"{title}\n{body}")
    version = Version(
        tip=tip.id,
        number=rows.tips.next_number(tip.id),
        title=title,
        body=body,
        author=author,
        written_at=at,
        base=base,
        joined=joined,
        same_as=rows.tips.same_as(tip.id, title, body),
        added=added,
        removed=removed,
        recognitions=draft.recognitions,
        recording=files.get("recording"),
        ink=files.get("ink"),
        photo=files.get("photo"),
    )
    rows.tips.add_version(version, draft=kept_as)
    _tell(rows, tip, version, happenings)
    return version


def take_version_back(rows: "Rows", draft: str, *, by: str, at: datetime, happenings: Happenings) -> None:
    """Take back the version that a draft became. Raises ``WrittenOn`` where somebody wrote on from it."""
    version = rows.tips.version_of_draft(draft)
    tip = rows.tips.get(version.tip, lock=True) if version is not None else None
    if version is None or tip is None:
        return
    if tip.version != version.number:
        raise WrittenOn
    rows.tips.remove_version(version)
    left = rows.tips.get(tip.id)
    thing = Thing(kind="tip", id=tip.id)
    if left is None or left.version == 0:
        happenings.tell(rows, Happening(kind="taken_back", thing=thing, by=by, at=at, space=tip.space))
    elif version.author.id not in {writer.id for writer in left.writers}:
        happenings.tell(rows, Happening(kind="unwritten", thing=thing, by=by, at=at, space=tip.space))


def _tell(rows: "Rows", tip: Tip, version: Version, happenings: Happenings) -> None:
    thing = Thing(kind="tip", id=tip.id)
    by, at = version.author.id, version.written_at
    happenings.tell(rows, Happening(kind="co_written", thing=thing, by=by, at=at, space=tip.space))
    if tip.version:
        return
    for quote in {quote.source: quote for quote in tip.quotes if quote.words in version.body}.values():
        to = quote.author.id
        if to != by:
            told = Happening(kind="quoted", thing=thing, by=by, at=at, to=to, quoted=quote.source, space=tip.space)
            happenings.tell(rows, told)


def _meeting(rows: "Rows", tip: Tip, draft: Draft, base: int) -> Meeting:
    newest = rows.tips.version(tip.id, tip.version)
    assert newest is not None, "the newest version of a tip is there"
    former = rows.tips.version(tip.id, base)  # None where it was taken back: then all of it is to be chosen
    title, body = (former.title, former.body) if former is not None else ("", "")
    return Meeting(
        newest=newest,
        title=merged(title, _one_line(draft.subject), newest.title),
        body=merged(body, draft.text.strip(), newest.body),
    )


def _quote(rows: "Rows", taken: Taken, viewer: Viewer) -> tuple[Quote, str, Language]:
    """Words as they stand where they were published, with their space and language."""
    source = taken.source
    published = _of_atelier(rows, source, viewer) if source.kind == "contribution" else _of_forum(rows, source, viewer)
    words = published.body[max(0, taken.start) : max(0, taken.end)].strip() if published is not None else ""
    if published is None or not words:
        raise NotFound(name=source.id)
    quote = Quote(words=words, author=published.author, source=source, place=published.place)
    return quote, published.space, published.language


def _is_readable(rows: "Rows", quote: Quote) -> bool:
    """Whether the words still stand where they were taken, for everyone."""
    published = (_of_atelier if quote.source.kind == "contribution" else _of_forum)(rows, quote.source, GUEST)
    return published is not None and quote.words in published.body


@dataclass(frozen=True, slots=True, kw_only=True)
class _Published:
    """What words are taken of."""

    body: str
    author: Member
    place: Thing
    space: str
    language: Language


def _of_forum(rows: "Rows", source: Thing, viewer: Viewer) -> _Published | None:
    reply = rows.forum.reply(source.id, viewer=viewer) if source.kind == "reply" else None
    asked = reply.question if reply is not None else source.id if source.kind == "question" else None
    question = rows.forum.question(asked, viewer=viewer) if asked is not None else None
    if question is None:
        return None
    said = reply if reply is not None else question
    place = Thing(kind="question", id=question.id)
    return _Published(body=said.body, author=said.author, place=place, space=question.space, language=question.language)


def _of_atelier(rows: "Rows", source: Thing, viewer: Viewer) -> _Published | None:
    contribution = rows.cafes.contribution(source.id, viewer=viewer)
    atelier = rows.cafes.atelier(contribution.atelier, viewer=viewer) if contribution is not None else None
    if contribution is None or atelier is None:
        return None
    return _Published(
        body=contribution.body,
        author=contribution.author,
        place=Thing(kind="atelier", id=atelier.id),
        space=atelier.space,
        language=contribution.language,
    )


def _found(rows: "Rows", id: str, viewer: Viewer) -> Tip:
    tip = rows.tips.get(id, viewer=viewer)
    if tip is None:
        raise NotFound(name=id)
    return tip


def _one_line(text: str) -> str:
    return " ".join(text.split())
