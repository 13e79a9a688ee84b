"""In the café itself: an open palm in front of the camera stops an answer; a voice that hangs keeps no page waiting."""

import re
import shutil
import time

import pytest

from tests.browser import cameras
from tests.browser.conftest import CHROMIUM, FLAGS, serving
from tests.browser.screens import publish
from tests.browser.test_gestures_on_pages import held
from tests.browser.ways import settled


def answered(server) -> str:
    """The page of a question that waits, and is answered in another thread."""
    return f"{server.address}/question?id={publish(server, 'Comment activer ma nouvelle carte SIM ?', by='Nadine')}"


@pytest.fixture(scope="module")
def server(tmp_path_factory, demonstration, shared_models):
    """A café that sees hands."""
    data = shutil.copytree(demonstration, tmp_path_factory.mktemp("server") / "data")
    with serving(data, models=str(shared_models), speech="scripted") as running:
        yield running


@pytest.fixture
def in_front_of_a_palm(chromium, open_page, tmp_path, shared_data):
    """A page whose camera shows an open palm as soon as it is on."""
    palm = min((shared_data / "gestures").glob("open_palm__*"))
    film = held(tmp_path / "palm.mjpeg", palm)
    browser = chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *cameras.showing(film)])
    yield open_page(browser=browser, permissions=["camera"])
    browser.close()


def in_state(page, state: str) -> None:
    page.locator(f'[data-testid="reader"][data-state="{state}"]').wait_for()


def test_a_palm_stops_an_answer_and_what_it_asks_for_is_not_done_twice(in_front_of_a_palm, server):
    page = in_front_of_a_palm
    page.goto(answered(server))
    page.locator(".st-key-gestures-shown label").click()
    page.get_by_test_id("camera-toggle").wait_for()
    settled(page)
    page.get_by_test_id("reader-listen").click()
    in_state(page, "playing")

    page.get_by_test_id("camera-toggle").click()
    in_state(page, "paused")

    assert "main" in page.get_by_test_id("reader-status").inner_text()
    page.get_by_text("Main ouverte : Écouter ou arrêter").first.wait_for()  # held on, it is the page's gesture as well
    settled(page)
    in_state(page, "paused")


def test_a_voice_that_hangs_keeps_no_page_waiting(tmp_path, demonstration, open_page, monkeypatch):
    never = tmp_path / "never" / "pyttsx3"
    never.mkdir(parents=True)
    (never / "__init__.py").write_text("import threading\n\nthreading.Event().wait()\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(never.parent))
    data = shutil.copytree(demonstration, tmp_path / "data")
    with serving(data, speech="scripted") as server:
        page, question = open_page(), answered(server)
        begun = time.monotonic()
        page.goto(question)
        page.get_by_test_id("reader-sentence-1").wait_for()
        drawn_s = time.monotonic() - begun

        page.get_by_test_id("reader-listen").click()
        in_state(page, "silent")

        assert drawn_s < 15  # the voice is given 20 s to start
        assert re.search("lisible", page.get_by_test_id("reader-note").inner_text())
        assert page.get_by_test_id("reader-sentence-1").is_visible()
        assert page.get_by_role("heading", name="Qui le dit").is_visible()
