"""What happened, told again from what stands in the community: by this the ledger is checked, and filled at first."""

import heapq
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from community.happenings import Happening, Thing
from community.storage.tables import (
    activities,
    ateliers,
    contribution_thanks,
    contributions,
    questions,
    replies,
    sign_ups,
    signed_parts,
    synthesis_parts,
    synthesis_signings,
    thanks,
    tip_versions,
    tips,
)
from community.storage.visibility import POSTS

TOLD_AGAIN = frozenset(
    {
        ("thanked", "reply"),
        ("solved", "reply"),
        ("welcomed", "reply"),
        ("published", "contribution"),
        ("thanked", "contribution"),
        ("quoted", "contribution"),
        ("attended", "activity"),
        ("synthesised", "contribution"),
        ("co_written", "tip"),
    }
)
"""What is told again here, with the kind of thing; of the rest of the ledger nothing is said."""


class MeritFacts:
    """The community as what happened in it, within one transaction."""

    told_again = TOLD_AGAIN
    hidden_kinds = frozenset(POSTS)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def happenings(self) -> Iterator[Happening]:
        """What earns merit, oldest first; of one moment in the order in which things can happen."""
        in_forums = (_asked, _replied, _solved, _thanked)
        in_ateliers = (_contributed, _quoted, _thanked_in_an_atelier, _synthesised)
        sources = (*in_forums, *in_ateliers, _attended, _co_wrote, _hidden)
        return heapq.merge(*(source(self._connection) for source in sources), key=lambda one: one.at)

    def hidden(self) -> frozenset[Thing]:
        """The things that are hidden."""
        return frozenset(happening.thing for happening in _hidden(self._connection))


def _asked(connection: Connection) -> Iterator[Happening]:
    chosen = select(questions.c.id, questions.c.author, questions.c.asked_at, questions.c.space)
    for row in _rows(connection, chosen, questions.c.asked_at, questions.c.id):
        thing = Thing(kind="question", id=row.id)
        yield Happening(kind="published", thing=thing, by=row.author, at=row.asked_at, space=row.space)


def _replied(connection: Connection) -> Iterator[Happening]:
    chosen = _of_replies(replies.c.author, questions.c.author, replies.c.written_at)
    for row in _rows(connection, chosen, replies.c.written_at, replies.c.id):
        yield _about_reply("published", row)


def _solved(connection: Connection) -> Iterator[Happening]:
    """When it was marked nobody noted: the ledger keeps it, or it counts when it was written."""
    chosen = _of_replies(questions.c.author, replies.c.author, replies.c.written_at).where(replies.c.is_solution)
    for row in _rows(connection, chosen, replies.c.written_at, replies.c.id):
        yield _about_reply("solved", row)


def _thanked(connection: Connection) -> Iterator[Happening]:
    chosen = _of_replies(thanks.c.member, replies.c.author, thanks.c.at).join(thanks, thanks.c.reply == replies.c.id)
    for row in _rows(connection, chosen, thanks.c.at, replies.c.id):
        yield _about_reply("thanked", row)


def _contributed(connection: Connection) -> Iterator[Happening]:
    wanted = (contributions.c.id, contributions.c.author, contributions.c.written_at, ateliers.c.animator)
    chosen = select(*wanted, ateliers.c.id.label("atelier")).join(ateliers, ateliers.c.id == contributions.c.atelier)
    for row in _rows(connection, chosen, contributions.c.written_at, contributions.c.id):
        yield Happening(
            kind="published",
            thing=Thing(kind="contribution", id=row.id),
            parent=Thing(kind="atelier", id=row.atelier),
            by=row.author,
            to=row.animator,
            at=row.written_at,
        )


def _attended(connection: Connection) -> Iterator[Happening]:
    """When it was noted nobody keeps: the ledger does, or it counts when it took place."""
    wanted = (activities.c.id, activities.c.space, activities.c.held_by, activities.c.starts_at, sign_ups.c.member)
    chosen = select(*wanted).join(sign_ups, sign_ups.c.activity == activities.c.id).where(sign_ups.c.attended)
    for row in _rows(connection, chosen, activities.c.starts_at, activities.c.id):
        yield Happening(
            kind="attended",
            thing=Thing(kind="activity", id=row.id),
            by=row.held_by,
            to=row.member,
            at=row.starts_at,
            space=row.space,
        )


