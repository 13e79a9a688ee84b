"""Whoever has just written presses something else at once: the ink is kept, and the press counts."""

import pytest

from tests.browser.test_writing_by_hand import draw, ink_of_draft, open_sheet
from tests.browser.ways import settled
from tests.fixtures import hand

STROKES = len(hand.strokes("oui"))
PRESSES = {
    "another part": (
        lambda page: page.get_by_role("button", name="Commencer à copier"),
        lambda page: page.get_by_text("Ligne 1 sur 3"),
    ),
    "the whole page": (
        lambda page: page.locator(".st-key-language").get_by_text("English", exact=True),
        lambda page: page.get_by_role("heading", name="What would you like to ask?"),
    ),
}


@pytest.mark.parametrize("touched", [False, True], ids=["clicked", "tapped"])
@pytest.mark.parametrize("reaches", PRESSES)
def test_a_press_right_after_the_last_stroke_counts(open_page, told, reaches, touched):
    page = open_page(has_touch=touched)
    open_sheet(page, told)
    page.get_by_text("Adapter la lecture à mon écriture").click()
    page.get_by_role("button", name="Commencer à copier").wait_for()
    settled(page)
    button, follows = (find(page) for find in PRESSES[reaches])

    draw(page, hand.strokes("oui", y=100))
    button.tap() if touched else button.click()

    follows.wait_for()
    settled(page)
    assert len(ink_of_draft(told, page).strokes) == STROKES
