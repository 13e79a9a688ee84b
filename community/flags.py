"""Why somebody flags what somebody else wrote."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from community.members import Member

Ground = Literal["hurtful", "private", "advertising", "dangerous", "off_topic", "other"]
"""It hurts somebody; tells what is private; advertises or cheats; is dangerous; stands in the wrong place; else."""
GROUNDS: tuple[Ground, ...] = get_args(Ground)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """What one member says is wrong with something. One member flags a thing once."""

    by: Member
    ground: Ground
    words: str
    """What they add; empty where the ground says it all."""
    at: datetime
