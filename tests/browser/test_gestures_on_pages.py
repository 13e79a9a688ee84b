"""With a hand in front of the camera: a swipe turns the page, a thumb votes, and nothing is ever published."""

import re
import shutil
from contextlib import ExitStack

import pytest
from PIL import Image, ImageChops

from tests.browser import cameras
from tests.browser.conftest import CHROMIUM, FLAGS, plays, serving
from tests.browser.ways import settled, write


@pytest.fixture(scope="module")
def server(tmp_path_factory, demonstration, listens, shared_models):
    """A café that sees hands."""
    data = shutil.copytree(demonstration, tmp_path_factory.mktemp("server") / "data")
    with serving(data, models=str(shared_models), **listens) as running:
        yield running


def thumb(shared_data):
    return min((shared_data / "gestures").glob("thumb_up__*"))


def held(film, *pictures, seconds: float = 4.0, size=(cameras.WIDTH, cameras.HEIGHT)):
    """A film of hands that are held still, one after the other, in front of a real sensor: with its noise."""
    frames = []
    for picture in pictures:
        still = Image.open(picture).convert("RGB")
        for _number in range(int(seconds * cameras.RATE)):
            grain = Image.effect_noise(still.size, 12).convert("RGB")
            frames.append((ImageChops.add(still, grain, offset=-128), 1000 / cameras.RATE))
    return cameras.write_film(film, frames, size=size)


@pytest.fixture
def in_front_of(chromium, open_page, microphone):
    """A page whose camera shows a film, and whose microphone hears a member."""
    browsers = []

    def start(film):
        browsers.append(
            chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *plays(microphone), *cameras.showing(film)])
        )
        return open_page(browser=browsers[-1], permissions=["camera", "microphone"])

    yield start
    for browser in browsers:
        browser.close()


def bring_out_the_camera(page) -> None:
    page.locator(".st-key-gestures-shown label").click()
    page.get_by_test_id("camera-toggle").click()
    page.get_by_text("Caméra allumée").wait_for()


def test_a_swipe_turns_the_page(in_front_of, server, tmp_path, shared_data):
    page = in_front_of(
        cameras.film_of(shared_data / "gesture_videos" / "swipe_right.gif", tmp_path / "swipe.mjpeg", left_half=True)
    )
    page.goto(f"{server.address}/forum")
    first = page.locator("[class*='st-key-listed-question-']").first
    first.wait_for()
    bring_out_the_camera(page)

    page.locator("[class*='st-key-listed-question-current-']").wait_for()
    page.locator("[class*='st-key-listed-question-']:not([class*='-current-'])").first.wait_for()
    page.wait_for_function(
        "() => !document.querySelector(\"[class*='st-key-listed-question-']\").className.includes('-current-')"
    )


def votes_in_an_atelier(page, server, pseudonym) -> int:
    """Come to an atelier as a member, and see how many are for it."""
    page.goto(f"{server.address}/cafe?id=parler-ecrire-montrer")
    page.locator("[class*='st-key-listed-atelier-'] a").first.click()
    page.locator(".st-key-vote-for").wait_for()
    page.get_by_role("button", name="Invité").click()
    page.locator(".st-key-new-pseudonym input").fill(pseudonym)
    page.locator(".st-key-new-pseudonym input").press("Enter")
    page.get_by_role("button", name=pseudonym).wait_for()
    page.keyboard.press("Escape")
    page.get_by_test_id("stPopoverBody").wait_for(state="hidden")
    return int(re.search(r"\d+", page.locator(".st-key-vote-for").inner_text())[0])


@pytest.mark.parametrize("size", [(640, 480), (3840, 2160)], ids=["a usual camera", "a 4K camera"])
def test_a_thumb_up_votes(in_front_of, server, tmp_path, shared_data, size):
    film = held(tmp_path / "thumb.mjpeg", thumb(shared_data), size=size)
    page = in_front_of(film)
    before = votes_in_an_atelier(page, server, f"Pouce {size[0]}")

    bring_out_the_camera(page)

    page.locator(".st-key-vote-for").get_by_text(f"Pour ({before + 1})").wait_for()
    page.get_by_text("Votre vote est noté.").first.wait_for()


def test_a_hand_votes_while_another_camera_follows_the_look(in_front_of, server, tmp_path, shared_data):
    page = in_front_of(held(tmp_path / "thumb.mjpeg", thumb(shared_data)))
    before = votes_in_an_atelier(page, server, "Les deux")
    page.locator(".st-key-looks-shown label").click()
    page.get_by_test_id("camera-toggle").click()
    page.get_by_text("Caméra allumée").wait_for()

    page.locator(".st-key-gestures-shown label").click()
    page.locator(".st-key-gestures").get_by_test_id("camera-toggle").click()

    page.locator(".st-key-vote-for").get_by_text(f"Pour ({before + 1})").wait_for()
    assert page.get_by_text("Caméra allumée").count() == 2


def test_a_thumb_up_publishes_nothing_until_a_button_is_pressed(in_front_of, server, tmp_path, shared_data):
    film = held(tmp_path / "thumb.mjpeg", thumb(shared_data))
    page = in_front_of(film)
    page.goto(server.address)
    write(page, "Le pouce levé publie-t-il ?")
    page.locator(".st-key-pseudonym input").fill("Sans les mains")
    page.locator(".st-key-pseudonym input").press("Enter")
    settled(page)

    bring_out_the_camera(page)

    page.get_by_text("Un geste seul ne publie rien").first.wait_for()
    assert "draft=" in page.url
    settled(page)
    page.locator("button:focus", has_text="Confirmer et publier").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Le pouce levé publie-t-il ?", level=1).wait_for()


@pytest.fixture
def whoever_says(tmp_path_factory, demonstration, shared_models):
    """A café that hears one and the same thing in every recording."""
    with ExitStack() as running:

        def start(said):
            data = shutil.copytree(demonstration, tmp_path_factory.mktemp("says") / "data")
            return running.enter_context(serving(data, models=str(shared_models), speech="scripted", script=said))

        yield start


@pytest.mark.parametrize("said", ["publier", "ne pas publier"])
def test_hands_and_one_word_publish(in_front_of, whoever_says, tmp_path, shared_data, said):
    palm = min((shared_data / "gestures").glob("open_palm__*"))
    page = in_front_of(held(tmp_path / "hands.mjpeg", thumb(shared_data), palm))
    page.goto(whoever_says(said).address)
    write(page, "Un mot publie-t-il ?")
    page.locator(".st-key-pseudonym input").fill("Sans clavier")
    page.locator(".st-key-pseudonym input").press("Enter")
    settled(page)

    bring_out_the_camera(page)  # the last press: the palm opens the microphone, and closes it

    if said == "publier":
        page.get_by_role("heading", name="Un mot publie-t-il ?", level=1).wait_for()
    else:
        page.get_by_text("J’ai entendu « ne pas publier ». Rien n’est publié.").wait_for()
        assert "draft=" in page.url
