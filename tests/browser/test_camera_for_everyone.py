"""The camera on the café's own screens: for every eye and device, by the headers' rules, from screen to screen."""

import pytest

from tests.browser import cameras
from tests.browser.conftest import CHROMIUM, FLAGS, serving
from tests.browser.test_accessibility import ALL_IN_SIGHT, MOVING, TOO_SMALL, violations
from tests.browser.test_camera import more_frames, state, turn_on
from tests.browser.test_small_screens import CUT, SIDEWAYS, TELEPHONE
from tests.browser.ways import settled


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A café that sees the hands that it is told to see."""
    with serving(tmp_path_factory.mktemp("told") / "data", demo=True, speech="scripted", gesture="scripted") as running:
        yield running


@pytest.fixture(scope="module")
def with_camera(chromium, tmp_path_factory):
    film = cameras.write_film(tmp_path_factory.mktemp("film") / "wall.mjpeg", cameras.noise())
    browser = chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *cameras.showing(film)])
    yield browser
    browser.close()


@pytest.fixture
def watched(open_page, with_camera, server):
    """A forum that is leafed through with the hand, the camera on."""

    def watched(**choices):
        page = open_page(browser=with_camera, **{"permissions": ["camera"], **choices})
        page.goto(f"{server.address}/forum")
        page.locator(".st-key-gestures-shown label").click()
        turn_on(page)
        state(page, {"en-GB": "Camera on"}.get(choices.get("locale"), "Caméra allumée"))
        more_frames(page, 5)
        settled(page)
        return page

    return watched


@pytest.mark.parametrize(("locale", "colours"), [("fr-FR", "light"), ("en-GB", "dark")])
def test_axe_finds_nothing(watched, locale, colours):
    page = watched(locale=locale, color_scheme=colours, viewport=ALL_IN_SIGHT)

    assert violations(page) == []
    assert page.evaluate(TOO_SMALL) == []


def test_on_a_telephone_nothing_is_cut_or_has_to_be_scrolled_sideways(watched):
    page = watched(**TELEPHONE)

    assert (page.evaluate(SIDEWAYS), page.evaluate(CUT), page.evaluate(TOO_SMALL)) == ([0, 0], [], [])


def test_nothing_moves_for_those_who_asked_for_less_motion(watched):
    page = watched(reduced_motion="reduce")

    assert page.evaluate(MOVING) == []


def test_the_camera_stays_on_from_screen_to_screen(watched):
    page = watched()

    page.get_by_role("link", name="Cafés").first.click()
    page.get_by_role("heading", name="Cafés", level=1).wait_for()

    state(page, "Caméra allumée")
    more_frames(page, 5)
