"""The quotes of an answer told anew by a machine: each sentence is checked before anybody sees it."""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from queue import Empty, SimpleQueue

from errors import CafeError, EngineFailed
from modalities.rewriting import Rewriter
from pipelines.quoting import sentences_of
from pipelines.supporting import LONGEST, Place, supports
from vocabulary import Answer, Language, Rewritten, Source

SECONDS = 30.0
"""After that a reader has read the quotes."""
_CHARACTERS = 4000
_SENTENCES = 8  # that are kept; more is no answer to read at a glance
_REFUSED_IN_A_ROW = 12  # a machine that says nothing of use for so long will not begin

_log = logging.getLogger(__name__)


class Sorting:
    """Which sentences are kept, one after the other: those that are supported, new, and in the order of the quotes."""

    def __init__(self, sources: Sequence[Source], language: Language) -> None:
        self._sources = sources
        self._language = language
        self._reached: dict[str, int] = {}
        self._said: set[str] = set()
        self._refused_in_a_row = 0
        self.refused = 0
        """How many sentences said something else, or the same again."""

    @property
    def is_hopeless(self) -> bool:
        """Whether enough was heard of it: it wrote all that is wanted, or only what is of no use."""
        return len(self._said) >= _SENTENCES or self._refused_in_a_row >= _REFUSED_IN_A_ROW

    def keep(self, sentence: str) -> Rewritten | None:
        """The sentence with its sources, or None."""
        told = " ".join(sentence.split()).strip("-•*– ")
        places = [
            place
            for place in supports(told, self._sources, self._language)
            if place.sentence >= self._reached.get(place.source, 0)
        ]
        if not places or told.casefold() in self._said:
            self.refused += 1
            self._refused_in_a_row += 1
            return None
        return self._kept(told, places)

    def _kept(self, told: str, places: Sequence[Place]) -> Rewritten:
        self._said.add(told.casefold())
        self._refused_in_a_row = 0
        self._reached.update({place.source: place.sentence for place in places})
        return Rewritten(told, tuple(place.source for place in places))


def rewritten(
    answer: Answer, question: str, rewriter: Rewriter, *, seconds: float = SECONDS, stop: threading.Event | None = None
) -> Iterator[Rewritten]:
    """The sentences that pass, as they come. None where the machine says nothing that is quoted.

    It is stopped after ``seconds``, when it repeats itself or only says what is not quoted, when ``stop`` is set, and
    when nobody reads on. Raises ``EngineFailed``.
    """
    if not answer.sources:
        return
    stop = stop or threading.Event()
    sorting = Sorting(answer.sources, answer.language)
    try:
        for sentence in _sentences(_pieces(answer, question, rewriter, seconds, stop)):
            kept = sorting.keep(sentence)
            if kept is not None:
                yield kept
            if sorting.is_hopeless:
                return
    finally:
        stop.set()


def with_rewriting(answer: Answer, question: str, rewriter: Rewriter, *, seconds: float = SECONDS) -> Answer:
    """The answer with its quotes told anew; as it was where nothing passes or the machine fails."""
    kept: list[Rewritten] = []
    try:
        kept.extend(rewritten(answer, question, rewriter, seconds=seconds))
    except CafeError as failure:
        _log.warning("%s", failure)
    return replace(answer, rewritten=tuple(kept), rewriter=rewriter.model) if kept else answer


def _pieces(answer: Answer, question: str, rewriter: Rewriter, seconds: float, stop: threading.Event) -> Iterator[str]:
    """What the machine writes. It writes in a thread of its own, because one that hangs cannot be stopped."""
    end = time.monotonic() + seconds
    told: SimpleQueue[str | CafeError | None] = SimpleQueue()
    passages = [source.quote for source in answer.sources]

    def write() -> None:
        try:
            for piece in rewriter.rewrite(question, passages, language=answer.language, stop=stop):
                told.put(piece)
                if stop.is_set():
                    break
            told.put(None)
        except CafeError as failure:
            told.put(failure)
        except Exception as failure:  # noqa: BLE001 - the outermost edge of this thread: what it raises would be lost
            _log.exception("the machine that rewrites failed")
            told.put(EngineFailed(name=rewriter.name, why=type(failure).__name__))

    threading.Thread(target=write, name="rewriting", daemon=True).start()
    length = 0
    while length <= _CHARACTERS:
        try:
            piece = told.get(timeout=max(0.0, end - time.monotonic()))
        except Empty:
            return
        if piece is None:
            return
        if isinstance(piece, CafeError):
            raise piece
        length += len(piece)
        yield piece


def _sentences(pieces: Iterator[str]) -> Iterator[str]:
    """Each sentence as soon as the next one begins; what stands at the end, whole or not, last."""
    begun = ""
    for piece in pieces:
        begun += piece
        *whole, last = sentences_of(begun) or (None,)
        if last is None:
            continue
        yield from (sentence.words for sentence in whole if sentence is not None)
        begun = begun[last.start :] if whole else begun
        if len(begun) > 2 * LONGEST:  # it does not end its sentences: nothing here can pass
            return
    yield from (sentence.words for sentence in sentences_of(begun))
