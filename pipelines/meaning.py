"""The meaning of posts and of questions: vectors are made behind those who publish, and within a limit for who asks."""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from errors import CafeError

if TYPE_CHECKING:
    import numpy as np

    from community import Community
    from modalities.meaning import Embedder

    Vector: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

WAIT_S = 1.5
"""How long a question may wait for its meaning; after that it is looked for by its words alone."""
_AT_ONCE = 16  # posts: few, so that a recogniser or a voice that needs the processor meanwhile has not long to wait
_FIRST_AFTER_S = 2.0  # opening a model takes the whole processor, and so does the first page
_BREATH_S = 0.01  # between two batches
_EVERY_S = 2.0
_SETTLE_EVERY_S = 60.0
_AFTER_FAILURE_S = 60.0
_AT_THE_END_S = 5.0  # some models take half a minute to open
_READ = 4_000  # characters of a question; no model reads more
_KNOWN = 256  # questions whose vectors are remembered: a page asks again at each press
_READ_BEFORE = 2_048  # passages that were read beside a question, likewise
_ASKERS = 2  # questions that are understood at once

_log = logging.getLogger(__name__)

Key = TypeVar("Key")
Value = TypeVar("Value")
Reads: TypeAlias = Callable[[Sequence[str]], Sequence[float] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What a question means."""

    model: str
    vector: "Vector"
    reads: "Reads" = field(default=lambda _passages: None, compare=False)
    """Reads passages beside the question: the log odds with which each answers it; None where nothing here reads."""


def give_meanings(community: "Community", embedder: "Embedder", *, limit: int = _AT_ONCE) -> int:
    """Make the vectors of some posts that wait; how many there were, 0 where none is left.

    Raises ``EngineFailed`` and ``CannotBeKept``.
    """
    waited = community.meanings.waiting(limit=limit)
    if waited:
        vectors = embedder.passages([one.text for one in waited])
        community.meanings.take(waited, vectors, model=embedder.model)
    return len(waited)


class Understanding:
    """Understands posts and questions, as far as there is a model. Several threads may call it at once."""

    def __init__(
        self, community: "Community", embedder: "Callable[[], Embedder | None]", *, wait_s: float = WAIT_S
    ) -> None:
        """``embedder`` gives the model, or None where there is none; its first call may take seconds."""
        self._community = community
        self._embedder = embedder
        self._wait_s = wait_s
        self._known: OrderedDict[str, Sense] = OrderedDict()
        self._read: OrderedDict[tuple[str, str], float] = OrderedDict()
        self._knowing = threading.Lock()
        self._askers = threading.BoundedSemaphore(_ASKERS)
        self._closing = threading.Event()
        self._settle_at = 0.0
        self._thread = threading.Thread(target=self._run, name="meaning", daemon=True)

    def start(self) -> None:
        """Begin to make the vectors of posts, for as long as the house is open."""
        self._thread.start()

    def close(self) -> None:
        """Make no more. What is being made is waited for, but not long: it is made anew at the next start."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join(timeout=_AT_THE_END_S)

    def sense_of(self, text: str, *, wait_s: float | None = None) -> Sense | None:
        """What a question means; None where no model is here, it fails, or it takes longer than ``wait_s``."""
        asked = text.strip()[:_READ]
        if not asked:
            return None
        with self._knowing:
            if asked in self._known:
                self._known.move_to_end(asked)
                return self._known[asked]
        why = "A question is looked for by its words alone: %s"
        self._in_time(partial(self._understand, asked), self._wait_s if wait_s is None else wait_s, why)
        with self._knowing:
            return self._known.get(asked)

    def _understand(self, asked: str) -> None:
        embedder = self._embedder()
        if embedder is None:
            return
        (vector,) = embedder.questions([asked])
        if not vector.any():
            return  # there is no word in it
        sense = Sense(model=embedder.model, vector=vector, reads=partial(self._read_beside, embedder, asked))
        self._keep(self._known, {asked: sense}, most=_KNOWN)

    def _read_beside(self, embedder: "Embedder", asked: str, passages: Sequence[str]) -> list[float] | None:
        """The log odds with which passages answer a question; None where nothing reads, it fails, or takes too long."""
        with self._knowing:
            new = [one for one in dict.fromkeys(passages) if (asked, one) not in self._read]
        if new:
            why = "What may answer a question cannot be read beside it: %s"
            self._in_time(partial(self._read_anew, embedder, asked, new), self._wait_s, why)
        with self._knowing:
            found = [self._read.get((asked, one)) for one in passages]
        odds = [one for one in found if one is not None]
        return odds if len(odds) == len(passages) else None

    def _read_anew(self, embedder: "Embedder", asked: str, passages: Sequence[str]) -> None:
        odds = embedder.answering(asked, passages)
        if odds is not None:
            read = {(asked, one): float(odd) for one, odd in zip(passages, odds, strict=True)}
            self._keep(self._read, read, most=_READ_BEFORE)

    def _keep(self, known: OrderedDict[Key, Value], new: dict[Key, Value], *, most: int) -> None:
        with self._knowing:
            known.update(new)
            while len(known) > most:
                known.popitem(last=False)

    def _in_time(self, work: Callable[[], None], wait_s: float, failed: str) -> None:
        """Do something with the model; what takes longer is not waited for. ``failed`` is what a failure is told as."""
        if not self._askers.acquire(timeout=wait_s):
            return
        # Not a pool, whose threads an engine that hangs would keep the program from ending.
        asking = threading.Thread(target=self._ask, args=(work, failed), name="meaning of a question", daemon=True)
        asking.start()
        asking.join(wait_s)

    def _ask(self, work: Callable[[], None], failed: str) -> None:
        try:
            work()
        except CafeError as failure:
            _log.warning(failed, failure)
        finally:
            self._askers.release()

    def work(self) -> bool:
        """Make the vectors of all posts that wait, and put in order what is kept; False where there is no model.

        Raises ``EngineFailed`` and ``CannotBeKept``.
        """
        embedder = self._embedder()
        if embedder is not None:
            self._community.meanings.begin(model=embedder.model, dimensions=embedder.dimensions)
            while not self._closing.is_set() and give_meanings(self._community, embedder):
                self._closing.wait(_BREATH_S)
        if time.monotonic() >= self._settle_at:
            self._community.meanings.settle()
            self._settle_at = time.monotonic() + _SETTLE_EVERY_S
        return embedder is not None

    def _run(self) -> None:
        self._closing.wait(_FIRST_AFTER_S)
        while not self._closing.is_set():
            try:
                waits_s = _EVERY_S if self.work() else _SETTLE_EVERY_S
            except CafeError as failure:  # a store that is busy, an engine that fails: later
                _log.warning("Posts wait for their meaning: %s", failure)
                waits_s = _AFTER_FAILURE_S
            self._closing.wait(waits_s)
