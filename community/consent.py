"""By what an author says yes to a publication.

A hand moves while its owner talks, and eyes rest wherever they are tired: one of the two alone is no yes, however often
it comes. Together they are two different acts, and are one.
"""

from collections.abc import Collection
from typing import Literal

from errors import N_

Act = Literal["press", "word", "command", "gesture", "look"]
"""A ``press`` of a button, by mouse, finger or key; a ``word`` that was said; a ``command`` that was typed; a
``gesture`` of a hand; a ``look`` that rested on a target."""

_ENOUGH_ALONE: frozenset[Act] = frozenset({"press", "word", "command"})
_ENOUGH_TOGETHER: frozenset[Act] = frozenset({"gesture", "look"})

NEEDS_ANOTHER_ACT = N_("un geste ou un regard seul ne publie rien. Confirmez encore, d’une autre façon.")


def is_consent(acts: Collection[Act]) -> bool:
    """Whether these acts, taken together, are a yes."""
    done = frozenset(acts)
    return bool(done & _ENOUGH_ALONE) or done >= _ENOUGH_TOGETHER
