"""How good a ranking is, beside the best that there could have been."""

import math
from collections.abc import Collection, Mapping, Sequence


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], *, at: int) -> float:
    """Normalised discounted cumulative gain of the first ``at``, 0.0 to 1.0; 0.0 where nothing is relevant.

    The discount is that of Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4),
    2002, with base 2: the gain at rank r is divided by log2(r + 1), so that the first counts whole. The gain of a
    grade g is 2^g - 1 (Burges et al., "Learning to rank using gradient descent", ICML 2005).
    """
    best = _dcg(sorted(grades.values(), reverse=True)[:at])
    seen = list(dict.fromkeys(ranking))[:at]
    return _dcg([grades.get(one, 0) for one in seen]) / best if best else 0.0


def _dcg(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1.0) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def recall(ranking: Sequence[str], relevant: Collection[str], *, at: int) -> float:
    """The part of what is relevant that stands among the first ``at``; of more than ``at``, the part of ``at``."""
    found = set(list(dict.fromkeys(ranking))[:at]) & set(relevant)
    return len(found) / min(len(relevant), at) if relevant else 0.0


def share(part: int, whole: int) -> float:
    """A part of a whole; of nothing, all."""
    return part / whole if whole else 1.0
