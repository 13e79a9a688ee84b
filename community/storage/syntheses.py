"""Syntheses, as rows: parts, and which of them were signed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from community.cafes import Contribution
from community.members import Member
from community.storage.cafes import contribution_of
from community.storage.members import MEMBER_COLUMNS, MemberRows, member_of
from community.storage.tables import contributions, members, signed_parts, synthesis_parts, synthesis_signings
from community.storage.visibility import visible
from community.syntheses import Manuscript, Part, Synthesis
from community.viewers import WHOLE, Viewer


class SynthesisRows:
    """Syntheses within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def manuscript(self, atelier: str, *, viewer: Viewer = WHOLE) -> Manuscript:
        """What is being written, what was set aside, and what was signed last."""
        of_it = _select_parts().where(synthesis_parts.c.atelier == atelier)
        standing = of_it.where(synthesis_parts.c.set_aside_at.is_(None))
        aside = of_it.where(synthesis_parts.c.set_aside_at.is_not(None))
        return Manuscript(
            parts=self._parts(standing.order_by(*_ORDER), viewer),
            set_aside=self._parts(aside.order_by(synthesis_parts.c.set_aside_at.desc(), synthesis_parts.c.id), viewer),
            signed=self.signed(atelier, viewer=viewer),
        )

    def signed(self, atelier: str, *, viewer: Viewer = WHOLE) -> Synthesis | None:
        """What was signed last; None where nothing was."""
        chosen = (
            select(synthesis_signings, *MEMBER_COLUMNS)
            .join(members, members.c.id == synthesis_signings.c.by)
            .where(synthesis_signings.c.atelier == atelier)
            .order_by(synthesis_signings.c.number.desc())
            .limit(1)
        )
        row = self._connection.execute(chosen).one_or_none()
        if row is None:
            return None
        parts = _select_parts().join(signed_parts, signed_parts.c.part == synthesis_parts.c.id)
        in_order = parts.where(signed_parts.c.signing == row.number).order_by(signed_parts.c.position)
        seen = self._parts(in_order, viewer)
        return Synthesis(atelier=atelier, parts=seen, signed_by=member_of(row), signed_at=row.at)

    def part(self, id: str) -> Part | None:
        """None when there is none."""
        return next(iter(self._parts(_select_parts().where(synthesis_parts.c.id == id), WHOLE)), None)

    def is_signed(self, part: str) -> bool:
        """Whether a part was ever signed."""
        signed = select(signed_parts.c.part).where(signed_parts.c.part == part).limit(1)
        return self._connection.execute(signed).first() is not None

    def add(self, part: Part, *, in_place_of: str | None = None, draft: str | None = None) -> None:
        """Add a part at the end, or where another one stands or stood."""
        self._connection.execute(
            insert(synthesis_parts).values(
                id=part.id,
                atelier=part.atelier,
                position=self._position(part.atelier, in_place_of),
                text=part.text,
                contribution=part.quoted.id if part.quoted is not None else None,
                language=part.language,
                author=part.author.id,
                written_at=part.written_at,
                recognitions=part.recognitions,
                recording=part.recording,
                ink=part.ink,
                photo=part.photo,
                draft=draft,
            )
        )

    def remove(self, part: str) -> None:
        """Forget a part that was taken back before it was signed."""
        self._connection.execute(delete(synthesis_parts).where(synthesis_parts.c.id == part))

    def remove_sentences_of(self, member: str) -> int:
        """Forget every sentence of somebody, signed or not; how many. What they quoted stays: it is of others."""
        theirs = (synthesis_parts.c.author == member, synthesis_parts.c.contribution.is_(None))
        return self._connection.execute(delete(synthesis_parts).where(*theirs)).rowcount

    def set_aside(self, part: str, *, atelier: str, by: str, at: datetime) -> None:
        """Take a part out of the text, unless somebody did."""
        its = (
            synthesis_parts.c.id == part,
            synthesis_parts.c.atelier == atelier,
            synthesis_parts.c.set_aside_at.is_(None),
        )
        self._connection.execute(update(synthesis_parts).where(*its).values(set_aside_by=by, set_aside_at=at))

    def put_back(self, part: str, *, aside_since: datetime | None = None) -> None:
        """Put a part back to where it stood; with ``aside_since``, only where it was set aside at that moment."""
        its = [synthesis_parts.c.id == part]
        if aside_since is not None:
            its.append(synthesis_parts.c.set_aside_at == aside_since)
        self._connection.execute(update(synthesis_parts).where(*its).values(set_aside_by=None, set_aside_at=None))

    def put_in_order(self, ids: Sequence[str]) -> None:
        """Number the parts of a text in that order."""
        for position, id in enumerate(ids, start=1):
            its = synthesis_parts.c.id == id
            self._connection.execute(update(synthesis_parts).where(its).values(position=position))

    def sign(self, synthesis: Synthesis) -> None:
        """Note that it was signed, and what."""
        signing = insert(synthesis_signings).returning(synthesis_signings.c.number)
        number = self._connection.scalars(
            signing, {"atelier": synthesis.atelier, "by": synthesis.signed_by.id, "at": synthesis.signed_at}
        ).one()
        self._connection.execute(
            insert(signed_parts),
            [
                {"signing": number, "position": position, "part": part.id}
                for position, part in enumerate(synthesis.parts, start=1)
            ],
        )

    def _position(self, atelier: str, in_place_of: str | None) -> int:
        of_it = synthesis_parts.c.atelier == atelier
        if in_place_of is not None:
            there = select(synthesis_parts.c.position).where(of_it, synthesis_parts.c.id == in_place_of)
            found = self._connection.scalars(there).one_or_none()
            if found is not None:
                return int(found)
        last = select(func.max(synthesis_parts.c.position)).where(of_it)
        return int(self._connection.scalars(last).one() or 0) + 1

    def _parts(self, chosen: Select[Any], viewer: Viewer) -> tuple[Part, ...]:
        rows = self._connection.execute(chosen).all()
        quoted = self._contributions({row.contribution for row in rows if row.contribution is not None}, viewer)
        people = MemberRows(self._connection)
        aside = {row.set_aside_by: people.get(row.set_aside_by) for row in rows if row.set_aside_by is not None}
        return tuple(_part_of(row, quoted.get(row.contribution), aside.get(row.set_aside_by)) for row in rows)

    def _contributions(self, ids: Collection[str], viewer: Viewer) -> dict[str, Contribution]:
        if not ids:
            return {}
        chosen = select(contributions, *MEMBER_COLUMNS).join(members, members.c.id == contributions.c.author)
        rows = self._connection.execute(chosen.where(contributions.c.id.in_(ids), visible(contributions, viewer)))
        return {row.id: contribution_of(row) for row in rows}


_ORDER = (synthesis_parts.c.position, synthesis_parts.c.written_at, synthesis_parts.c.id)


def _select_parts() -> Select[Any]:
    return select(synthesis_parts, *MEMBER_COLUMNS).join(members, members.c.id == synthesis_parts.c.author)


def _part_of(row: Row[Any], quoted: Contribution | None, set_aside_by: Member | None) -> Part:
    is_quote = row.contribution is not None
    return Part(
        id=row.id,
        atelier=row.atelier,
        text=row.text if quoted is not None or not is_quote else "",
        author=member_of(row),
        written_at=row.written_at,
        quoted=quoted,
        is_quote=is_quote,
        language=row.language,
        recognitions=row.recognitions,
        recording=row.recording,
        ink=row.ink,
        photo=row.photo,
        set_aside_by=set_aside_by,
    )
