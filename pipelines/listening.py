"""One recogniser for everybody: recordings wait in a queue, and each knows its place in it."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Literal

from errors import CafeError, Cancelled, EngineFailed
from modalities.speech import Clip, Progress, SpeechRecogniser
from vocabulary import Recognition

State = Literal["waiting", "listening", "done", "failed", "cancelled"]

Listen = Callable[[SpeechRecogniser, Clip, str | None, Sequence[str], Progress], Recognition]
"""How a recogniser is applied to a clip of any length; it tells its progress."""

_log = logging.getLogger(__name__)


class Listening:
    """One recording on its way to a recognition. Every attribute may be read from any thread."""

    def __init__(self, queue: "ListeningQueue", clip: Clip, *, language: str | None, hints: Sequence[str]) -> None:
        self.clip = clip
        self.language = language
        self.hints = tuple(hints)
        self.progress = 0.0
        """Part of the recording that has been listened to, 0.0 to 1.0."""
        self.state: State = "waiting"
        self.error: CafeError | None = None
        self._queue = queue
        self._recognition: Recognition | None = None
        self._stop = threading.Event()
        self._over = threading.Event()

    @property
    def place(self) -> int:
        """How many recordings are before this one; 0 when it is being listened to, or over."""
        return self._queue.place_of(self)

    @property
    def is_over(self) -> bool:
        """Whether ``result`` returns at once."""
        return self._over.is_set()

    @property
    def engine_choice(self) -> str | None:
        """The back-end that listens; None before it is loaded."""
        return self._queue.engine

    def cancel(self) -> None:
        """Leave the queue, or stop being listened to at the next progress. No effect when it is over."""
        self._stop.set()
        self._queue.forget(self)

    def result(self, timeout: float | None = None) -> Recognition:
        """The recognition; waits at most ``timeout`` seconds, then raises ``TimeoutError``.

        Raises ``Cancelled``, or the ``CafeError`` that stopped it.
        """
        if not self._over.wait(timeout):
            raise TimeoutError
        if self.error is not None:
            raise self.error
        assert self._recognition is not None, "what is over without an error has a recognition"
        return self._recognition

    def told(self, part: float) -> None:
        """Progress, as the recogniser tells it. Raises ``Cancelled`` once that was asked for."""
        if self._stop.is_set():
            raise Cancelled
        self.progress = min(1.0, max(self.progress, part))

    def finish(self, recognition: Recognition) -> None:
        """Called once, by the queue."""
        self._recognition, self.progress, self.state = recognition, 1.0, "done"
        self._over.set()

    def fail(self, error: CafeError) -> None:
        """Called once, by the queue."""
        self.error, self.state = error, "cancelled" if isinstance(error, Cancelled) else "failed"
        self._over.set()


class ListeningQueue:
    """Recordings are listened to one at a time, in the order in which they came.

    The recogniser is loaded once, by the worker, at ``warm_up`` or for the first recording. A load or a recording that
    fails is told to whom it concerns, and the next one is tried all the same.
    """

    def __init__(self, load_recogniser: Callable[[], SpeechRecogniser], *, listen: Listen) -> None:
        self._load = load_recogniser
        self._listen = listen
        self._recogniser: SpeechRecogniser | None = None
        self._waiting: deque[Listening] = deque()
        self._current: Listening | None = None
        self._wants_warmth = False
        self._closed = False
        self._changed = threading.Condition()
        self._worker = threading.Thread(target=self._work, name="listening", daemon=True)
        self._worker.start()

    @property
    def engine(self) -> str | None:
        """The name of the loaded recogniser; None before it is loaded."""
        return None if self._recogniser is None else self._recogniser.name

    @property
    def recogniser(self) -> SpeechRecogniser | None:
        """The loaded recogniser, for what it says of itself; None before it is loaded."""
        return self._recogniser

    def __len__(self) -> int:
        """How many recordings are waiting or being listened to."""
        with self._changed:
            return len(self._waiting) + (self._current is not None)

    def warm_up(self) -> None:
        """Load the recogniser now, in the worker; returns at once. A failure is met again by the next recording."""
        with self._changed:
            self._wants_warmth = True
            self._changed.notify()

    def submit(self, clip: Clip, *, language: str | None = None, hints: Sequence[str] = ()) -> Listening:
        """Queue a clip. After ``close`` it is cancelled at once."""
        listening = Listening(self, clip, language=language, hints=hints)
        with self._changed:
            if self._closed:
                listening.fail(Cancelled())
                return listening
            self._waiting.append(listening)
            self._changed.notify()
        return listening

    def place_of(self, listening: Listening) -> int:
        """How many recordings are before this one."""
        with self._changed:
            try:
                return self._waiting.index(listening) + (self._current is not None)
            except ValueError:
                return 0

    def forget(self, listening: Listening) -> None:
        """Take one that still waits out of the queue."""
        with self._changed:
            if listening not in self._waiting:
                return
            self._waiting.remove(listening)
            listening.fail(Cancelled())

    def close(self, *, timeout: float = 2.0) -> None:
        """Cancel what is left and end the worker; waits at most ``timeout`` seconds for the engine to notice."""
        with self._changed:
            self._closed = True
            left, current = tuple(self._waiting), self._current
            self._changed.notify()
        for listening in left:
            listening.cancel()
        if current is not None:
            current.cancel()
        self._worker.join(timeout)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._waiting or self._wants_warmth)
                if self._closed:
                    return
                self._wants_warmth = False
                self._current = self._waiting.popleft() if self._waiting else None
                if self._current is not None:
                    self._current.state = "listening"
            self._serve(self._current)

    def _serve(self, listening: Listening | None) -> None:
        """Load, then listen; nothing that happens here may end the worker."""
        outcome: Recognition | CafeError | None = None
        try:
            recogniser = self._loaded()
            if listening is not None:
                listening.told(0.0)
                outcome = self._listen(recogniser, listening.clip, listening.language, listening.hints, listening.told)
        except CafeError as error:
            outcome = error
        except Exception as error:  # noqa: BLE001 - a thread's outermost edge: the others still have to be served
            _log.exception("the recogniser failed")
            outcome = EngineFailed(name=self.engine or "?", why=f"{type(error).__name__}: {error}")
        with self._changed:
            self._current = None
        if listening is None or outcome is None:
            return
        if isinstance(outcome, Recognition):
            listening.finish(outcome)
        else:
            listening.fail(outcome)

    def _loaded(self) -> SpeechRecogniser:
        if self._recogniser is None:
            self._recogniser = self._load()
            warm_up = getattr(self._recogniser, "warm_up", None)  # of one that loads its model later
            if warm_up is not None:
                warm_up()
        return self._recogniser
