"""What happens in the community, told in the transaction in which it happens.

The forum and the cafés know nothing of badges, notices or what became of somebody's words: they say what happened, and
whoever keeps something of it takes note within the same transaction. So it is kept whole or not at all, once however
often a page is pressed, and what is taken back is taken back everywhere.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from community.storage import Rows

ThingKind = Literal["question", "reply", "contribution", "atelier", "cafe", "tip", "activity", "article", "member"]

Kind = Literal[
    "published",  # a question, a reply, a contribution: `thing`, under `parent`
    "taken_back",  # by its author, or by who asked the question under which it stood
    "solved",  # `thing` is the reply, `to` its author
    "unsolved",
    "replied",  # `thing` replies to `parent`, whose author is `to`, where `parent` is a contribution
    "thanked",  # as for solved
    "unthanked",
    "quoted",  # `thing` quotes `quoted`, whose author is `to`
    "voted",
    "synthesised",  # `thing` is a contribution quoted in the synthesis of `parent`, `to` its author
    "unsynthesised",  # as for synthesised: the quotation was taken out, or its atelier has another synthesis
    "closed",  # an atelier
    "reopened",  # an atelier that was closed
    "opened",  # a café
    "co_written",  # a version of a tip
    "unwritten",  # the only version of a tip that somebody had written was taken back; versions of others stay
    "planned",  # an activity
    "moved",  # likewise, to another time or place: told once `to` each who signed up, as are the next three
    "cancelled",
    "reminded",
    "given_place",  # one that became free, `to` the first who waited
    "signed_up",  # for an activity, or in line for a place
    "signed_off",
    "attended",  # `to` came to the activity `thing`, as `by` who ran it says
    "not_attended",  # that was a mistake
    "welcomed",  # `by` was the first to reply to `to`
    "asked_to_answer",  # who asked the question `thing` hopes that `to` knows
    "asked_outcome",  # the author of `thing` asks what became of it, of `to` who holds the atelier
    "outcome",  # there is a new step of what became of `thing`, whose author is `to`
    "hidden",  # a moderator hides `thing`, whose author is `to`
    "shown",  # `thing` is there for everyone again, or for the first time
    "warned",  # a moderator warns `to` of `thing`
    "decided",  # an appeal of `to` about `thing` is decided
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something that has a page: what it is, and its id."""

    kind: ThingKind
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that somebody did."""

    kind: Kind
    thing: Thing
    by: str
    """The member who did it."""
    at: datetime
    to: str | None = None
    """The member whom it concerns, where that is somebody else."""
    parent: Thing | None = None
    """Where it stands: the question of a reply, the atelier of a contribution."""
    quoted: Thing | None = None
    """What was quoted."""
    space: str | None = None


Listener = Callable[["Rows", Happening], None]


class Happenings:
    """Tells what happened to whoever keeps something of it."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Have something called with every happening, in its transaction: what it raises undoes what happened."""
        self._listeners.append(listener)

    def tell(self, rows: "Rows", happening: Happening) -> None:
        """Tell every listener, in the order in which they came."""
        for listener in self._listeners:
            listener(rows, happening)
