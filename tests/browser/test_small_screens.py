"""A telephone, and a window read at twice its size."""

import pytest

from tests.browser.screens import ANSWERED, SCREENS, open_screen
from tests.browser.test_accessibility import TOO_SMALL
from tests.browser.test_speaking_a_question import HESITANT
from tests.browser.ways import ask, begin_with, doubted, draft_text, kept, picture_of_the_answer, settled

TELEPHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
ENLARGED = {"width": 550, "height": 450}  # CSS pixels: a window of 1100 × 900 at 200 %

SIDEWAYS = """() => {
  const scrolls = [document.documentElement, document.querySelector('[data-testid="stMain"]')];
  return scrolls.map((one) => one.scrollWidth - one.clientWidth);
}"""
CUT = """() => [...document.querySelectorAll('[data-testid="stMain"] *')]
  .filter((one) => one.checkVisibility() && one.clientWidth > 1 && getComputedStyle(one).overflowX === "hidden")
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.innerText?.trim())
  .map((one) => one.innerText.slice(0, 80))"""


@pytest.fixture(scope="module")
def server(retelling):
    return retelling


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_cut_or_has_to_be_scrolled_sideways(open_page, server, screen):
    page = open_page(**TELEPHONE)

    open_screen(screen, page, server)
    on_a_telephone = page.evaluate(SIDEWAYS), page.evaluate(CUT), page.evaluate(TOO_SMALL)
    page.set_viewport_size(ENLARGED)
    enlarged = page.evaluate(SIDEWAYS), page.evaluate(CUT), page.evaluate(TOO_SMALL)

    assert on_a_telephone == ([0, 0], [], [])
    assert enlarged == ([0, 0], [], [])


def test_a_draft_is_corrected_with_a_finger(open_page, server):
    page = open_page(**TELEPHONE)
    begin_with(page, server, HESITANT)

    doubted(page, "boîte").tap()
    page.get_by_test_id("others").get_by_role("button", name="box").tap()
    kept(page)

    assert draft_text(page).input_value() == "Ma box est en feu depuis mai."
    assert page.evaluate(SIDEWAYS) == [0, 0]


def test_the_answer_is_whole_on_a_telephone(open_page, server):
    page = open_page(**TELEPHONE)
    ask(page, server, ANSWERED, pseudonym="Téléphone")

    card = picture_of_the_answer(page).bounding_box()
    listen = page.get_by_test_id("reader-listen").bounding_box()

    assert card["x"] >= 0
    assert card["x"] + card["width"] <= 360
    assert listen["width"] > 200  # the one thing to press is wide


def test_the_other_screens_are_reached_from_a_telephone(open_page, server):
    page = open_page(**TELEPHONE)
    page.goto(server.address)
    settled(page)

    page.get_by_test_id("stExpandSidebarButton").tap()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Entraide").tap()

    page.get_by_role("heading", name="Entraide").wait_for()
