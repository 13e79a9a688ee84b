"""Who may come in with a camera: the token of a session, the café's own page, and not too many at once."""

import asyncio

import pytest

from pipelines.live import TICKET_SECONDS, Closing, LiveDesk
from tests.live.browsers import PATIENCE, Noting, Visit, decode, frame, token_for


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def code_of(desk: LiveDesk, token: str, visit: str | None = None) -> int:
    """Why a browser is sent away."""
    async with Visit(desk, token, visit) as browser:
        return await browser.is_closed()


def test_a_token_nobody_gave_is_refused():
    desk = LiveDesk(decode)
    token_for(desk, Noting)

    assert asyncio.run(code_of(desk, "guessed")) == Closing.REFUSED


def test_a_session_keeps_its_token_as_long_as_it_watches_for_the_same():
    desk = LiveDesk(decode)
    token = token_for(desk, Noting)

    assert token_for(desk, Noting) == token
    assert token_for(desk, Noting, session="Ben") != token
    assert token_for(desk, Noting, renew=True) != token


@pytest.mark.parametrize("newer", [{"about": "face"}, {"renew": True}, {"visit": "another"}])
def test_a_newer_token_takes_the_place_of_the_older_one_and_cuts_its_camera_off(newer: dict[str, object]):
    async def whole() -> None:
        desk = LiveDesk(decode)
        older = token_for(desk, Noting)
        async with Visit(desk, older) as browser:
            await browser.hears()

            token_for(desk, Noting, **newer)

            assert await browser.is_closed() == Closing.REFUSED
        assert await code_of(desk, older) == Closing.REFUSED

    asyncio.run(whole())


def test_the_end_of_a_session_cuts_its_camera_off_and_no_other():
    async def whole() -> None:
        desk = LiveDesk(decode)
        hers, his = token_for(desk, Noting), token_for(desk, Noting, session="Ben")
        async with Visit(desk, hers) as ana, Visit(desk, his) as ben:
            await ana.hears()
            await ben.hears()

            desk.revoke("Ana")

            assert await ana.is_closed() == Closing.REFUSED
            ben.say(frame(1))
            assert (await ben.hears())["n"] == 1

    asyncio.run(whole())


def test_a_token_that_no_page_shows_any_more_expires():
    clock = Clock()
    desk = LiveDesk(decode, clock=clock)
    token = token_for(desk, Noting)

    clock.now += TICKET_SECONDS - 1
    token_for(desk, Noting)
    clock.now += TICKET_SECONDS - 1
    assert token_for(desk, Noting) == token
    clock.now += TICKET_SECONDS

    assert asyncio.run(code_of(desk, token)) == Closing.REFUSED


def test_a_token_does_not_expire_under_an_open_camera():
    async def whole() -> None:
        clock = Clock()
        desk = LiveDesk(decode, clock=clock)
        token = token_for(desk, Noting)
        async with Visit(desk, token) as browser:
            await browser.hears()
            clock.now += 2 * TICKET_SECONDS
            token_for(desk, Noting, session="Ben")
            browser.say(frame(1))
            assert (await browser.hears())["n"] == 1
        async with Visit(desk, token) as again:  # the network was away for a moment
            assert "hello" in await again.hears()

    asyncio.run(whole())


@pytest.mark.parametrize("cookie", [None, "another"])
def test_a_token_is_of_no_use_to_another_browser(cookie: str | None):
    desk = LiveDesk(decode)
    token = token_for(desk, Noting, visit="mine")

    assert asyncio.run(code_of(desk, token, cookie)) == Closing.REFUSED


def test_a_browser_comes_in_with_its_cookie():
    async def whole() -> None:
        desk = LiveDesk(decode)
        async with Visit(desk, token_for(desk, Noting, visit="mine"), "mine") as browser:
            assert "hello" in await browser.hears()

    asyncio.run(whole())


def test_who_comes_again_with_the_same_token_takes_the_place_of_the_first():
    async def whole() -> None:
        desk = LiveDesk(decode, channels=1)
        watchers: list[Noting] = []

        def another() -> Noting:
            watchers.append(Noting())
            return watchers[-1]

        token = token_for(desk, another)
        async with Visit(desk, token) as first:
            await first.hears()
            async with Visit(desk, token) as second:
                assert await first.is_closed() == Closing.REPLACED
                await second.hears()
                assert desk.open_channels == 1
        assert desk.open_channels == 0
        assert [watcher.closed.wait(PATIENCE) for watcher in watchers] == [True, True]

    asyncio.run(whole())


def test_more_cameras_than_the_machine_can_watch_are_sent_away_until_one_leaves():
    async def whole() -> None:
        desk = LiveDesk(decode, channels=2)
        one, two, three = (token_for(desk, Noting, session=name) for name in ("Ana", "Ben", "Chloé"))
        async with Visit(desk, one) as first:
            async with Visit(desk, two) as second:
                await first.hears()
                await second.hears()

                assert await code_of(desk, three) == Closing.FULL
            async with Visit(desk, three) as third:
                assert "hello" in await third.hears()

    asyncio.run(whole())


def test_closing_the_desk_cuts_every_camera_off():
    async def whole() -> None:
        desk = LiveDesk(decode)
        token = token_for(desk, Noting)
        async with Visit(desk, token) as browser:
            await browser.hears()

            desk.close()

            assert await browser.is_closed() == Closing.GONE
        assert await code_of(desk, token) == Closing.REFUSED

    asyncio.run(whole())


@pytest.mark.parametrize(
    ("origin", "is_welcome"),
    [
        ("http://localhost:8501", True),
        ("https://localhost:8501", True),
        ("https://cafe.example.org", True),
        ("http://cafe.example.org", False),
        ("http://localhost:8502", False),
        ("http://evil.example.org", False),
        ("http://localhost:8501.evil.example.org", False),
        ("null", False),
        ("http://[", False),
        ("", False),
        (None, True),
    ],
)
def test_only_the_cafe_s_own_page_is_welcome(origin: str | None, is_welcome: bool):
    desk = LiveDesk(decode, public_address="https://cafe.example.org/")

    assert desk.welcomes(origin, "localhost:8501") is is_welcome


@pytest.mark.parametrize("origin", ["null", "", "file://"])
def test_a_page_from_nowhere_is_not_welcome_without_a_host_either(origin: str):
    assert not LiveDesk(decode).welcomes(origin, None)
