"""The screen that follows begins where it should: at its top, or in the field that was asked for."""

import pytest

from tests.browser.test_writing_by_hand import draw, open_sheet, saved
from tests.browser.ways import draft_text, settled, write
from tests.fixtures import hand

IN_SIGHT = "(one) => { const { top, bottom } = one.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }"


def focused(part) -> None:
    """Wait until a part of the page has the focus."""
    part.and_(part.page.locator(":focus")).wait_for()


def write_on_sheet(page, server) -> None:
    open_sheet(page, server)
    page.locator("canvas").scroll_into_view_if_needed()
    draw(page, hand.strokes("oui", y=100))
    saved(page)
    settled(page)


@pytest.mark.parametrize("screen", ["written by hand", "typed", "put aside"])
def test_the_screen_that_follows_begins_at_its_heading(open_page, told, screen):
    page = open_page(viewport={"width": 360, "height": 500}, reduced_motion="reduce")
    if screen == "written by hand":
        write_on_sheet(page, told)
        page.get_by_role("button", name="J’ai fini d’écrire").click()
    else:
        page.goto(told.address)
        write(page, "Une question\n" * 30)
    if screen == "put aside":
        page.get_by_role("button", name="Plus tard").click()

    ahead = "Que voulez-vous demander ?" if screen == "put aside" else "Relisez, corrigez, confirmez"
    heading = page.get_by_role("heading", name=ahead, level=1)
    heading.wait_for()
    focused(heading)
    settled(page)
    assert heading.evaluate(IN_SIGHT)


def test_a_page_that_is_opened_leaves_the_focus_at_its_beginning(page, told):
    page.goto(told.address)
    page.get_by_test_id("stAudioInput").wait_for()
    settled(page)

    page.keyboard.press("Tab")

    page.locator('[data-testid="stSkipToContent"] :focus, [data-testid="stSkipToContent"]:focus').wait_for()
