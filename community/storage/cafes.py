"""Cafés, ateliers, contributions and votes, as rows."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, func, insert, select, union

from community.cafes import Atelier, Cafe, CafeCounts, Choice, Contribution, VotedOn, VoteTally
from community.storage.members import MEMBER_COLUMNS, member_of
from community.storage.statements import upsert
from community.storage.tables import ateliers, cafes, contributions, members, votes
from community.storage.visibility import sealed_ateliers, visible
from community.viewers import WHOLE, Viewer
from vocabulary import Picture


class CafeRows:
    """The cafés within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, *, space: str | None, viewer: Viewer) -> tuple[Cafe, ...]:
        """Every open café, in the order in which they opened."""
        held = self._ateliers(_select_ateliers(viewer))
        open_ones = _select_cafes().where(cafes.c.opened_at.is_not(None))
        if space is not None:
            open_ones = open_ones.where(cafes.c.space == space)
        rows = self._connection.execute(open_ones.order_by(cafes.c.opened_at, cafes.c.id))
        return tuple(_cafe_of(row, held) for row in rows)

    def get(self, id: str, *, viewer: Viewer = WHOLE) -> Cafe | None:
        """One café, open or in preparation; None when there is none."""
        row = self._connection.execute(_select_cafes().where(cafes.c.id == id)).one_or_none()
        if row is None:
            return None
        return _cafe_of(row, self._ateliers(_select_ateliers(viewer).where(ateliers.c.cafe == id)))

    def counts(self, cafe: str, *, viewer: Viewer) -> CafeCounts:
        """How many take part, and how much they brought, of what a viewer may see."""
        held = select(ateliers.c.id).where(ateliers.c.cafe == cafe)
        brought = (contributions.c.atelier.in_(held), visible(contributions, viewer))
        who = union(
            select(contributions.c.author).where(*brought),
            select(votes.c.member).where(votes.c.atelier.in_(held), votes.c.atelier.not_in(sealed_ateliers(viewer))),
        ).subquery()
        counted = select(
            select(func.count()).select_from(who).scalar_subquery(),
            select(func.count()).select_from(held.subquery()).scalar_subquery(),
            select(func.count()).select_from(contributions).where(*brought).scalar_subquery(),
        )
        participants, stations, contributed = self._connection.execute(counted).one()
        return CafeCounts(participants=participants, ateliers=stations, contributions=contributed)

    def atelier(self, id: str, *, viewer: Viewer = WHOLE) -> Atelier | None:
        """None when there is none."""
        return next(iter(self._ateliers(_select_ateliers(viewer).where(ateliers.c.id == id))), None)

    def ateliers_by_id(self, ids: Collection[str], *, viewer: Viewer = WHOLE) -> dict[str, Atelier]:
        """Those of the given ids that are there."""
        chosen = _select_ateliers(viewer).where(ateliers.c.id.in_(ids))
        return {atelier.id: atelier for atelier in self._ateliers(chosen)}

    def contribution(self, id: str, *, viewer: Viewer = WHOLE) -> Contribution | None:
        """None when there is none."""
        chosen = (
            select(contributions, *MEMBER_COLUMNS)
            .join(members, members.c.id == contributions.c.author)
            .where(contributions.c.id == id, visible(contributions, viewer))
        )
        row = self._connection.execute(chosen).one_or_none()
        return contribution_of(row) if row is not None else None

    def contributions(self, atelier: str, *, limit: int, offset: int, viewer: Viewer) -> tuple[Contribution, ...]:
        """By time."""
        chosen = (
            select(contributions, *MEMBER_COLUMNS)
            .join(members, members.c.id == contributions.c.author)
            .where(contributions.c.atelier == atelier, visible(contributions, viewer))
            .order_by(contributions.c.written_at, contributions.c.id)
            .limit(limit)
            .offset(offset)
        )
        return tuple(contribution_of(row) for row in self._connection.execute(chosen))

    def contribution_ids(self, atelier: str) -> tuple[str, ...]:
        """All that were brought to an atelier."""
        chosen = (
            select(contributions.c.id).where(contributions.c.atelier == atelier).order_by(contributions.c.written_at)
        )
        return tuple(self._connection.scalars(chosen))

    def add(self, cafe: Cafe, *, at: datetime) -> None:
        """Add a café with its ateliers, open or in preparation."""
        self._connection.execute(
            insert(cafes).values(
                id=cafe.id,
                title=cafe.title,
                introduction=cafe.introduction,
                is_demonstration=cafe.is_demonstration,
                made_at=at,
                space=cafe.space,
                starts_on=cafe.starts_on,
                ends_on=cafe.ends_on,
                host=cafe.host.id if cafe.host is not None else None,
                opened_at=at if cafe.is_open else None,
                **_picture_columns(cafe.picture),
            )
        )
        for atelier in cafe.ateliers:
            self._connection.execute(
                insert(ateliers).values(
                    id=atelier.id,
                    cafe=cafe.id,
                    position=atelier.position,
                    title=atelier.title,
                    opening=atelier.opening,
                    question=atelier.question,
                    animator=atelier.animator.id,
                    closed=atelier.closed,
                    is_blind=atelier.is_blind,
                )
            )

    def add_contribution(self, contribution: Contribution, *, draft: str | None) -> None:
        """Publish a contribution, from a draft or (for the demonstration) from none."""
        self._connection.execute(
            insert(contributions).values(
                id=contribution.id,
                atelier=contribution.atelier,
                body=contribution.body,
                language=contribution.language,
                author=contribution.author.id,
                written_at=contribution.written_at,
                recognitions=contribution.recognitions,
                recording=contribution.recording,
                ink=contribution.ink,
                photo=contribution.photo,
                draft=draft,
                photo_alt=contribution.photo_alt,
                reply_to=contribution.reply_to,
                thread=contribution.thread,
                quote_start=contribution.span[0] if contribution.span is not None else None,
                quote_end=contribution.span[1] if contribution.span is not None else None,
                is_shy=contribution.is_shy,
            )
        )

    def remove_contribution(self, id: str) -> None:
        """Remove a contribution."""
        self._connection.execute(delete(contributions).where(contributions.c.id == id))

    def set_vote(self, atelier: str, member: str, choice: Choice | None, *, at: datetime) -> None:
        """Give, change or withdraw a vote."""
        if choice is None:
            mine = (votes.c.atelier == atelier, votes.c.member == member)
            self._connection.execute(delete(votes).where(*mine))
            return
        statement = upsert(self._connection, votes, by=("atelier", "member"), changing=("choice", "at"))
        self._connection.execute(statement, {"atelier": atelier, "member": member, "choice": choice, "at": at})

    def is_sealed(self, atelier: str, *, viewer: Viewer) -> bool:
        """Whether a viewer may not see yet what others brought to it."""
        sealed = sealed_ateliers(viewer).subquery()
        return self._connection.execute(select(sealed.c.id).where(sealed.c.id == atelier)).first() is not None

    def tally(self, atelier: str, *, viewer: Viewer) -> VoteTally:
        """How the votes stand, where a viewer may see that, and their own."""
        own = self._vote(atelier, viewer.member) if viewer.member is not None else None
        if own is None and self.is_sealed(atelier, viewer=viewer):
            return VoteTally(is_sealed=True)
        counted = (
            select(votes.c.choice, func.count().label("votes"))
            .where(votes.c.atelier == atelier)
            .group_by(votes.c.choice)
        )
        counts = Counter({row.choice: row.votes for row in self._connection.execute(counted)})
        return VoteTally(
            for_=counts["for"],
            against=counts["against"],
            no_opinion=counts["no_opinion"],
            mine=own,
        )

    def voted_on(self, *, viewer: Viewer) -> tuple[VotedOn, ...]:
        """The ateliers of open cafés that have votes which a viewer may see."""
        has_votes = exists().where(votes.c.atelier == ateliers.c.id)
        chosen = (
            select(ateliers.c.id, ateliers.c.title, ateliers.c.question, members.c.pseudonym)
            .join(members, members.c.id == ateliers.c.animator)
            .join(cafes, cafes.c.id == ateliers.c.cafe)
            .where(cafes.c.opened_at.is_not(None), has_votes, ateliers.c.id.not_in(sealed_ateliers(viewer)))
            .order_by(cafes.c.opened_at, ateliers.c.position, ateliers.c.id)
        )
        return tuple(
            VotedOn(atelier=row.id, title=row.title, question=row.question, animator=row.pseudonym)
            for row in self._connection.execute(chosen)
        )

    def _vote(self, atelier: str, member: str) -> Choice | None:
        mine = select(votes.c.choice).where(votes.c.atelier == atelier, votes.c.member == member)
        return self._connection.scalars(mine).one_or_none()

    def _ateliers(self, chosen: Select[Any]) -> tuple[Atelier, ...]:
        return tuple(_atelier_of(row) for row in self._connection.execute(chosen))


