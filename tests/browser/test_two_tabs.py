"""One draft in two tabs."""

from tests.browser.ways import draft_text, kept, settled, write

TEXT = "Mon mobile se décharge en deux heures"


def test_two_confirmations_of_one_draft_publish_one_question(page, server):
    page.goto(server.address)
    write(page, TEXT)
    other = page.context.new_page()
    other.goto(page.url)
    draft_text(other)
    kept(other)
    for tab in (page, other):
        tab.locator(".st-key-pseudonym input").fill("Deux fois")
        tab.locator(".st-key-pseudonym input").press("Enter")
        settled(tab)

    for tab in (page, other):  # neither waits for the other
        tab.locator(".st-key-confirm button").dispatch_event("click")
    for tab in (page, other):
        tab.get_by_role("heading", name=TEXT, level=1).wait_for()

    assert page.url == other.url
    page.goto(f"{server.address}/forum")
    page.get_by_role("link", name=TEXT).first.wait_for()
    page.get_by_role("link", name="Poser une question").wait_for()  # the last of the list's screen
    assert page.get_by_role("link", name=TEXT).count() == 1


def test_what_one_tab_corrected_is_what_the_other_shows_after_a_reload(page, server):
    page.goto(server.address)
    write(page, "Ma box fait du bruit")
    other = page.context.new_page()
    other.goto(page.url)

    draft_text(other).fill("Ma box fait un bruit de moteur")
    kept(other)
    page.reload()

    kept(page)
    assert draft_text(page).input_value() == "Ma box fait un bruit de moteur"
