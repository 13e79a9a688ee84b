"""Codes by which a member comes back in another browser: six pictograms, which serve once.

A code says by itself whose it is, so that nobody has to type a pseudonym. There are 36 to the power of 6, two thousand
million; what is stored of one is what scrypt makes of it. Wrong codes are counted for each browser, and for all
together: without the second count a stranger would only have to throw away their cookies. A browser in which its member
took part before is free of that count, so that a stranger who guesses keeps nobody out of their own.
"""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from community.members import Member, sealed
from community.permissions import Thing, require
from errors import CafeError, CodeOfAnother, CodeOld, CodeReplaced, CodeUnknown, CodeUsed, NobodyThere, TooManyTries

if TYPE_CHECKING:
    from community.storage import Rows, Store
    from community.storage.sign_in import KeptCode

Code = tuple[str, ...]
"""The names of pictograms, in their order."""

PICTOGRAMS: tuple[str, ...] = (
    "abroad", "advisor", "battery", "bill", "calendar", "camera", "clock", "computer", "cup", "euro", "eye", "hand",
    "help", "home", "key", "light", "lock", "mail", "message", "microphone", "moving", "person", "phone", "plug",
    "search", "settings", "shield", "shop", "slower", "star", "thanks", "trash", "tv", "wait", "warning", "write",
)  # fmt: skip
"""Those of assets/pictograms that look like nothing but themselves, and whose names sound like no other."""
LENGTH = 6
LASTS = timedelta(days=180)

TRIES = 5
"""Wrong codes in one browser within ``WITHIN``."""
TRIES_OF_ALL = 20
"""Wrong codes in all browsers within ``WITHIN``: a thousand waiting codes would hold for two years of guessing."""
WITHIN = timedelta(minutes=10)

_ALONE = "codes"


def sealed_code(code: Sequence[str]) -> str:
    """What is stored of a code. It takes 50 ms, and so would every guess of who holds the database."""
    text = " ".join(code).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(text, salt=b"cafe multimodal", n=2**14, r=8, p=1, dklen=32).hex()


class Codes:
    """The codes of every member."""

    def __init__(self, store: "Store", *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def make(self, member: Member, *, by: Member) -> Code:
        """A new code, in place of the one that was not used. It cannot be shown again later.

        Raises ``NotYours`` where ``by`` is somebody else without the right to give codes, and ``NobodyThere``.
        """
        require("give_code", by, Thing(author=member.id))
        return self.given(member)

    def given(self, member: Member) -> Code:
        """A new code, for who holds the database anyway, such as the command line.

        Raises ``NobodyThere`` for somebody of the demonstration: nobody may speak as them.
        """
        if member.is_demonstration:
            raise NobodyThere(name=member.pseudonym)
        while True:
            code = tuple(secrets.choice(PICTOGRAMS) for _ in range(LENGTH))
            kept = sealed_code(code)
            with self._store.writing() as rows:
                if rows.sign_in.add_code(kept, member.id, at=self._now()):
                    return code

    def waiting_since(self, member: Member) -> datetime | None:
        """When the code was made by which a member may still come back; None where there is none."""
        with self._store.reading() as rows:
            made_at = rows.sign_in.code_made_at(member.id)
        return made_at if made_at is not None and self._now() - made_at <= LASTS else None

    def use(self, code: Sequence[str], *, visit: str, of: Member | None = None) -> Member:
        """Come back in a browser, as the member whose code it is; the code is spent.

        With ``of`` it must be the code of that member. Raises ``CodeUnknown``, ``CodeUsed``, ``CodeReplaced``,
        ``CodeOld``, ``CodeOfAnother``, and ``TooManyTries`` while too many wrong ones were given; a code that is
        refused for that is not spent.
        """
        kept, owner, at = sealed_code(code), sealed(visit), self._now()
        with self._store.writing() as rows:
            rows.alone(_ALONE)
            found = rows.sign_in.code(kept)
            refused = _tried_too_often(rows, found, owner, at) or _refusal(found, of, at)
            if refused is None:
                assert found is not None, "else it was refused"
                rows.sign_in.use_code(kept, at=at)
                rows.members.used(found.member.id, owner, at=at)
                return found.member
            if not isinstance(refused, TooManyTries):
                rows.sign_in.add_wrong(owner, at=at, forget_before=at - WITHIN)
        raise refused  # the transaction is over: the try stays counted


def _tried_too_often(rows: "Rows", found: "KeptCode | None", visit: str, at: datetime) -> TooManyTries | None:
    own = rows.sign_in.wrong_since(at - WITHIN, visit=visit)
    if len(own) >= TRIES:
        return _wait(own[-TRIES], at)
    if found is not None and rows.members.used_at(found.member.id, visit) is not None:
        return None
    every = rows.sign_in.wrong_since(at - WITHIN)
    return _wait(every[-TRIES_OF_ALL], at) if len(every) >= TRIES_OF_ALL else None


def _wait(first: datetime, at: datetime) -> TooManyTries:
    seconds = (first + WITHIN - at).total_seconds()
    return TooManyTries(minutes=max(1, -(-int(seconds) // 60)))


def _refusal(found: "KeptCode | None", of: Member | None, at: datetime) -> CafeError | None:
    """Why a code does not do. Of somebody else's only that is said."""
    if of is not None and (found is None or found.member.id != of.id):
        return CodeOfAnother(name=of.pseudonym)
    if found is None:
        return CodeUnknown()
    if found.used_at is not None:
        return CodeUsed()
    if found.replaced_at is not None:
        return CodeReplaced()
    return CodeOld(days=LASTS.days) if at - found.made_at > LASTS else None