def _synthesised(connection: Connection) -> Iterator[Happening]:
    """Who signed a synthesis first in which a contribution is quoted, as long as it stays there."""
    wanted = (synthesis_signings, synthesis_parts.c.contribution, contributions.c.author)
    chosen = (
        select(*wanted)
        .outerjoin(signed_parts, signed_parts.c.signing == synthesis_signings.c.number)
        .outerjoin(synthesis_parts, synthesis_parts.c.id == signed_parts.c.part)
        .outerjoin(contributions, contributions.c.id == synthesis_parts.c.contribution)
        .order_by(synthesis_signings.c.atelier, synthesis_signings.c.number)
    )
    quoted: dict[str, dict[str, Happening]] = {}
    for (atelier, _number), signing in groupby(connection.execute(chosen), key=lambda row: (row.atelier, row.number)):
        before = quoted.get(atelier, {})
        now_quoted = {row.contribution: _synthesised_by(row) for row in signing if row.contribution is not None}
        quoted[atelier] = {id: before.get(id, told) for id, told in now_quoted.items()}
    yield from sorted((told for those in quoted.values() for told in those.values()), key=lambda one: one.at)


def _thanked_in_an_atelier(connection: Connection) -> Iterator[Happening]:
    marks = contribution_thanks
    wanted = (contributions.c.id, contributions.c.atelier, contributions.c.author, marks.c.member, marks.c.at)
    chosen = select(*wanted).join(marks, marks.c.contribution == contributions.c.id)
    for row in _rows(connection, chosen, marks.c.at, contributions.c.id):
        thing, place = Thing(kind="contribution", id=row.id), Thing(kind="atelier", id=row.atelier)
        yield Happening(kind="thanked", thing=thing, parent=place, by=row.member, to=row.author, at=row.at)


def _quoted(connection: Connection) -> Iterator[Happening]:
    answered = contributions.alias("answered")
    wanted = (contributions.c.id, contributions.c.atelier, contributions.c.author, contributions.c.written_at)
    chosen = (
        select(*wanted, answered.c.id.label("quoted"), answered.c.author.label("to"))
        .join(answered, answered.c.id == contributions.c.reply_to)
        .where(contributions.c.quote_start.is_not(None))
    )
    for row in _rows(connection, chosen, contributions.c.written_at, contributions.c.id):
        yield Happening(
            kind="quoted",
            thing=Thing(kind="contribution", id=row.id),
            parent=Thing(kind="atelier", id=row.atelier),
            quoted=Thing(kind="contribution", id=row.quoted),
            by=row.author,
            to=row.to,
            at=row.written_at,
        )


def _co_wrote(connection: Connection) -> Iterator[Happening]:
    first = func.min(tip_versions.c.written_at).label("at")
    chosen = select(tips.c.id, tips.c.space, tip_versions.c.author, first).join(tips, tips.c.id == tip_versions.c.tip)
    grouped = chosen.group_by(tips.c.id, tips.c.space, tip_versions.c.author)
    for row in _rows(connection, grouped, first, tips.c.id):
        yield Happening(
            kind="co_written", thing=Thing(kind="tip", id=row.id), by=row.author, at=row.at, space=row.space
        )


def _synthesised_by(row: Any) -> Happening:
    return Happening(
        kind="synthesised",
        thing=Thing(kind="contribution", id=row.contribution),
        parent=Thing(kind="atelier", id=row.atelier),
        by=row.by,
        to=row.author,
        at=row.at,
    )


def _hidden(connection: Connection) -> Iterator[Happening]:
    for kind, table in POSTS.items():
        chosen = select(table.c.id, table.c.author, table.c.hidden_at).where(table.c.hidden_at.is_not(None))
        for row in connection.execute(chosen):
            yield Happening(kind="hidden", thing=Thing(kind=kind, id=row.id), by=row.author, at=row.hidden_at)


def _of_replies(by: ColumnElement[Any], to: ColumnElement[Any], at: ColumnElement[datetime]) -> Select[Any]:
    wanted = (replies.c.id, replies.c.question, questions.c.space, by.label("by"), to.label("to"), at.label("at"))
    return select(*wanted).join(questions, questions.c.id == replies.c.question)


def _about_reply(kind: Any, row: Any) -> Happening:
    return Happening(
        kind=kind,
        thing=Thing(kind="reply", id=row.id),
        parent=Thing(kind="question", id=row.question),
        by=row.by,
        to=row.to,
        at=row.at,
        space=row.space,
    )


def _rows(connection: Connection, chosen: Select[Any], at: ColumnElement[Any], id: ColumnElement[Any]) -> Iterator[Any]:
    yield from connection.execute(chosen.order_by(at, id).execution_options(yield_per=1000))
