"""Who wants to be written to, as rows."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, exists, or_, select, update

from community.mail import Mailbox, Pace
from community.storage.statements import upsert
from community.storage.tables import mailboxes, notices

# When the last code was made stays: who forgets and gives an address again and again sends nothing to a stranger.
_ERASED: dict[str, Any] = {"address": "", "code": "", "confirmed_at": None}


class MailRows:
    """Mailboxes within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mailbox(self, member: str) -> Mailbox | None:
        """None where a member gave no address."""
        there = (mailboxes.c.member == member, mailboxes.c.address != "")
        row = self._connection.execute(select(mailboxes).where(*there)).one_or_none()
        return _mailbox_of(row) if row is not None else None

    def asked_at(self, member: str) -> datetime | None:
        """When the last code was made."""
        return self._connection.scalars(select(mailboxes.c.asked_at).where(mailboxes.c.member == member)).one_or_none()

    def put(self, box: Mailbox, *, code: str, stop: str, at: datetime, sent_up_to: int) -> None:
        """Note an address, not confirmed; what happened before it is not written about."""
        facts = {
            "member": box.member,
            "address": box.address,
            "language": box.language,
            "pace": box.pace,
            "code": code,
            "tries": 0,
            "asked_at": at,
            "confirmed_at": None,
            "stop": stop,
            "sent_up_to": sent_up_to,
            "sent_at": None,
            "handed_out_until": None,
        }
        changing = [name for name in facts if name != "member"]
        self._connection.execute(upsert(self._connection, mailboxes, by=("member",), changing=changing), facts)

    def try_code(self, member: str, code: str, *, since: datetime, tries: int) -> bool:
        """Whether it is the code of that member, not too old and not tried too often; the try is counted."""
        mine = mailboxes.c.member == member
        row = self._connection.execute(select(mailboxes).where(mine)).one_or_none()
        if row is None or row.tries >= tries or row.asked_at < since:
            return False
        is_right = bool(row.code == code)
        changed: dict[str, Any] = {"tries": row.tries + 1}
        if is_right:
            changed = {"tries": tries, "confirmed_at": row.asked_at}
        self._connection.execute(update(mailboxes).where(mine).values(changed))
        return is_right

    def set_pace(self, member: str, pace: Pace) -> None:
        """How often at most."""
        self._connection.execute(update(mailboxes).where(mailboxes.c.member == member).values(pace=pace))

    def remove(self, member: str) -> None:
        """Erase the address."""
        self._connection.execute(update(mailboxes).where(mailboxes.c.member == member).values(_ERASED))

    def remove_by_token(self, token: str) -> bool:
        """Whether there was one."""
        used = (mailboxes.c.stop == token, mailboxes.c.address != "")
        return self._connection.execute(update(mailboxes).where(*used).values(_ERASED)).rowcount > 0

    def due(
        self, at: datetime, *, not_after: datetime, paces: Mapping[Pace, timedelta], limit: int
    ) -> Iterable[tuple[Mailbox, str, int]]:
        """Who is to be written to, with the token and the last notice that was sent."""
        in_time = or_(
            mailboxes.c.sent_at.is_(None),
            *(and_(mailboxes.c.pace == pace, mailboxes.c.sent_at <= at - every) for pace, every in paces.items()),
        )
        something = exists().where(
            notices.c.member == mailboxes.c.member,
            notices.c.number > mailboxes.c.sent_up_to,
            notices.c.read_at.is_(None),
            notices.c.at <= not_after,
        )
        chosen = (
            select(mailboxes)
            .where(
                mailboxes.c.confirmed_at.is_not(None),
                or_(mailboxes.c.handed_out_until.is_(None), mailboxes.c.handed_out_until <= at),
                in_time,
                something,
            )
            .order_by(mailboxes.c.member)
            .limit(limit)
        )
        return [(_mailbox_of(row), row.stop, row.sent_up_to) for row in self._connection.execute(chosen)]

    def hand_out(self, member: str, *, until: datetime) -> None:
        """Give nobody else its letter until then."""
        mine = mailboxes.c.member == member
        self._connection.execute(update(mailboxes).where(mine).values(handed_out_until=until))

    def sent(self, member: str, *, up_to: int, at: datetime) -> None:
        """Note what was sent."""
        sent = {"sent_up_to": up_to, "sent_at": at, "handed_out_until": None}
        self._connection.execute(update(mailboxes).where(mailboxes.c.member == member).values(sent))


def _mailbox_of(row: Row[Any]) -> Mailbox:
    return Mailbox(
        member=row.member,
        address=row.address,
        language=row.language,
        pace=row.pace,
        is_confirmed=row.confirmed_at is not None,
    )
