"""How a member takes part, for the browser that they use: each habit has a name and a value that JSON can hold.

What is in a value is the business of whoever keeps it: which hand, how long a gesture is held, what a gesture does.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from community.members import sealed

if TYPE_CHECKING:
    from community.storage import Store


class Habits:
    """The habits of every visit."""

    def __init__(self, store: "Store", *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def of_visit(self, visit: str) -> dict[str, Any]:
        """Every habit of a browser, by its name; none is no error."""
        with self._store.reading() as rows:
            return rows.habits.of_visit(sealed(visit))

    def keep(self, visit: str, name: str, value: Any) -> None:
        """Keep a habit, in place of what was known of it. ``value`` is what ``json`` can hold."""
        with self._store.writing() as rows:
            rows.habits.put(sealed(visit), name, value, at=self._now())

    def forget(self, visit: str, name: str) -> None:
        """Keep nothing of it. That nothing was known is no error."""
        with self._store.writing() as rows:
            rows.habits.remove(sealed(visit), name)
