"""A member walks from the cafés to a blind atelier, contributes, and then answers somebody in their own words."""

from tests.browser.ways import settled, write

OTHERS = "Nous sommes six dans trois pièces."


def test_a_member_contributes_blindly_and_then_quotes(page, server):
    page.goto(f"{server.address}/cafes")
    page.get_by_role("link", name="Parler, écrire, montrer, regarder").first.click()
    page.get_by_role("link", name="Chez moi, j’accepte quoi ?").click()
    page.get_by_text("Cet atelier est à l’aveugle").wait_for()
    settled(page)
    assert page.get_by_text(OTHERS).count() == 0

    page.locator(".st-key-next-contribution a").click()
    write(page, "Un volet devant la caméra, et rien d’autre.")
    page.locator(".st-key-pseudonym input").fill("Rosalie")
    page.locator(".st-key-pseudonym input").press("Enter")
    page.locator(".st-key-confirm button").click()
    page.get_by_text(OTHERS).first.wait_for()

    page.locator(".st-key-quote-chez-moi-a-l-aveugle-6 button").first.click()
    page.get_by_text("Il faut demander à tout le monde", exact=False).last.click()
    page.get_by_role("link", name="Répondre en citant ces mots").click()
    page.get_by_text("Vous citez").wait_for()
    write(page, "Chez nous aussi.")
    page.locator(".st-key-confirm button").click()
    page.locator("blockquote").filter(has_text="Il faut demander à tout le monde").wait_for()
    page.get_by_text("Chez nous aussi.").first.wait_for()
