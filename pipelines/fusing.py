"""Two ways of finding make one list, by reciprocal rank.

Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods",
SIGIR 2009: what stands at rank r of a list is worth 1 / (60 + r), and the worths add up. The scores of words and of
vectors have no common measure; their ranks have. Both lists weigh the same: on the tuning half of the labelled
questions neither a greater nor a smaller weight for meaning does better, nor another constant than the authors' 60.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from vocabulary import now

if TYPE_CHECKING:
    from community.meanings import Near

_CONSTANT = 60
_RECENT, _HALF_AFTER_DAYS = 0.1, 365.0
"""What was written today is worth a tenth more than what is old; half of that after a year."""


def fused(*lists: Sequence[str]) -> dict[str, float]:
    """What each id of some lists, best first, is worth together, most first."""
    worth: dict[str, float] = {}
    for ids in lists:
        for rank, id in enumerate(ids, 1):
            worth[id] = worth.get(id, 0.0) + 1 / (_CONSTANT + rank)
    return dict(sorted(worth.items(), key=lambda one: -one[1]))


def by_thread(near: Iterable["Near"], worth: Mapping[str, float]) -> list[str]:
    """The threads and tips of what is near, each once, best first; ``worth`` multiplies what each is worth."""
    best: dict[str, float] = {}
    for one in near:
        id = thread_of(one)
        best[id] = max(best.get(id, -1.0), one.rise * worth.get(id, 1.0))
    return sorted(best, key=lambda id: -best[id])


def thread_of(near: "Near") -> str:
    """The question under which it stands; of a tip, the tip."""
    return near.question.id if near.question is not None else near.written.id


def recent(written_at: datetime) -> float:
    """What more a text is worth for having been written not long ago, 1.0 and more."""
    days = max(0.0, (now() - written_at).total_seconds() / 86_400)
    return 1.0 + _RECENT * math.pow(0.5, days / _HALF_AFTER_DAYS)
