"""What is handed in by another way while something stands on the sheet becomes a draft of its own; the ink stays."""

import pytest

from tests.browser.test_writing_by_hand import draw, note, open_sheet, saved
from tests.browser.ways import draft_text, kept, settled, speak, write
from tests.fixtures import hand
from tests.fixtures.spoken import speak as spoken

ASKED = "Comment lire ma facture en ligne ?"


def type_it(page):
    write(page, ASKED)


def photograph_it(page):
    page.get_by_role("tab", name="Une photo").click()
    page.locator(".st-key-photo-file input[type=file]").set_input_files(
        {"name": "note.jpg", "mimeType": "image/jpeg", "buffer": note("Ma Livebox clignote\nen orange depuis hier")}
    )


def hand_it_in(page):
    page.get_by_role("tab", name="Un fichier").click()
    page.locator(".st-key-file input[type=file]").set_input_files(
        {"name": "question.wav", "mimeType": "audio/wav", "buffer": spoken("Ma Livebox clignote en orange", "fr")}
    )


def record_it(page):
    page.get_by_role("tab", name="Parler").click()
    speak(page)


WAYS = {"typed": type_it, "photo": photograph_it, "file": hand_it_in, "recording": record_it}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_handed_in_beside_a_sheet_is_a_draft_of_its_own(page, told, way):
    open_sheet(page, told)
    draw(page, hand.strokes("oui", y=100))
    saved(page)
    sheet = page.url

    WAYS[way](page)
    page.get_by_role("heading", name="Relisez, corrigez, confirmez").wait_for()
    text = draft_text(page).input_value()
    kept(page)
    handed_in = page.url
    page.get_by_role("button", name="Plus tard").click()
    page.get_by_role("heading", name="Vos brouillons").wait_for()
    settled(page)

    assert text
    assert handed_in != sheet
    drafts = page.locator('[class*="st-key-resume-"] button').all_inner_texts()
    assert len(drafts) == 2
    (ink,) = [one for one in drafts if "Une feuille écrite à la main" in one]
    page.get_by_role("button", name=ink.split("\n")[-1]).click()
    page.get_by_role("heading", name="Écrivez à la main").wait_for()
    page.locator(".reading li button").first.wait_for()


def test_the_first_page_keeps_its_ways_in_around_a_sheet_that_is_kept(page, told):
    open_sheet(page, told)
    draw(page, hand.strokes("oui", y=100))
    saved(page)

    page.locator(".st-key-language").get_by_text("English", exact=True).click()
    page.get_by_role("heading", name="What would you like to ask?").wait_for()
    settled(page)

    assert page.get_by_role("tab").count() == 5
    page.get_by_role("tab", name="Write by hand").click()
    page.locator(".reading li button").first.wait_for()
