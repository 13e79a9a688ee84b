"""Writers take turns, in the order in which they came.

SQLite lets one write at a time. Who finds it busy tries again after a pause, and may be overtaken each time until it
gives up; in one process a queue is fairer, and loses no time in pauses.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from errors import StoreLocked


class Turns:
    """One at a time, among the threads of this process."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._is_taken = False

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        with self._guard:
            return len(self._waiting)

    @contextmanager
    def turn(self, *, wait_s: float) -> Iterator[None]:
        """Wait for one's turn, and let the next one in when the block ends. Raises ``StoreLocked`` after ``wait_s``."""
        self._take(wait_s)
        try:
            yield
        finally:
            with self._guard:
                self._let_next_in()

    def _take(self, wait_s: float) -> None:
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=wait_s):
            return
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
            else:  # let in at the very moment in which it gave up
                self._let_next_in()
        raise StoreLocked

    def _let_next_in(self) -> None:
        if self._waiting:
            self._waiting.popleft().release()
        else:
            self._is_taken = False
