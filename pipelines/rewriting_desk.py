"""One machine that rewrites for everybody: answers wait for it, and readers see what is there so far."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from errors import CafeError
from modalities.rewriting import Rewriter
from pipelines.rewriting import SECONDS, rewritten
from vocabulary import Answer, Rewritten

_KEPT = 64  # answers
_LOOKED_S = 10.0
"""A page looks every second. What nobody has looked at for so long is not worth the machine's time."""


class Retelling:
    """One answer that is being told anew. Every attribute may be read from any thread."""

    def __init__(self, answer: Answer, question: str) -> None:
        self.answer = answer
        self.question = question
        self.sentences: tuple[Rewritten, ...] = ()
        """Those that passed so far."""
        self.is_over = False
        self.error: CafeError | None = None
        self.model: str | None = None
        self.looked = time.monotonic()
        self.stop = threading.Event()

    @property
    def is_left(self) -> bool:
        """Whether nobody looks any more."""
        return time.monotonic() - self.looked > _LOOKED_S

    @property
    def whole(self) -> Answer:
        """The answer with what passed so far."""
        return replace(self.answer, rewritten=self.sentences, rewriter=self.model if self.sentences else None)


class RewritingDesk:
    """Tells one answer after the other anew, in a thread of its own; loads the machine for the first one.

    The latest one that somebody looks at comes first. What was told is kept for those who come back to it, as long as
    its quotes are the same.
    """

    def __init__(self, load: Callable[[], Rewriter], *, seconds: float = SECONDS) -> None:
        self._load = load
        self._seconds = seconds
        self._rewriter: Rewriter | None = None
        self._known: OrderedDict[object, Retelling] = OrderedDict()
        self._changed = threading.Condition()
        self._closed = False
        self._worker: threading.Thread | None = None

    def ask(self, answer: Answer, question: str) -> Retelling:
        """What is told of this answer; it begins, or goes on, while somebody asks from time to time."""
        key = (question, answer.language, tuple((source.id, source.quote) for source in answer.sources))
        with self._changed:
            found = self._known.get(key)
            if found is None:
                found = self._known[key] = Retelling(answer, question)
            found.looked = time.monotonic()
            self._known.move_to_end(key)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)[1].stop.set()
            if self._worker is None and not self._closed:
                self._worker = threading.Thread(target=self._work, name="rewriting desk", daemon=True)
                self._worker.start()
            self._changed.notify()
        return found

    def close(self) -> None:
        """Stop writing. What is being written is left."""
        with self._changed:
            self._closed = True
            for one in self._known.values():
                one.stop.set()
            self._changed.notify()

    def _work(self) -> None:
        while (retelling := self._next()) is not None:
            try:
                self._tell(retelling)
            except CafeError as failure:
                retelling.error = failure
            retelling.is_over = True

    def _next(self) -> Retelling | None:
        """The latest one that is waited for; None once the desk is closed."""
        with self._changed:
            while not self._closed:
                for one in reversed(self._known.values()):
                    if not (one.is_over or one.is_left):
                        return one
                self._changed.wait()
        return None

    def _tell(self, retelling: Retelling) -> None:
        if self._rewriter is None:
            self._rewriter = self._load()
        retelling.model = self._rewriter.model
        told = rewritten(
            retelling.answer, retelling.question, self._rewriter, seconds=self._seconds, stop=retelling.stop
        )
        for sentence in told:
            retelling.sentences += (sentence,)
            if retelling.is_left:
                retelling.stop.set()
