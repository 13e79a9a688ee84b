"""Signs of recognition, from a pseudonym to what earned it and back, and out of sight again."""

from tests.browser.test_signing_in import enter
from tests.browser.ways import settled

THREAD = "/question?id=voyant-rouge-livebox"


def follow(page, name: str) -> None:
    page.get_by_test_id("stPageLink").get_by_role("link", name=name).first.press("Enter")
    settled(page)


def test_thanks_are_seen_on_the_page_of_who_was_thanked_and_lead_back(page, server):
    page.goto(f"{server.address}{THREAD}")
    settled(page)
    enter(page, "Une personne reconnaissante")
    thanks = page.locator(".st-key-thank-voyant-rouge-livebox-2 button")
    thanks.filter(has_text="14").click()
    thanks.filter(has_text="15").wait_for()

    follow(page, "nono_bricole")
    page.get_by_role("heading", name="nono_bricole", level=1).wait_for()
    evidence = page.locator(".st-key-sign-helping")
    evidence.locator("summary").press("Enter")
    follow(page, "Le voyant de ma Livebox est rouge")

    page.get_by_role("heading", name="Le voyant de ma Livebox est rouge", level=1).wait_for()
    assert "reply=voyant-rouge-livebox-2" in page.url


def test_the_page_of_a_month_leads_to_its_members_and_to_the_months_before(page, server):
    page.goto(f"{server.address}/recognition?month=2026-03")
    page.get_by_role("heading", name="Mars 2026").wait_for()
    page.get_by_text("heure de Paris").wait_for()

    follow(page, "février 2026")
    page.get_by_role("heading", name="Février 2026").wait_for()
    follow(page, "GrandLarge")

    page.get_by_role("heading", name="GrandLarge", level=1).wait_for()
    page.get_by_text("personnes et messages inventés").first.wait_for()


def test_a_member_hides_their_signs(page, server):
    page.goto(f"{server.address}{THREAD}")
    settled(page)
    enter(page, "Une personne discrète")
    page.goto(f"{server.address}/forum")
    page.get_by_role("button", name="Une personne discrète").click()
    follow(page, "Reconnaissance")
    follow(page, "Mes signes")
    page.locator(".st-key-be-discreet button").press("Enter")
    page.get_by_text("Vos signes sont cachés").wait_for()

    page.locator(".st-key-be-discreet button").press("Enter")

    page.get_by_text("Vos signes sont cachés").wait_for(state="detached")
