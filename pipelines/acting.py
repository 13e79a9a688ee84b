"""What gestures do: a few acts, the same on every page, which a member may give to other gestures.

A swipe is named as the camera sees it: a hand that goes to its owner's left goes to the right of the picture. It turns
to what comes next, as a finger does on a sheet of paper.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields
from typing import Any, Literal, get_args

from errors import GestureNotLearnt
from modalities.gesture import Profile, Taught

Deed = Literal["yes", "no", "listen", "erase", "next", "previous", "choose"]
"""Yes or for, no or against, listen or stop, erase, what comes next, what came before, open what is pointed out."""

DEEDS: tuple[Deed, ...] = get_args(Deed)

GESTURES = (
    *("thumb_up", "thumb_down", "open_palm", "fist", "victory", "pointing_up"),
    *("swipe_left", "swipe_right", "swipe_up", "swipe_down"),
)
"""The gestures that everybody has; a member may teach others."""

USUAL: Mapping[str, Deed] = {
    "thumb_up": "yes",
    "thumb_down": "no",
    "open_palm": "listen",
    "fist": "erase",
    "swipe_right": "next",
    "swipe_left": "previous",
    "pointing_up": "choose",
}
"""What gestures do until a member decides otherwise."""


def deeds_from(habit: Any) -> dict[str, Deed]:
    """What each gesture does, from what was kept; the usual where nothing was, and nothing for what makes no sense."""
    if not isinstance(habit, Mapping):
        return dict(USUAL)
    return {str(gesture): deed for gesture, deed in habit.items() if deed in DEEDS}


def with_deed(deeds: Mapping[str, Deed], gesture: str, deed: Deed | None) -> dict[str, Deed]:
    """The same where that gesture does another thing; with None it does nothing."""
    others = {name: done for name, done in deeds.items() if name != gesture}
    return others if deed is None else {**others, gesture: deed}


def profile_from(habit: Any) -> Profile:
    """How a member gestures, from what was kept; what makes no sense there is as usual."""
    kept = habit if isinstance(habit, Mapping) else {}
    usual = Profile()
    known = {one.name: kept.get(one.name) for one in fields(Profile)}
    sides = ("left", "right", "either")
    return Profile(
        hand=known["hand"] if known["hand"] in sides else usual.hand,
        one_hand=known["one_hand"] is True,
        tremor=known["tremor"] is True,
        slow=known["slow"] is True,
    )


def taught_from(habit: Any) -> tuple[Taught, ...]:
    """The gestures that a member taught, from what was kept; one that cannot be read any more is left out."""
    taught = []
    for kept in habit if isinstance(habit, list) else []:
        with suppress(GestureNotLearnt):
            taught.append(Taught.from_dict(kept if isinstance(kept, Mapping) else {}))
    return tuple(taught)
