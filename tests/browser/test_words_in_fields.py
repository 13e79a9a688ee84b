"""Fields are filled by a voice and by a hand, in a real browser, and nothing is sent by that."""

import pytest

from community import open_community
from tests.browser.conftest import serving
from tests.browser.test_sheet_anywhere import write_on
from tests.browser.ways import settled, speak


@pytest.fixture(scope="module")
def cafe(tmp_path_factory, listens):
    with serving(tmp_path_factory.mktemp("cafe") / "data", **listens) as running:
        yield running


@pytest.fixture
def animator(open_page, cafe):
    """The page of somebody who may announce activities and open cafés."""
    page = open_page()
    page.goto(f"{cafe.address}/cafes")
    page.get_by_role("heading", level=1).wait_for()
    visit = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"].startswith("cafe_visit"))
    community = open_community(f"sqlite:///{cafe.data / 'cafe.db'}", data=cafe.data)
    member = community.members.enter(f"Zoé {visit[:6]}", visit=visit)
    with community.store.writing() as rows:
        rows.members.set_role(member.id, "animator")
    community.close()
    return page


def test_the_description_of_an_activity_is_spoken_after_what_was_typed(animator, cafe):
    page = animator
    page.goto(f"{cafe.address}/plan")
    page.locator(".st-key-title-new input").fill("La dictée")
    description = page.locator(".st-key-description-new textarea")
    description.fill("Nous parlerons de :")
    page.locator(".st-key-description-new-say button").click()

    speak(page)
    page.get_by_text("Ce que j’ai entendu :").wait_for()
    settled(page)

    assert description.input_value() == "Nous parlerons de : Ma Livebox clignote en orange, que faire ?"
    assert page.locator(".st-key-title-new input").input_value() == "La dictée"
    page.get_by_role("button", name="Remettre comme avant").click()
    page.get_by_text("Ce que j’ai entendu :").wait_for(state="detached")
    settled(page)
    assert description.input_value() == "Nous parlerons de :"
    assert page.get_by_text("Voici ce que tout le monde lira").count() == 0


def test_a_cafe_is_named_by_hand(animator, cafe):
    page = animator
    page.goto(f"{cafe.address}/open-cafe")
    page.locator(".st-key-cafe-title-write button").click()
    page.locator("canvas").wait_for()
    settled(page)

    write_on(page, page.locator("canvas"))
    page.get_by_role("button", name="Mettre dans le champ").click()  # at once: the press counts as well as the ink
    page.get_by_text("Ce que j’ai lu :").wait_for()
    settled(page)
    assert page.locator(".st-key-cafe-title input").input_value() == "oui"
    page.get_by_role("button", name="Commencer").click()

    page.get_by_role("heading", name="oui").wait_for()


def test_a_pseudonym_without_room_for_what_is_said_stays_and_is_entered_by_the_enter_key(open_page, cafe):
    page = open_page()
    page.goto(f"{cafe.address}/cafes")
    settled(page)
    page.get_by_role("button", name="Invité").click()
    page.locator(".st-key-new-pseudonym input").fill("Pierre")
    page.locator(".st-key-new-pseudonym-open-say-first button").click()
    speak(page)
    page.get_by_text("n’a pas assez de place").wait_for()
    settled(page)
    assert page.locator(".st-key-new-pseudonym-open input").input_value() == "Pierre"

    page.locator(".st-key-new-pseudonym-open-fold button").click()
    page.locator(".st-key-new-pseudonym input").wait_for()
    settled(page)
    assert page.locator(".st-key-new-pseudonym input").input_value() == "Pierre"
    page.locator(".st-key-new-pseudonym input").press("Enter")

    page.get_by_role("button", name="Pierre").wait_for()


def test_without_a_microphone_it_is_said_and_the_field_is_typed_in(open_page, launch, cafe):
    page = open_page(browser=launch(flags=("--disable-audio-input",)))
    page.goto(f"{cafe.address}/forum")
    page.locator(".st-key-wanted-say button").click()

    page.get_by_text("Aucun micro n’est branché : tapez, ou écrivez à la main.").wait_for()
    page.locator(".st-key-wanted input").fill("facture")
    page.locator(".st-key-wanted input").press("Enter")

    page.get_by_text("Rien trouvé.").wait_for()
