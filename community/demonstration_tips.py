"""The tips of the demonstration: each version by an invented member, made of words of its threads."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from community.comparing import words_changed
from community.demonstration_dates import read
from community.happenings import Thing
from community.members import Member
from community.tips import Quote, Tip, Version

if TYPE_CHECKING:
    from community.storage import Rows


def add_tips(rows: "Rows", file: Path, people: Mapping[str, Member], *, by: timedelta) -> int:
    """The tips of a file that are not there yet, where their threads are; how many were added."""
    if not file.exists():
        return 0
    written = read(file, by=by)["tip"]
    new = [found for found in written if rows.tips.get(found["id"]) is None]
    return sum(_add(rows, found, people) for found in new)


def _add(rows: "Rows", found: dict[str, Any], people: Mapping[str, Member]) -> bool:
    quoted = [_quote(rows, one) for one in found["quote"]]
    quotes = tuple(quote for quote in quoted if quote is not None)
    question = rows.forum.question(quotes[0].place.id) if len(quotes) == len(quoted) else None
    if question is None:
        return False
    first = found["version"][0]
    rows.tips.add(
        Tip(
            id=found["id"],
            space=question.space,
            title="",
            body="",
            language=question.language,
            author=people[first["author"]],
            made_at=first["written_at"],
            version=0,
            changed_at=first["written_at"],
            is_demonstration=True,
            quotes=quotes,
        )
    )
    before = ""
    for one in found["version"]:
        body = one["body"].strip()
        for place, quote in enumerate(quotes, 1):
            body = body.replace(f"{{{place}}}", quote.words)
        title = one["title"].strip()
        added, removed = words_changed(before, f"{title}\n{body}")
        before = f"{title}\n{body}"
        number = rows.tips.next_number(found["id"])
        version = Version(
            tip=found["id"],
            number=number,
            title=title,
            body=body,
            author=people[one["author"]],
            written_at=one["written_at"],
            base=number - 1,
            added=added,
            removed=removed,
        )
        rows.tips.add_version(version, draft=None)
    return True


def _quote(rows: "Rows", found: dict[str, Any]) -> Quote | None:
    """Words as they stand in the reply; None where it is not there, or says something else."""
    reply = rows.forum.reply(found["from"])
    if reply is None:
        return None
    start = reply.body.find(found["begins"])
    end = reply.body.find(found["ends"], start) + len(found["ends"])
    if start < 0 or end < start + len(found["begins"]):
        return None
    return Quote(
        words=reply.body[start:end],
        author=reply.author,
        source=Thing(kind="reply", id=reply.id),
        place=Thing(kind="question", id=reply.question),
    )
