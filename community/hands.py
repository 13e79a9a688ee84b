"""What was learnt of a writer's hand, for the browser in which it was learnt: a few numbers, and nothing of the ink."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from community.members import sealed

if TYPE_CHECKING:
    from community.storage import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntHand:
    """What is known of a hand."""

    allowed_for: Mapping[str, float]
    """What is allowed for when its ink is read."""
    wrong_before: float | None = None
    """Share of the characters that were read wrongly before that, on the lines it was learnt from; None where nobody
    noted it."""
    wrong_after: float | None = None


class Hands:
    """The hands of every visit."""

    def __init__(self, store: "Store", *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def of_visit(self, visit: str) -> LearntHand | None:
        """The hand that writes in this browser; None where nothing was learnt."""
        with self._store.reading() as rows:
            return rows.hands.get(sealed(visit))

    def learn(self, visit: str, learnt: LearntHand) -> None:
        """Keep what was learnt, in place of what was known."""
        with self._store.writing() as rows:
            rows.hands.put(sealed(visit), learnt, at=self._now())

    def forget(self, visit: str) -> None:
        """Keep nothing of it. That nothing was known is no error."""
        with self._store.writing() as rows:
            rows.hands.remove(sealed(visit))
