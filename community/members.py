"""Who takes part. A pseudonym is enough: it belongs to the browser (the *visit*) that first used it."""

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, get_args

from errors import NotFound, PseudonymTaken, PseudonymUnusable, SessionEnded

if TYPE_CHECKING:
    from community.storage import Store

Role = Literal["member", "animator", "moderator", "facilitator", "researcher", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)

SHORTEST, LONGEST = 2, 40  # characters of a pseudonym
_COMPARED = 256  # characters: a few signs spread out into a whole sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Someone of the community, known by a pseudonym only."""

    id: str
    pseudonym: str
    role: Role = "member"
    is_demonstration: bool = False
    """Written for the demonstration: nobody stands behind it."""


def usable(pseudonym: str) -> str:
    """The pseudonym as it is shown, its spaces tidied.

    Raises ``PseudonymUnusable`` when it is too short or too long, has no letter, or holds characters that cannot be
    seen: controls, and the marks that turn the direction of writing and would let one name pass for another.
    """
    shown = " ".join(part for part in unicodedata.normalize("NFC", pseudonym).split(" ") if part)
    kinds = [unicodedata.category(character) for character in shown]
    if not SHORTEST <= len(shown) <= LONGEST:
        raise PseudonymUnusable
    if any(kind.startswith("C") or kind in ("Zl", "Zp") for kind in kinds):
        raise PseudonymUnusable
    if not any(kind.startswith("L") for kind in kinds):
        raise PseudonymUnusable
    return shown


def compared(pseudonym: str) -> str:
    """What two pseudonyms have in common when they are the same but for case, accents and spaces."""
    spread = unicodedata.normalize("NFKD", pseudonym.casefold().replace("œ", "oe").replace("æ", "ae"))
    kept = (c for c in spread if unicodedata.category(c) != "Mn" and not c.isspace())
    return unicodedata.normalize("NFKD", "".join(kept).casefold())[:_COMPARED]


def sealed(visit: str) -> str:
    """What is stored of a visit's token: who reads the database cannot act as that browser."""
    return hashlib.sha256(visit.encode("utf-8", "surrogatepass")).hexdigest()


def is_over(used_at: datetime, *, at: datetime, session: timedelta) -> bool:
    """Whether the session of a browser that was last used then has ended."""
    return at - used_at > session


class Members:
    """The members of the community."""

    def __init__(self, store: "Store", *, now: Callable[[], datetime], session: timedelta = timedelta.max) -> None:
        """``session`` is how long a browser may be away and still be its member's."""
        self._store = store
        self._now = now
        self._session = session

    def enter(self, pseudonym: str, *, visit: str) -> Member:
        """Take part under a pseudonym: a new one, or one of this visit.

        ``visit`` is the random token of a browser. Raises ``PseudonymUnusable``, ``PseudonymTaken`` when the
        pseudonym belongs to another visit, and ``SessionEnded`` when it was away too long.
        """
        shown = usable(pseudonym)
        owner = sealed(visit)
        with self._store.writing() as rows:
            member, is_new = rows.members.get_or_add(shown, compared(shown), at=self._now())
            if not is_new:
                used_at = rows.members.used_at(member.id, owner)
                if used_at is None:
                    raise PseudonymTaken(name=shown)
                if is_over(used_at, at=self._now(), session=self._session):
                    raise SessionEnded(name=member.pseudonym)
            rows.members.used(member.id, owner, at=self._now())
        return member

    def trusted(self, pseudonym: str) -> Member:
        """The member of that name, made if need be; for who holds the database anyway, such as the command line."""
        shown = usable(pseudonym)
        with self._store.writing() as rows:
            return rows.members.get_or_add(shown, compared(shown), at=self._now())[0]

    def named(self, pseudonym: str) -> Member:
        """The member of that name. Raises ``NotFound``."""
        with self._store.reading() as rows:
            member = rows.members.named(compared(pseudonym))
        if member is None:
            raise NotFound(name=" ".join(pseudonym.split())[:LONGEST])
        return member

    def get(self, id: str) -> Member:
        """Raises ``NotFound``."""
        with self._store.reading() as rows:
            member = rows.members.get(id)
        if member is None:
            raise NotFound(name=id)
        return member
