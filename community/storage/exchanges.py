"""Contributions with the replies to them, what they quote, and the thanks for them, as rows."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, func, or_, select

from community.cafes import Contribution, Exchange, Quote
from community.storage.cafes import contribution_of
from community.storage.members import MEMBER_COLUMNS, member_of
from community.storage.statements import insert_unless_there
from community.storage.tables import contribution_thanks, contributions, members
from community.storage.visibility import visible
from community.viewers import Viewer


class ExchangeRows:
    """What members say to one another in ateliers, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_atelier(self, atelier: str, *, limit: int, offset: int, viewer: Viewer) -> tuple[Exchange, ...]:
        """In the order in which they began."""
        begins = _select_visible(viewer).where(contributions.c.atelier == atelier, _begins_one(viewer))
        in_order = begins.order_by(contributions.c.written_at, contributions.c.id).limit(limit).offset(offset)
        return self._exchanges(in_order, viewer)

    def around(self, contribution: str, *, viewer: Viewer) -> Exchange | None:
        """The one in which a contribution stands; None for what a viewer may not see."""
        found = self._connection.execute(
            _select_visible(viewer).where(contributions.c.id == contribution)
        ).one_or_none()
        if found is None:
            return None
        first = _select_visible(viewer).where(contributions.c.id == (found.thread or found.id))
        around = self._exchanges(first, viewer) or self._exchanges(
            _select_visible(viewer).where(contributions.c.id == contribution), viewer
        )
        return next(iter(around), None)

    def replies_to(self, contribution: str) -> list[tuple[str, str | None]]:
        """The ids of the replies to it, each with the draft from which it was made."""
        chosen = select(contributions.c.id, contributions.c.draft).where(contributions.c.reply_to == contribution)
        return [(row.id, row.draft) for row in self._connection.execute(chosen)]

    def toggle_thanks(self, contribution: str, member: str, *, at: datetime) -> bool:
        """Whether that member thanks for it now."""
        mine = (contribution_thanks.c.contribution == contribution, contribution_thanks.c.member == member)
        if self._connection.execute(delete(contribution_thanks).where(*mine)).rowcount:
            return False
        self.add_thanks(contribution, [member], at=at)
        return True

    def add_thanks(self, contribution: str, by: Collection[str], *, at: datetime) -> None:
        """Note that some thank for it."""
        rows = [{"contribution": contribution, "member": member, "at": at} for member in by]
        if rows:
            self._connection.execute(insert_unless_there(self._connection, contribution_thanks), rows)

    def thanked(self, ids: Collection[str], member: str) -> frozenset[str]:
        """Those for which that member thanked."""
        mine = (contribution_thanks.c.contribution.in_(ids), contribution_thanks.c.member == member)
        return frozenset(self._connection.scalars(select(contribution_thanks.c.contribution).where(*mine)))

    def by_id(self, ids: Collection[str], *, viewer: Viewer) -> dict[str, Contribution]:
        """Those of the given ids that a viewer may see, each with its thanks and with what it quotes."""
        chosen = _select_visible(viewer).where(contributions.c.id.in_(ids))
        return self._completed([contribution_of(row) for row in self._connection.execute(chosen)], viewer)

    def _exchanges(self, begins: Select[Any], viewer: Viewer) -> tuple[Exchange, ...]:
        first = [contribution_of(row) for row in self._connection.execute(begins)]
        within = _select_visible(viewer).where(contributions.c.thread.in_([one.id for one in first]))
        in_order = within.order_by(contributions.c.written_at, contributions.c.id)
        replies = [contribution_of(row) for row in self._connection.execute(in_order)]
        complete = self._completed([*first, *replies], viewer)
        return tuple(
            Exchange(
                contribution=complete[one.id],
                replies=tuple(complete[reply.id] for reply in replies if reply.thread == one.id),
            )
            for one in first
        )

    def _completed(self, found: list[Contribution], viewer: Viewer) -> dict[str, Contribution]:
        """Each with its thanks, and with the words that it quotes, where a viewer may see them."""
        thanks = self._thanks([one.id for one in found])
        quotes = self._quotes(found, viewer)
        return {one.id: replace(one, thanks=thanks.get(one.id, 0), quote=quotes.get(one.id)) for one in found}

    def _thanks(self, ids: list[str]) -> dict[str, int]:
        counted = (
            select(contribution_thanks.c.contribution, func.count())
            .where(contribution_thanks.c.contribution.in_(ids))
            .group_by(contribution_thanks.c.contribution)
        )
        return {row[0]: row[1] for row in self._connection.execute(counted)}

    def _quotes(self, found: list[Contribution], viewer: Viewer) -> dict[str, Quote]:
        wanted = {one.reply_to for one in found if one.span is not None and one.reply_to is not None}
        if not wanted:
            return {}
        rows = self._connection.execute(_select_visible(viewer).where(contributions.c.id.in_(wanted)))
        quoted = {row.id: (row.body, member_of(row)) for row in rows}
        quotes = {}
        for one in found:
            if one.span is not None and one.reply_to is not None and one.reply_to in quoted:
                body, author = quoted[one.reply_to]
                quotes[one.id] = Quote(of=one.reply_to, words=body[slice(*one.span)], author=author)
        return quotes


def _select_visible(viewer: Viewer) -> Select[Any]:
    chosen = select(contributions, *MEMBER_COLUMNS).join(members, members.c.id == contributions.c.author)
    return chosen.where(visible(contributions, viewer))


def _begins_one(viewer: Viewer) -> Any:
    """Whether nothing that a viewer may see comes before it in its exchange."""
    before = contributions.alias("before")
    return or_(
        contributions.c.thread.is_(None),
        ~exists().where(before.c.id == contributions.c.thread, visible(before, viewer)),
    )
