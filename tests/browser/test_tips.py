"""A tip, from a thread to a text of several: nobody's words are lost, whoever writes at the same time."""

import pytest

from tests.browser.ways import draft_text, kept, settled


@pytest.fixture
def others_page(browser, page):
    """The browser of somebody else."""
    context = browser.new_context(locale="fr-FR")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def publish(page, pseudonym: str) -> None:
    """From a draft of a tip to the tip."""
    if page.locator(".st-key-pseudonym input").count():
        page.locator(".st-key-pseudonym input").fill(pseudonym)
        page.locator(".st-key-pseudonym input").press("Enter")
        settled(page)
    page.locator(".st-key-confirm button").click()
    page.get_by_role("heading", name="Ses auteurs").wait_for()
    settled(page)


def begin_to_change(page, address: str) -> str:
    """Open the draft of a tip's whole text; gives the text."""
    page.goto(address)
    page.locator(".st-key-edit-tip button").click()
    text = draft_text(page).input_value()
    settled(page)
    return text


def change(page, text: str) -> None:
    draft_text(page).fill(text)
    kept(page)
    settled(page)


def test_a_thread_becomes_a_tip_that_two_write_at_once(page, others_page, server):
    page.goto(f"{server.address}/question?id=internet-apres-orage")
    page.get_by_test_id("stPopover").get_by_role("button").first.click()
    page.locator(".st-key-new-pseudonym input").fill("Autrice")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Autrice").wait_for()
    page.get_by_role("link", name="En faire une astuce").click()
    page.get_by_role("heading", name="En faire une astuce").wait_for()
    page.locator(".st-key-begin-tip button:enabled").click()
    assert "Essayez d’abord une autre prise électrique" in draft_text(page).input_value()
    publish(page, "Autrice")
    tip = page.url.partition("&")[0]
    page.get_by_text("Mots de nono_bricole").first.wait_for()

    text = begin_to_change(page, tip)
    begin_to_change(others_page, tip)
    change(page, text.replace("sans multiprise", "loin de toute multiprise"))
    publish(page, "Autrice")
    change(others_page, text.replace("sans multiprise", "la plus proche"))
    others_page.get_by_text("Rien n’est perdu : les deux textes sont gardés").wait_for()
    assert others_page.locator(".st-key-confirm button").is_disabled()
    others_page.get_by_text("Les deux, l’un après l’autre").click()
    settled(others_page)
    others_page.locator(".st-key-settle button").click()
    others_page.locator(".st-key-confirm button:enabled").wait_for()
    publish(others_page, "Quelqu’un d’autre")

    others_page.locator(".words").filter(has_text="loin de toute multiprise").first.wait_for()
    others_page.locator(".words").filter(has_text="la plus proche").first.wait_for()
    others_page.get_by_role("link", name="Toutes les versions").click()
    others_page.locator(".compared ins").first.wait_for()
    others_page.locator(".st-key-bring-back-1 button").click()
    assert draft_text(others_page).input_value() == text


def test_a_tip_is_listened_to_and_leads_to_its_thread(page, server):
    page.goto(f"{server.address}/tips")
    page.get_by_role("link", name="Voyant rouge sur la Livebox").click()
    page.get_by_role("heading", name="Ses auteurs").wait_for()
    page.locator('[data-testid="stExpander"] summary').click()
    page.get_by_test_id("reader").wait_for()
    page.get_by_role("link", name="Le voyant de ma Livebox est rouge, que faire ?").click()
    page.get_by_role("link", name="Voyant rouge sur la Livebox : quoi faire, dans l’ordre").wait_for()
