"""Closed ateliers of the demonstration, with a signed synthesis of what their invented members said."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from community.cafes import Atelier, Contribution
from community.closings import Closing
from community.demonstration_dates import read
from community.findable import make_findable
from community.happenings import Thing
from community.literal import literal_span
from community.members import Member
from community.outcomes import Step
from community.syntheses import Part, Synthesis, new_part_id
from community.viewers import WHOLE

if TYPE_CHECKING:
    from community.storage import Rows

_ALL = 1_000  # contributions of one atelier of the demonstration


def add_syntheses(rows: "Rows", file: Path, people: Mapping[str, Member], *, by: timedelta) -> int:
    """Close the ateliers of the file that were never closed, and sign what is written of them; how many."""
    if not file.exists():
        return 0
    added = 0
    for found in read(file, by=by)["synthesis"]:
        atelier = rows.cafes.atelier(found["atelier"])
        if atelier is not None and atelier.animator.is_demonstration and rows.closings.last(atelier.id) is None:
            _add(rows, atelier, found, people)
            added += 1
    return added


def _add(rows: "Rows", atelier: Atelier, found: dict[str, Any], people: Mapping[str, Member]) -> None:
    rows.closings.add(
        Closing(
            atelier=atelier.id,
            is_closed=True,
            by=atelier.animator,
            at=found["closed_at"],
            reason=found["closed_because"],
        )
    )
    make_findable(rows, Thing(kind="atelier", id=atelier.id))  # what stood in a blind one
    brought = rows.cafes.contributions(atelier.id, limit=_ALL, offset=0, viewer=WHOLE)
    by_author = {one.author.id: one for one in brought if one.reply_to is None}
    said = {pseudonym: by_author[member.id] for pseudonym, member in people.items() if member.id in by_author}
    at = found["signed_at"]
    parts = tuple(_part(atelier, written, said, at) for written in found["part"])
    for part in parts:
        rows.syntheses.add(part)
    rows.syntheses.sign(Synthesis(atelier=atelier.id, parts=parts, signed_by=atelier.animator, signed_at=at))
    for part in parts:
        if part.quoted is not None:
            rows.outcomes.add(Step(contribution=part.quoted.id, state="synthesised", at=at, by=atelier.animator))


def _part(atelier: Atelier, written: dict[str, Any], said: dict[str, Contribution], at: datetime) -> Part:
    if "sentence" in written:
        text = written["sentence"].strip()
        return Part(id=new_part_id(), atelier=atelier.id, text=text, author=atelier.animator, written_at=at)
    quoted = said[written["author"]]
    span = literal_span(written["quote"], quoted.body)
    assert span is not None, f"{written['author']} wrote something else"
    return Part(
        id=new_part_id(),
        atelier=atelier.id,
        text=quoted.body[slice(*span)],
        author=atelier.animator,
        written_at=at,
        quoted=quoted,
        is_quote=True,
        language=quoted.language,
    )
