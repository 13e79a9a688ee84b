"""Every screen of the app, and how a member comes to it."""

from collections.abc import Callable
from typing import Any

from tests.browser.ways import ask, picture_of_the_answer, settled, write

ANSWERED = "Pourquoi le voyant de ma Livebox est-il rouge ?"
_count = iter(range(1_000_000))


def first_screen(page: Any, server: Any) -> None:
    page.goto(server.address)
    page.get_by_test_id("stAudioInput").wait_for()


def draft(page: Any, server: Any) -> None:
    page.goto(server.address)
    write(page, ANSWERED)
    page.locator(".st-key-confirm button").wait_for()


def answer(page: Any, server: Any) -> None:
    ask(page, server, ANSWERED, pseudonym=f"Personne {next(_count)}")
    picture_of_the_answer(page)


def _at(path: str) -> Callable[[Any, Any], None]:
    def open_it(page: Any, server: Any) -> None:
        page.goto(f"{server.address}{path}")
        page.locator("h1").first.wait_for()
        settled(page)

    return open_it


SCREENS: dict[str, Callable[[Any, Any], None]] = {
    "first screen": first_screen,
    "draft": draft,
    "answer": answer,
    "question": _at("/question?id=voyant-rouge-livebox"),
    "forum": _at("/forum"),
    "cafés": _at("/cafes"),
    "atelier": _at("/atelier?id=portes-d-entree"),
    "machine": _at("/machine"),
}


def open_screen(name: str, page: Any, server: Any) -> None:
    """Open a screen and wait until all of it is drawn."""
    SCREENS[name](page, server)
    settled(page)
