"""A machine tells the quotes of an answer anew, in Chromium: as it comes, with ways to the quotes."""

from tests.browser.test_accessibility import ALL_IN_SIGHT, violations
from tests.browser.ways import ask, settled


def test_a_sentence_leads_to_its_quote_and_what_is_not_quoted_is_never_shown(open_page, retelling):
    page = open_page(color_scheme="dark")
    ask(page, retelling, "Pourquoi le voyant de ma Livebox est-il rouge ?", pseudonym="Ana")
    told = page.locator('[class*="st-key-rewritten-"]').first
    told.get_by_text("Écrit par une machine à partir des citations ci-dessus · scripted").wait_for()
    told.get_by_text("Débranchez l’alimentation de votre Livebox, puis attendez une minute.").wait_for()
    settled(page)
    link = told.get_by_role("link", name="Citation 1")
    size = link.bounding_box()

    link.press("Enter")

    quote = page.locator("blockquote").first
    quote.get_by_text("attendez une minute").wait_for()
    page.wait_for_url("**#quote-*")
    assert (size["width"], size["height"]) >= (44, 44)
    assert quote.bounding_box()["y"] > 0
    assert "1234" not in page.locator("body").inner_text()
    page.set_viewport_size(ALL_IN_SIGHT)
    settled(page)
    assert violations(page) == []
