"""How long a call takes, for every bench."""

import time
from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")


def timed(call: Callable[[], Given]) -> tuple[float, Given]:
    """How many seconds it took, and what it gave."""
    begun = time.perf_counter()
    given = call()
    return time.perf_counter() - begun, given
