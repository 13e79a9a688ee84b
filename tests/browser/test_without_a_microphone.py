"""No microphone, or one that is refused: the page says so, and the other ways in go on."""

import pytest

from tests.browser.ways import draft_text, settled, write


@pytest.fixture(scope="module")
def server(listening):
    return listening


def refuse(page, address: str, name: str = "microphone") -> None:
    """As a member who chose « Bloquer »."""
    session = page.context.browser.new_browser_cdp_session()
    mine = page.context.new_cdp_session(page).send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
    session.send(
        "Browser.setPermission",
        {"permission": {"name": name}, "setting": "denied", "origin": address, "browserContextId": mine},
    )


@pytest.fixture
def without_device(open_page, launch):
    return open_page(browser=launch(flags=("--disable-audio-input",)))


def test_no_microphone_is_said_and_writing_goes_on(without_device, server):
    page = without_device
    page.goto(server.address)

    page.get_by_text("Aucun micro n’est branché").wait_for()
    write(page, "Où trouver mon identifiant ?")

    assert draft_text(page).input_value() == "Où trouver mon identifiant ?"


def test_a_refused_microphone_is_said_and_writing_goes_on(open_page, launch, server):
    page = open_page(browser=launch(flags=("--use-fake-device-for-media-stream",)), permissions=[])
    refuse(page, server.address)
    page.goto(server.address)

    page.get_by_text("Le navigateur refuse le micro à cette page").wait_for()
    write(page, "Où trouver mon identifiant ?")

    assert draft_text(page).input_value() == "Où trouver mon identifiant ?"


def test_a_microphone_that_is_refused_when_asked_for_is_said(open_page, launch, server):
    page = open_page(browser=launch(flags=("--use-fake-device-for-media-stream",)), permissions=[])
    page.goto(server.address)
    settled(page)

    refuse(page, server.address)
    page.get_by_role("button", name="Enregistrer", exact=True).click()

    page.get_by_text("Le navigateur refuse le micro à cette page").wait_for()
