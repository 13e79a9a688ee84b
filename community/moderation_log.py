"""What was done in moderation, each act with its reason; nothing in it is ever changed.

It holds none of the words that were moderated: an entry names the thing, and whoever may see the thing reads it there.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from community.happenings import Thing
from community.members import Member

Done = Literal[
    "flagged",
    "left",  # looked at, and nothing done
    "warned",
    "hidden",
    "shown",
    "appealed",
    "upheld",  # the decision stands
    "granted",  # the appeal is right: what was hidden is shown again
    "welcomed",  # who animates welcomes a first contribution
    "made_public",  # its author shows to everyone what only who animates saw
]
DONE: tuple[Done, ...] = get_args(Done)

TOLD: frozenset[Done] = frozenset(DONE) - {"flagged", "left"}
"""What an author is told of: who flagged their words, or that somebody did, is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act."""

    number: int
    """Greater for a later one."""
    done: Done
    thing: Thing
    at: datetime
    by: Member | None = None
    """None where they have left the community."""
    author: Member | None = None
    """Of the thing; likewise."""
    ground: str | None = None
    """One of ``flags.GROUNDS`` or ``appeals.GROUNDS``, where one was chosen."""
    reason: str = ""
    """In the words of who did it; empty only where the ground says it."""
