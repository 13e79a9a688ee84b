"""A shy start: what one brings for the first time may be shown to who animates only.

Its author chooses so before confirming, as long as nothing of theirs is there for everyone. Who animates may welcome
it; only its author shows it to everyone, when they want to, by a confirmation as for everything that is published.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING

from community.closings import holds
from community.consent import NEEDS_ANOTHER_ACT, Act, is_consent
from community.findable import make_findable
from community.happenings import Happenings, Thing
from community.members import Member
from community.moderation import Words, found, require_short, tell
from community.permissions import RULES, require
from community.permissions import Thing as Permitted
from community.viewers import viewer_of
from errors import NotConfirmable, NotFound
from vocabulary import Destination

if TYPE_CHECKING:
    from community.storage import Rows, Store


class ShyStart:
    """First words that few see yet."""

    def __init__(self, store: "Store", happenings: Happenings, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._happenings = happenings
        self._now = now

    def is_offered(self, to: Destination | None, *, member: Member | None) -> bool:
        """Whether somebody may show a draft to who animates only: it is their start, and somebody is there to see it.

        ``member`` is None for who has no pseudonym yet.
        """
        if to is None or to.kind not in ("forum", "thread", "atelier"):
            return False
        with self._store.reading() as rows:
            if member is not None and rows.moderation.has_shown(member.id):
                return False
            return to.kind == "atelier" or rows.moderation.anybody_has(RULES["read_shy"].roles)

    def waiting(self, *, by: Member, limit: int = 20) -> tuple[Words, ...]:
        """First words that a member may see and nobody has welcomed yet, oldest first; never their own."""
        viewer = viewer_of(by)
        with self._store.reading() as rows:
            return tuple(found(rows, thing, viewer) for thing in rows.moderation.shy(viewer, limit=limit))

    def count_waiting(self, *, by: Member) -> int:
        """How many of them there are, at most a hundred; cheap, since every page of who animates asks."""
        with self._store.reading() as rows:
            return len(rows.moderation.shy(viewer_of(by), limit=100))

    def welcome(self, thing: Thing, *, words: str = "", by: Member) -> bool:
        """Welcome who begins; whether that is new: one person welcomes once.

        Raises ``NotFound``, also for what everyone sees, ``NotAllowed``, ``NotYours`` and ``TooManyWords``.
        """
        require_short(words)
        with self._store.writing() as rows:
            rows.alone(f"moderation of {thing.kind} {thing.id}")
            new = found(rows, thing, viewer_of(by))
            require("welcome", by, Permitted(author=new.author.id, animators=_animators(rows, new)))
            if not new.post.is_shy:
                raise NotFound(name=thing.id)
            welcomed = (one.by for one in rows.moderation.entries(thing) if one.done == "welcomed")
            if any(one is not None and one.id == by.id for one in welcomed):
                return False
            at = self._now()
            rows.moderation.note("welcomed", thing, by=by, author=new.author, at=at, reason=words.strip())
            tell(self._happenings, rows, "welcomed", new, by=by, at=at)
        return True

    def make_public(self, thing: Thing, *, member: Member, by: Collection[Act]) -> None:
        """Show one's own words to everyone; ``by`` is what their author did to say yes. Twice changes nothing.

        Raises ``NotConfirmable`` where what was done is not enough, ``NotFound`` and ``NotYours``.
        """
        if not is_consent(by):
            raise NotConfirmable(why=NEEDS_ANOTHER_ACT)
        with self._store.writing() as rows:
            rows.alone(f"moderation of {thing.kind} {thing.id}")
            words = found(rows, thing, viewer_of(member))
            require("make_public", member, Permitted(author=words.author.id))
            if not words.post.is_shy:
                return
            at = self._now()
            rows.moderation.note("made_public", thing, by=member, author=member, at=at)
            rows.moderation.set_shy(thing, False)
            make_findable(rows, thing)
            if words.post.hidden_at is None:
                tell(self._happenings, rows, "shown", words, by=member, at=at)


def _animators(rows: "Rows", words: Words) -> frozenset[str]:
    atelier = rows.cafes.atelier(words.place.id) if words.place.kind == "atelier" else None
    return holds(atelier).animators if atelier is not None else frozenset()
