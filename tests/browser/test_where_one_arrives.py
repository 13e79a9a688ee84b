"""The screen that follows begins where it should: at its top, or in the field that was asked for."""

import pytest

from tests.browser.test_writing_by_hand import draw, open_sheet, saved
from tests.browser.ways import draft_text, kept, settled, write
from tests.fixtures import hand

ADDRESS = "() => location.search"
IN_SIGHT = "(one) => { const { top, bottom } = one.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }"

DICTATE = """(field) => {
  field.focus();
  field.value += " dictée";
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
"""What a program for dictation does with a field: no key is pressed, no pointer comes."""


def focused(part) -> None:
    """Wait until a part of the page has the focus."""
    part.and_(part.page.locator(":focus")).wait_for()


def ask_for(page, way: str) -> None:
    """By keyboard, from the sheet to another way in."""
    page.get_by_role("button", name="Agrandir la feuille").focus()
    other = page.locator(".no-pen button").filter(has_text=way)  # seen once the sheet has the focus
    for _step in range(10):
        if other.evaluate("(one) => one.matches(':focus')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def write_on_sheet(page, server) -> None:
    open_sheet(page, server)
    page.locator("canvas").scroll_into_view_if_needed()
    draw(page, hand.strokes("oui", y=100))
    saved(page)
    settled(page)


def go_on_a_sheet_of_its_own(page, server) -> None:
    """A reload in the middle of writing leads to the screen of the draft's sheet."""
    write_on_sheet(page, server)
    page.reload()
    page.get_by_role("heading", name="Écrivez à la main").wait_for()
    page.locator(".reading li button").first.wait_for()
    settled(page)


def test_who_cannot_write_by_hand_types_with_the_keyboard_alone(page, told):
    open_sheet(page, told)

    ask_for(page, "Taper")
    focused(page.get_by_role("textbox", name="Votre question ou votre contribution"))
    page.keyboard.type("Sans stylet")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert draft_text(page).input_value() == "Sans stylet"


@pytest.mark.parametrize("way", ["Taper", "Parler"])
def test_another_way_opens_beside_the_sheet_and_the_ink_stays(page, told, way):
    write_on_sheet(page, told)
    kept_at = page.evaluate(ADDRESS)

    ask_for(page, way)

    page.get_by_role("tab", name=way, selected=True).wait_for()
    fields = {"Taper": page.locator(".st-key-written textarea"), "Parler": page.locator(".st-key-sound button").first}
    focused(fields[way])
    assert page.evaluate(ADDRESS) == kept_at
    page.get_by_role("tab", name="Écrire à la main").click()
    page.locator(".reading li button").first.wait_for()


def test_who_would_rather_type_goes_from_a_sheet_of_its_own_to_the_text(page, told):
    go_on_a_sheet_of_its_own(page, told)

    ask_for(page, "Taper")

    page.get_by_role("heading", name="Relisez, corrigez, confirmez").wait_for()
    focused(draft_text(page))
    page.get_by_role("img", name="Écrit à la main").wait_for()


def test_who_would_rather_speak_goes_from_a_sheet_of_its_own_to_the_microphone(page, told):
    go_on_a_sheet_of_its_own(page, told)

    ask_for(page, "Parler")

    page.get_by_role("heading", name="Que voulez-vous demander ?").wait_for()
    focused(page.locator(".st-key-sound button").first)
    page.get_by_role("heading", name="Vos brouillons").wait_for()
    assert page.locator('[class*="st-key-resume-"]').count() == 1


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


def test_who_is_brought_into_a_field_without_a_key_stays_there(page, told):
    page.goto(told.address)
    write(page, "Une question")

    draft_text(page).evaluate(DICTATE)
    kept(page)

    focused(draft_text(page))
    assert draft_text(page).input_value() == "Une question dictée"


def test_a_page_that_is_opened_leaves_the_focus_at_its_beginning(page, told):
    page.goto(told.address)
    page.get_by_test_id("stAudioInput").wait_for()
    settled(page)

    page.keyboard.press("Tab")

    page.locator('[data-testid="stSkipToContent"] :focus, [data-testid="stSkipToContent"]:focus').wait_for()
