"""Teaching a gesture in front of the camera: the frames are of no matter, the tracker gives what is shown."""

import numpy as np
import pytest

from modalities.gesture import Hand, Taught
from modalities.gesture._synthetic import hand
from pipelines.teaching import TAKE_MS, TeachingWatcher

STEP_MS = 1000 // 15
FRAME = np.zeros((48, 64, 3), np.uint8)


class Shown:
    """A tracker that sees the hand that is held before it, never quite still."""

    def __init__(self) -> None:
        self.hand: Hand | None = hand("none")
        self.is_closed = False
        self._chance = np.random.default_rng(1)

    def find(self, frame, *, t_ms):
        if self.hand is None:
            return ()
        moved = self.hand.points + 0.002 * self._chance.standard_normal((21, 3))
        return (Hand(points=moved.astype(np.float32), is_left=self.hand.is_left),)

    def close(self):
        self.is_closed = True


@pytest.fixture
def shown():
    return Shown()


@pytest.fixture
def watcher(shown):
    return TeachingWatcher(shown, name="Cornes", among=())


def watch(watcher, *, ms: float, start: float = 0.0):
    """What is told of each frame."""
    return [watcher.see(FRAME, t_ms=int(start + t)) for t in range(0, round(ms), STEP_MS)]


def take(watcher, number: int, *, start: float):
    watcher.tell({"take": number})
    return [one["event"] for one in watch(watcher, ms=TAKE_MS + 2 * STEP_MS, start=start) if one.get("event")]


def test_two_takes_teach_a_gesture_that_can_be_kept(watcher):
    assert take(watcher, 1, start=0) == [{"taken": 1}]
    (event,) = take(watcher, 2, start=10_000)

    assert Taught.from_dict(event["taught"]).name == "Cornes"


def test_nothing_is_taken_before_its_author_is_ready(watcher):
    told = watch(watcher, ms=2 * TAKE_MS)

    assert not any(one.get("event") or one.get("progress") for one in told)
    assert all(one["lines"] for one in told)


def test_a_take_begins_when_a_hand_is_seen_and_its_ring_fills(watcher, shown):
    watcher.tell({"take": 1})
    shown.hand = None
    before = watch(watcher, ms=TAKE_MS)
    shown.hand = hand("none")

    after = [one["progress"] for one in watch(watcher, ms=TAKE_MS - STEP_MS, start=60_000)]

    assert {(one["label"], one["progress"]) for one in before} == {("no_hand", 0.0)}
    assert after[0] == 0.0
    assert after == sorted(after)
    assert after[-1] > 0.9


@pytest.mark.parametrize("message", [{"take": 2}, {"take": "1"}, {"take": None}, {"window": 3}, {}])
def test_a_take_that_is_not_due_is_not_begun(watcher, message):
    watcher.tell(message)

    assert not any(one.get("event") for one in watch(watcher, ms=TAKE_MS + 2 * STEP_MS))


def test_being_told_again_does_not_begin_a_take_anew(watcher):
    watcher.tell({"take": 1})
    watch(watcher, ms=TAKE_MS / 2)
    watcher.tell({"take": 1})

    events = [one["event"] for one in watch(watcher, ms=TAKE_MS, start=TAKE_MS / 2) if one.get("event")]

    assert events == [{"taken": 1}]


def test_two_takes_that_differ_are_refused_with_the_reason_and_asked_for_again(watcher, shown):
    take(watcher, 1, start=0)
    shown.hand = hand("victory")
    (event,) = take(watcher, 2, start=10_000)

    assert event["not_taught"]["name"] == "Cornes"
    assert event["not_taught"]["why"]
    shown.hand = hand("none")
    assert take(watcher, 1, start=20_000) == [{"taken": 1}]


def test_a_gesture_that_the_cafe_knows_is_refused(watcher, shown):
    shown.hand = hand("thumb_up")
    take(watcher, 1, start=0)

    (event,) = take(watcher, 2, start=10_000)

    assert "déjà" in event["not_taught"]["why"]


def test_it_gives_back_what_it_holds(watcher, shown):
    watcher.close()

    assert shown.is_closed
