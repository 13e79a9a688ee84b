"""What was read under the sheet: where the focus is, and what undoing undoes."""

from tests.browser.test_writing_by_hand import SENTENCE, draw, open_sheet, read, saved
from tests.browser.ways import settled
from tests.fixtures import hand


def word(page, text):
    return page.locator(".reading li > button").get_by_text(text, exact=True)


def choose_another(page, text) -> str:
    """Choose the first other reading of a word, by keyboard."""
    word(page, text).press("Enter")
    first = page.locator(".choices button[lang]").first
    other = first.inner_text()
    first.press("Enter")
    word(page, other).wait_for()
    return other


def has_the_focus(target) -> bool:
    return target.evaluate("(one) => one.matches(':focus')")


def test_the_focus_stays_on_a_word_whose_reading_was_chosen(page, server):
    open_sheet(page, server)
    draw(page, hand.strokes(SENTENCE, y=100))
    read(page, SENTENCE)

    other = choose_another(page, "Où")
    saved(page)
    settled(page)

    assert has_the_focus(word(page, other))


def test_a_choice_of_a_reading_is_undone_and_done_again_in_its_turn(page, server):
    open_sheet(page, server)
    draw(page, hand.strokes(SENTENCE, y=100))
    read(page, SENTENCE)
    other = choose_another(page, "Où")
    draw(page, hand.strokes("non", y=220))
    word(page, "non").wait_for()

    for _stroke in hand.strokes("non"):
        page.get_by_role("button", name="Annuler").click()
    word(page, "non").wait_for(state="detached")
    was_kept = word(page, other).is_visible()
    word(page, "est").focus()
    page.keyboard.press("Control+z")
    word(page, "Où").wait_for()
    page.keyboard.press("Control+Shift+z")

    word(page, other).wait_for()
    assert was_kept


def test_a_choice_made_before_a_reload_is_what_a_later_one_is_undone_to(page, server):
    open_sheet(page, server)
    draw(page, hand.strokes(SENTENCE, y=100))
    read(page, SENTENCE)
    other = choose_another(page, "Où")
    saved(page)
    settled(page)
    page.reload()
    word(page, other).wait_for()
    settled(page)

    choose_another(page, other)
    page.get_by_role("button", name="Annuler").click()

    word(page, other).wait_for()
