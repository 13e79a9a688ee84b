"""The queue in front of the recogniser, with real threads."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest

from errors import Cancelled, EngineFailed, ModelMissing, UnknownLanguage
from modalities.speech import Clip, Progress, SpeechRecogniser
from pipelines.listening import ListeningQueue
from vocabulary import Recognition

PATIENCE = 20  # seconds, far more than is needed: a test that waits so long has failed


class Gate:
    """A recogniser that works on each clip until the test lets it finish."""

    name = "gate"

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.let_go = threading.Semaphore(0)
        self.heard: list[str | None] = []
        self.hints: list[tuple[str, ...]] = []

    def recognise(self, clip: Clip, *, language: str | None = None, hints: Sequence[str] = ()) -> Recognition:
        self.begun.release()
        assert self.let_go.acquire(timeout=PATIENCE)
        if language == "xx":
            raise UnknownLanguage(name="xx", known="fr, en")
        if language == "crash":
            raise ZeroDivisionError
        self.heard.append(language)
        self.hints.append(tuple(hints))
        return Recognition(modality="speech", engine=self.name, text="bonjour", language=language)


def in_two_halves(
    recogniser: SpeechRecogniser, clip: Clip, language: str | None, hints: Sequence[str], progress: Progress
) -> Recognition:
    recogniser.recognise(clip, language=language, hints=hints)
    progress(0.5)
    return recogniser.recognise(clip, language=language, hints=hints)


def at_once(
    recogniser: SpeechRecogniser, clip: Clip, language: str | None, hints: Sequence[str], _progress: Progress
) -> Recognition:
    return recogniser.recognise(clip, language=language, hints=hints)


def clip() -> Clip:
    return Clip(samples=np.zeros(16_000, dtype=np.float32))


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def opened() -> Iterator[Callable[..., ListeningQueue]]:
    queues: list[ListeningQueue] = []

    def open_queue(load: Callable[[], SpeechRecogniser], listen=at_once) -> ListeningQueue:
        queues.append(ListeningQueue(load, listen=listen))
        return queues[-1]

    yield open_queue
    for queue in queues:
        queue.close(timeout=0.1)


def test_a_recording_is_given_back_as_a_recognition(gate, opened):
    queue = opened(lambda: gate)
    gate.let_go.release()

    listening = queue.submit(clip(), language="fr", hints=("Livebox",))

    assert listening.result(PATIENCE).text == "bonjour"
    assert (listening.state, listening.progress, listening.place) == ("done", 1.0, 0)
    assert gate.heard == ["fr"]
    assert gate.hints == [("Livebox",)]


def test_each_recording_knows_how_many_are_before_it(gate, opened):
    queue = opened(lambda: gate)

    first, second, third = (queue.submit(clip()) for _ in range(3))
    gate.begun.acquire(timeout=PATIENCE)

    assert [one.place for one in (first, second, third)] == [0, 1, 2]
    assert [one.state for one in (first, second, third)] == ["listening", "waiting", "waiting"]
    assert len(queue) == 3


def test_everybody_moves_up_when_one_is_done(gate, opened):
    queue = opened(lambda: gate)
    first, second, third = (queue.submit(clip()) for _ in range(3))
    gate.begun.acquire(timeout=PATIENCE)

    gate.let_go.release()
    first.result(PATIENCE)
    gate.begun.acquire(timeout=PATIENCE)

    assert [one.place for one in (first, second, third)] == [0, 0, 1]


def test_recordings_are_heard_in_the_order_in_which_they_came(gate, opened):
    queue = opened(lambda: gate)

    listenings = [queue.submit(clip(), language=str(n)) for n in range(5)]
    for _ in listenings:
        gate.let_go.release()
    for one in listenings:
        one.result(PATIENCE)

    assert gate.heard == ["0", "1", "2", "3", "4"]


def test_the_progress_is_told_while_it_is_listened_to(gate, opened):
    queue = opened(lambda: gate, in_two_halves)
    listening = queue.submit(clip())

    gate.let_go.release()
    gate.begun.acquire(timeout=PATIENCE)
    gate.begun.acquire(timeout=PATIENCE)

    assert listening.progress == 0.5


def test_one_that_waits_leaves_the_queue_at_once_when_cancelled(gate, opened):
    queue = opened(lambda: gate)
    queue.submit(clip())
    gate.begun.acquire(timeout=PATIENCE)
    second, third = queue.submit(clip()), queue.submit(clip())

    second.cancel()

    assert second.state == "cancelled"
    assert third.place == 1
    with pytest.raises(Cancelled):
        second.result(PATIENCE)


def test_one_that_is_listened_to_stops_at_its_next_progress(gate, opened):
    queue = opened(lambda: gate, in_two_halves)
    listening, following = queue.submit(clip()), queue.submit(clip())
    gate.begun.acquire(timeout=PATIENCE)

    listening.cancel()
    for _ in range(3):
        gate.let_go.release()

    with pytest.raises(Cancelled):
        listening.result(PATIENCE)
    assert listening.state == "cancelled"
    assert following.result(PATIENCE).text == "bonjour"


def test_cancelling_what_is_done_changes_nothing(gate, opened):
    queue = opened(lambda: gate)
    gate.let_go.release()
    listening = queue.submit(clip())
    listening.result(PATIENCE)

    listening.cancel()

    assert listening.state == "done"
    assert listening.result(PATIENCE).text == "bonjour"


def test_one_that_fails_does_not_stop_the_queue(gate, opened):
    queue = opened(lambda: gate)
    failing, following = queue.submit(clip(), language="xx"), queue.submit(clip())

    for _ in range(2):
        gate.let_go.release()

    with pytest.raises(UnknownLanguage):
        failing.result(PATIENCE)
    assert failing.state == "failed"
    assert following.result(PATIENCE).text == "bonjour"


def test_an_engine_that_breaks_down_is_told_in_a_sentence(gate, opened, caplog):
    queue = opened(lambda: gate)
    failing, following = queue.submit(clip(), language="crash"), queue.submit(clip())

    with caplog.at_level(logging.ERROR):
        for _ in range(2):
            gate.let_go.release()
        with pytest.raises(EngineFailed, match="gate"):
            failing.result(PATIENCE)

    assert following.result(PATIENCE).text == "bonjour"
    assert "ZeroDivisionError" in caplog.text


def test_the_recogniser_is_loaded_once_for_everybody(gate, opened):
    loads = []
    queue = opened(lambda: loads.append(1) or gate)
    for _ in range(3):
        gate.let_go.release()

    queue.warm_up()
    listenings = [queue.submit(clip()) for _ in range(3)]
    for one in listenings:
        one.result(PATIENCE)

    assert loads == [1]
    assert listenings[0].engine_choice == "gate"


def test_a_model_that_is_missing_is_told_to_each_and_looked_for_again(gate, opened):
    missing = [True]

    def load() -> Gate:
        if missing.pop():
            missing.append(False)
            raise ModelMissing(name="whisper-base", command="cafe models pull whisper-base")
        missing.append(False)
        return gate

    queue = opened(load)
    gate.let_go.release()

    first, second = queue.submit(clip()), queue.submit(clip())

    with pytest.raises(ModelMissing):
        first.result(PATIENCE)
    assert second.result(PATIENCE).text == "bonjour"


def test_waiting_no_longer_than_asked_raises_a_timeout(gate, opened):
    queue = opened(lambda: gate)

    listening = queue.submit(clip())

    with pytest.raises(TimeoutError):
        listening.result(timeout=0)


def test_closing_cancels_what_is_left(gate, opened):
    queue = opened(lambda: gate)
    current, waiting = queue.submit(clip()), queue.submit(clip())
    gate.begun.acquire(timeout=PATIENCE)

    queue.close(timeout=0)
    gate.let_go.release()
    late = queue.submit(clip())

    for one in (waiting, late):
        with pytest.raises(Cancelled):
            one.result(PATIENCE)
    assert current.result(PATIENCE).text == "bonjour"


def test_many_threads_may_submit_and_cancel_at_once(gate, opened):
    queue = opened(lambda: gate)
    kept: list = []

    def member(n: int) -> None:
        listening = queue.submit(clip())
        if n % 3 == 0:
            listening.cancel()
        kept.append(listening)

    threads = [threading.Thread(target=member, args=(n,)) for n in range(30)]
    for thread in threads:
        thread.start()
    for _ in range(30):
        gate.let_go.release()
    for thread in threads:
        thread.join(PATIENCE)

    outcomes = []
    for one in kept:
        try:
            outcomes.append(one.result(PATIENCE).text)
        except Cancelled:
            outcomes.append("")
    assert len(outcomes) == 30
    assert outcomes.count("bonjour") >= 20
