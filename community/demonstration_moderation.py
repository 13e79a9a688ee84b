"""The moderation of the demonstration: a few flags, what came of them, and one that waits."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from community.demonstration_dates import read
from community.flags import Flag
from community.happenings import Thing
from community.members import Member
from community.viewers import WHOLE

if TYPE_CHECKING:
    from community.moderation import Words
    from community.storage import Rows


def add_moderation(rows: "Rows", file: Path, people: Mapping[str, Member], *, by: timedelta) -> int:
    """The cases of a file whose words are there and of which nothing is noted yet; how many were added."""
    if not file.exists():
        return 0
    return sum(_add(rows, case, people) for case in read(file, by=by)["case"])


def _add(rows: "Rows", case: dict[str, Any], people: Mapping[str, Member]) -> bool:
    kind, _, id = case["thing"].partition(":")
    thing = Thing(kind=kind, id=id)
    words = rows.moderation.words(thing, viewer=WHOLE)
    if words is None or rows.moderation.entries(thing):
        return False
    for act in case["act"]:
        _note(rows, words, act, people[act["by"]])
    return True


def _note(rows: "Rows", words: "Words", act: dict[str, Any], by: Member) -> None:
    """What was hidden is shown again in the end, so that only the log tells of it."""
    at, reason, ground = act["at"], act.get("reason", ""), act.get("ground")
    if act["done"] == "flagged":
        rows.moderation.add_flag(words.thing, Flag(by=by, ground=act["ground"], words=reason, at=at))
    else:
        rows.moderation.settle_flags(words.thing, at=at)
    rows.moderation.note(act["done"], words.thing, by=by, author=words.author, at=at, ground=ground, reason=reason)
