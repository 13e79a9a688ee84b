"""Notices by e-mail, for who gave an address and showed that it is theirs.

A letter holds the notices that came since the last one and were not read meanwhile. It is handed out to be sent, and
counts as sent when whoever sends it says so: a letter that a crash or a silent server swallowed is handed out again.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, get_args

from community.following import Notice
from community.members import Member, sealed
from community.viewers import Viewer
from errors import BadAddress, CodeWrong, NotFound, TooSoon
from vocabulary import Language

if TYPE_CHECKING:
    from community.storage import Store

Pace = Literal["hour", "day"]
PACES: tuple[Pace, ...] = get_args(Pace)

_PACE: dict[Pace, timedelta] = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
_UNDO = timedelta(minutes=1)
"""What can still be taken back is not written to anybody."""
_CODE_LASTS = timedelta(minutes=30)
_BETWEEN_CODES = timedelta(minutes=1)
_TRIES = 5
_HANDED_OUT = timedelta(minutes=5)
"""How long a letter may be on its way before it is handed out again."""
LONGEST_ADDRESS = 254  # characters, RFC 5321
_ADDRESS = re.compile(
    r"[^\s@<>\"(),:;\\\[\]\x00-\x1f\x7f]{1,64}@[^\s@<>\"(),:;\\\[\]\x00-\x1f\x7f]+\.[^\s@.\x00-\x1f]{2,}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Where a member wants to be written to."""

    member: str
    address: str
    language: Language = "fr"
    pace: Pace = "hour"
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Notices to be sent to one member."""

    mailbox: Mailbox
    notices: tuple[Notice, ...]
    """Oldest first."""
    stop: str
    """The token by which its reader stops the letters without signing in."""

    @property
    def up_to(self) -> int:
        """The number of the last notice in it."""
        return self.notices[-1].number


def usable_address(address: str) -> str:
    """The address without blanks around it. Raises ``BadAddress``."""
    tidy = address.strip()
    if len(tidy) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(tidy) or not tidy.isprintable():
        raise BadAddress(name=tidy[:80])
    return tidy


class Mail:
    """Who wants to be written to, and what is due."""

    def __init__(self, store: "Store", *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def mailbox(self, member: Member) -> Mailbox | None:
        """None where a member gave no address."""
        with self._store.reading() as rows:
            return rows.mail.mailbox(member.id)

    def give(self, member: Member, address: str, *, language: Language) -> str:
        """Give an address, or another one; gives the code to send there. Nothing else goes there until it is confirmed.

        Raises ``BadAddress``, and ``TooSoon`` within a minute of the last code.
        """
        tidy, code, at = usable_address(address), f"{secrets.randbelow(10**6):06d}", self._now()
        with self._store.writing() as rows:
            rows.alone("mail")
            asked_at = rows.mail.asked_at(member.id)
            if asked_at is not None and at - asked_at < _BETWEEN_CODES:
                raise TooSoon(seconds=_BETWEEN_CODES.seconds)
            box = Mailbox(member=member.id, address=tidy, language=language)
            last = rows.following.last(member.id)
            rows.mail.put(
                box, code=sealed(f"{member.id} {code}"), stop=secrets.token_urlsafe(24), at=at, sent_up_to=last
            )
        return code

    def confirm(self, member: Member, code: str) -> None:
        """Show that one reads what is written there. Raises ``CodeWrong`` also for one that is too old."""
        with self._store.writing() as rows:
            rows.alone("mail")
            given = sealed(f"{member.id} {''.join(code.split())}")
            is_right = rows.mail.try_code(member.id, given, since=self._now() - _CODE_LASTS, tries=_TRIES)
        # Raised outside, so that the try is counted.
        if not is_right:
            raise CodeWrong

    def choose_pace(self, member: Member, pace: Pace) -> None:
        """At most one letter an hour, or one a day."""
        if pace not in PACES:
            raise NotFound(name=pace)
        with self._store.writing() as rows:
            rows.mail.set_pace(member.id, pace)

    def forget(self, member: Member) -> None:
        """Be written to no longer; the address is erased."""
        with self._store.writing() as rows:
            rows.mail.remove(member.id)

    def stop(self, token: str) -> bool:
        """Likewise, by the link of a letter; False where it is of no letter, or was used already."""
        with self._store.writing() as rows:
            return rows.mail.remove_by_token(token)

    def take_due(self, *, limit: int = 20) -> tuple[Letter, ...]:
        """Letters to send now; nobody else is given them for a while. Say ``sent`` or ``not_sent`` of each."""
        at = self._now()
        with self._store.writing() as rows:
            rows.alone("mail")
            due = rows.mail.due(at, not_after=at - _UNDO, paces=_PACE, limit=limit)
            letters = []
            for mailbox, stop, sent_up_to in due:
                notices = rows.following.unread_since(
                    mailbox.member, sent_up_to, not_after=at - _UNDO, viewer=Viewer(member=mailbox.member)
                )
                if notices:
                    rows.mail.hand_out(mailbox.member, until=at + _HANDED_OUT)
                    letters.append(Letter(mailbox=mailbox, notices=notices, stop=stop))
        return tuple(letters)

    def sent(self, letter: Letter) -> None:
        """The mail server took it."""
        with self._store.writing() as rows:
            rows.mail.sent(letter.mailbox.member, up_to=letter.up_to, at=self._now())

    def not_sent(self, letter: Letter, *, wait: timedelta = timedelta(minutes=10)) -> None:
        """The mail server did not take it: try again later."""
        with self._store.writing() as rows:
            rows.mail.hand_out(letter.mailbox.member, until=self._now() + wait)
