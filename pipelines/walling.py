"""What a browser is given to draw the wall of an atelier."""

from typing import Any

from community.cafes import Contribution
from community.walls import Wall
from pipelines.shortening import shortened

NEWEST_LENGTH = 600  # characters that a room can read at a glance
FORMER_LENGTH = 160


def wall_as_json(wall: Wall) -> dict[str, Any]:
    """The wall as plain values; texts of members are to be drawn as text."""
    tally = wall.tally
    return {
        "participants": wall.participants,
        "contributions": wall.contributions,
        "votes": wall.votes,
        "tally": None
        if tally is None
        else {"for": tally.for_, "against": tally.against, "no_opinion": tally.no_opinion},
        "newest": [_as_json(one, first=place == 0) for place, one in enumerate(wall.newest)],
        "isVeiled": wall.is_veiled,
        "isClosed": wall.atelier.closed,
    }


def _as_json(contribution: Contribution, *, first: bool) -> dict[str, Any]:
    length = NEWEST_LENGTH if first else FORMER_LENGTH
    return {
        "id": contribution.id,
        "text": shortened(contribution.body, length=length) if len(contribution.body) > length else contribution.body,
        "author": contribution.author.pseudonym,
        "language": contribution.language,
        "at": contribution.written_at.isoformat(),
        "way": _way(contribution),
    }


def _way(contribution: Contribution) -> str:
    """How it was brought: ``spoken``, ``ink``, ``photo`` or ``typed``."""
    if contribution.ink is not None:
        return "ink"
    if contribution.photo is not None:
        return "photo"
    modalities = {one.modality for one in contribution.recognitions if one.text}
    return "spoken" if contribution.recording is not None or "speech" in modalities else "typed"
