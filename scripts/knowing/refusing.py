"""How often a question without an answer is refused, and what is refused has none."""

from collections.abc import Sequence

from benchmarks.labelled import Asked, questions
from benchmarks.ranking import share


def refusals(told: Sequence[tuple[Asked, bool]]) -> tuple[float, float]:
    """Precision and recall of the refusals among questions, each with whether it is refused.

    Precision depends on how many have no answer. It is told as if that were the part that it is of the tuning half,
    whatever it is of these.
    """
    tuning = questions("tuning")
    without = share(sum(not asked.has_answer for asked in tuning), len(tuning))
    recall = _share_refused(told, has_answer=False)
    rightly, wrongly = without * recall, (1 - without) * _share_refused(told, has_answer=True)
    return rightly / (rightly + wrongly or 1.0), recall


def _share_refused(told: Sequence[tuple[Asked, bool]], *, has_answer: bool) -> float:
    refused = [is_refused for asked, is_refused in told if asked.has_answer == has_answer]
    return share(sum(refused), len(refused))
