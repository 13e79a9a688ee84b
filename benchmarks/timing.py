"""How long a call takes, for every bench."""

import math
import statistics
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

Given = TypeVar("Given")


def timed(call: Callable[[], Given]) -> tuple[float, Given]:
    """How many seconds it took, and what it gave."""
    begun = time.perf_counter()
    given = call()
    return time.perf_counter() - begun, given


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """The median, the 95th percentile and the most."""
    ordered = sorted(seconds)
    place = math.ceil(0.95 * len(ordered)) - 1
    return {"median": statistics.median(ordered), "p95": ordered[place], "most": ordered[-1], "n": len(ordered)}
