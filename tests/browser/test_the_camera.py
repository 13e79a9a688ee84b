"""A note before the camera, and a camera that is refused or missing: said in the language of the screens."""

import pytest

from tests.browser.test_without_a_microphone import refuse
from tests.browser.ways import settled


def turn_on(page, address: str) -> None:
    page.goto(address)
    page.get_by_role("tab", name="Une photo").click()
    page.get_by_text("Prendre une photo avec la caméra").click()
    page.get_by_test_id("stCameraInput").wait_for()


@pytest.fixture
def without_camera(open_page, launch):
    return open_page(browser=launch())


def test_a_missing_camera_is_said_in_french(without_camera, server):
    turn_on(without_camera, server.address)

    field = without_camera.get_by_test_id("stCameraInput")
    field.get_by_text("La caméra manque, ou le navigateur la refuse à cette page.").wait_for()
    field.get_by_role("link", name="Comment l’autoriser (page en anglais)").wait_for()
    assert without_camera.get_by_role("tab", name="Taper").is_enabled()


def test_a_refused_camera_is_said_in_french(open_page, launch, server):
    page = open_page(browser=launch(flags=("--use-fake-device-for-media-stream",)), permissions=[])
    refuse(page, server.address, "camera")
    turn_on(page, server.address)

    page.get_by_text("La caméra manque, ou le navigateur la refuse à cette page.").wait_for()


def test_the_button_of_a_camera_that_is_there_is_french(page, server):
    page.context.grant_permissions(["camera"])
    turn_on(page, server.address)

    page.get_by_test_id("stCameraInput").get_by_role("button", name="Prendre la photo").wait_for()
    settled(page)
    assert page.get_by_text("Take Photo").count() == 0