def _select_ateliers(viewer: Viewer) -> Select[Any]:
    here = (contributions.c.atelier == ateliers.c.id, visible(contributions, viewer))
    counted = select(func.count()).select_from(contributions).where(*here).scalar_subquery()
    chosen = select(
        ateliers, cafes.c.space, cafes.c.host, cafes.c.opened_at, counted.label("contribution_count"), *MEMBER_COLUMNS
    )
    held = chosen.join(members, members.c.id == ateliers.c.animator).join(cafes, cafes.c.id == ateliers.c.cafe)
    return held.order_by(ateliers.c.position, ateliers.c.id)


def _select_cafes() -> Select[Any]:
    return select(cafes, *MEMBER_COLUMNS).outerjoin(members, members.c.id == cafes.c.host)


def _picture_columns(picture: Picture | None) -> dict[str, str | None]:
    if picture is None:
        return {"picture": None, "picture_type": None, "picture_alt": None}
    return {"picture": picture.file, "picture_type": picture.media_type, "picture_alt": picture.alt}


def _picture_of(row: Row[Any]) -> Picture | None:
    if row.picture is None:
        return None
    return Picture(file=row.picture, media_type=row.picture_type, alt=row.picture_alt)


def _cafe_of(row: Row[Any], held: tuple[Atelier, ...]) -> Cafe:
    return Cafe(
        id=row.id,
        title=row.title,
        introduction=row.introduction,
        ateliers=tuple(atelier for atelier in held if atelier.cafe == row.id),
        is_demonstration=row.is_demonstration,
        space=row.space,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        picture=_picture_of(row),
        host=member_of(row) if row.host is not None else None,
        is_open=row.opened_at is not None,
    )


def _atelier_of(row: Row[Any]) -> Atelier:
    return Atelier(
        id=row.id,
        cafe=row.cafe,
        title=row.title,
        opening=row.opening,
        question=row.question,
        animator=member_of(row),
        position=row.position,
        closed=row.closed,
        contributions=row.contribution_count,
        space=row.space,
        is_blind=row.is_blind,
        host=row.host,
        is_open=row.opened_at is not None,
    )


def contribution_of(row: Row[Any]) -> Contribution:
    """From a row of contributions with the columns of its author."""
    return Contribution(
        id=row.id,
        atelier=row.atelier,
        body=row.body,
        author=member_of(row),
        written_at=row.written_at,
        language=row.language,
        recognitions=row.recognitions,
        recording=row.recording,
        ink=row.ink,
        photo=row.photo,
        hidden_at=row.hidden_at,
        is_shy=row.is_shy,
        photo_alt=row.photo_alt,
        reply_to=row.reply_to,
        thread=row.thread,
        span=(row.quote_start, row.quote_end) if row.quote_start is not None else None,
    )
