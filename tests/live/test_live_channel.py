"""One camera's channel: the newest frame is looked at, the others are dropped, and nonsense ends it."""

import asyncio
import json
import math
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from errors import ModelMissing
from pipelines import live
from pipelines.live import Closing, LiveDesk
from tests.live.browsers import PATIENCE, Broken, Browser, Noting, Slow, Visit, decode, frame, token_for


def talk(watcher: Noting, talking: Callable[[Browser], Coroutine[Any, Any, None]]) -> None:
    """Let a browser in, past the greeting, and let it talk."""

    async def whole() -> None:
        desk = LiveDesk(decode)
        async with Visit(desk, token_for(desk, lambda: watcher)) as browser:
            assert await browser.hears() == {"hello": {"rate": live.RATE, "bytes": live.FRAME_BYTES}}
            await talking(browser)

    asyncio.run(whole())


def test_a_frame_is_looked_at_and_answered_with_its_number():
    async def talking(browser: Browser) -> None:
        browser.say(frame(7, 123.75, b"A"))

        answer = await browser.hears()
        assert 0 <= live.clock_s() - answer.pop("at") < PATIENCE
        assert answer == {"n": 7, "t": 123.75, "late": 0, "seen": {"told": 0, "first": ord("A")}}

    talk(watcher := Noting(), talking)

    assert watcher.seen == [123]
    assert watcher.closed.wait(PATIENCE)


def test_no_answer_is_given_at_a_moment_that_is_still_to_come():
    async def talking(browser: Browser) -> None:
        for number in range(100):
            browser.say(frame(number))

            assert (await browser.hears())["at"] <= live.clock_s()

    talk(Noting(), talking)


def test_of_a_thousand_frames_at_once_the_newest_is_looked_at_and_none_is_queued():
    watcher = Slow()

    async def talking(browser: Browser) -> None:
        browser.say(frame(1))
        await asyncio.to_thread(watcher.looking.wait)
        browser.say(*(frame(number) for number in range(2, 1002)))
        await browser.everything_is_read()  # though the watcher still looks at the first
        watcher.go_on.set()

        assert (await browser.hears())["n"] == 1
        last = await browser.hears()

        assert (last["n"], last["late"]) == (1001, 999)

    talk(watcher, talking)

    assert watcher.seen == [100, 100_100]


def test_frames_out_of_order_are_dropped():
    async def talking(browser: Browser) -> None:
        browser.say(frame(5))
        await browser.hears()
        browser.say(frame(4), frame(5), frame(6, 500.0), frame(6, 100.0), frame(8))

        assert (await browser.hears())["n"] == 8

    talk(watcher := Noting(), talking)

    assert watcher.seen == [500, 800]


@pytest.mark.parametrize("t_ms", [math.nan, math.inf, -1.0, 1e300])
def test_a_moment_that_cannot_be_is_dropped(t_ms: float):
    async def talking(browser: Browser) -> None:
        browser.say(frame(1, t_ms), frame(2))

        assert (await browser.hears())["n"] == 2

    talk(watcher := Noting(), talking)

    assert watcher.seen == [200]


def test_what_is_told_arrives_before_the_next_frame_and_in_order():
    async def talking(browser: Browser) -> None:
        browser.say('{"width": 1100}', '{"page": 2}', frame(1))

        assert (await browser.hears())["seen"]["told"] == 2

    talk(watcher := Noting(), talking)

    assert watcher.told == [{"width": 1100}, {"page": 2}]


def test_a_frame_that_is_no_picture_is_said_and_the_next_one_looked_at():
    async def talking(browser: Browser) -> None:
        browser.say(frame(1, jpeg=b"!no picture"))
        assert await browser.hears() == {"n": 1, "t": 100.0, "late": 0, "refused": True}
        browser.say(frame(2))

        assert "seen" in await browser.hears()

    talk(Noting(), talking)


@pytest.mark.parametrize("nothing", [b"", b"x", b"0123456789ab"], ids=["empty", "one byte", "a header alone"])
def test_a_message_without_a_picture_is_said_too(nothing: bytes):
    async def talking(browser: Browser) -> None:
        browser.say(nothing)

        assert await browser.hears() == {"n": None, "refused": True}

    talk(Noting(), talking)


def test_who_sends_nothing_but_nonsense_is_cut_off():
    async def talking(browser: Browser) -> None:
        for number in range(live.BAD_IN_A_ROW):
            browser.say(frame(number, jpeg=b"!"))
            await browser.hears()

        assert await browser.is_closed() == Closing.NOT_PICTURES

    talk(watcher := Noting(), talking)

    assert watcher.closed.wait(PATIENCE)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (frame(1, jpeg=b"x" * live.FRAME_BYTES), Closing.TOO_LARGE),
        ('"' + "x" * live.TEXT_BYTES + '"', Closing.TOO_LARGE),
        ("not JSON", Closing.BAD_TEXT),
        ("[1, 2]", Closing.BAD_TEXT),
        ("[" * 60_000, Closing.BAD_TEXT),
    ],
    ids=["a frame too large", "a text too large", "no JSON", "no object", "nested too deep"],
)
def test_what_cannot_come_from_the_page_ends_the_channel(message: bytes | str, code: int):
    async def talking(browser: Browser) -> None:
        browser.say(message)

        assert await browser.is_closed() == code

    talk(watcher := Noting(), talking)

    assert watcher.seen == []


def test_texts_do_not_pile_up_for_a_slow_watcher():
    watcher = Slow()

    async def talking(browser: Browser) -> None:
        browser.say(frame(1))
        await asyncio.to_thread(watcher.looking.wait)
        browser.say(*[json.dumps({"page": 1})] * (live.UNTOLD + 1))
        await asyncio.sleep(0)
        watcher.go_on.set()

        assert await browser.is_closed() == Closing.BAD_TEXT

    talk(watcher, talking)


def test_a_watcher_that_fails_says_so_and_is_given_up_after_some_frames():
    async def talking(browser: Browser) -> None:
        for number in range(live.FAILED_IN_A_ROW):
            browser.say(frame(number))
            assert "broken" in (await browser.hears())["failed"]

        assert await browser.is_closed() == Closing.FAILED

    talk(Broken(), talking)


def test_a_watcher_that_cannot_be_had_is_said_in_the_page_s_language():
    def missing() -> Noting:
        raise ModelMissing(name="hand_landmarker.task", command="cafe models pull")

    async def whole() -> None:
        desk = LiveDesk(decode)
        token = token_for(desk, missing, said=lambda error: f"In English: {error}")
        async with Visit(desk, token) as browser:
            assert (await browser.hears())["failed"].startswith("In English: Il manque")
            assert await browser.is_closed() == Closing.FAILED

    asyncio.run(whole())


def test_who_leaves_in_the_middle_of_a_look_has_the_watcher_closed_after_it():
    watcher = Slow()

    async def talking(browser: Browser) -> None:
        browser.say(frame(1))
        await asyncio.to_thread(watcher.looking.wait)
        browser.hang_up()
        watcher.go_on.set()
        await browser.is_closed()

    talk(watcher, talking)

    assert watcher.closed.wait(PATIENCE)
    assert watcher.seen == [100]


def test_no_more_frames_are_looked_at_than_a_machine_can_bear(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(live, "FASTEST", 50.0)

    async def talking(browser: Browser) -> None:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for number in range(11):
            browser.say(frame(number))
            await browser.hears()

        assert loop.time() - begun >= 9 / 50  # the beat is kept on average

    talk(Noting(), talking)
