"""The camera in the page: asked for, shown, watched; lost and found again."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser import cameras
from tests.browser.conftest import CHROMIUM, FLAGS, PATIENCE_MS, Server, free_port, wait_until_healthy
from tests.browser.test_without_a_microphone import refuse
from tests.conftest import ROOT

APP = Path(__file__).with_name("camera_app.py")


@contextmanager
def counting(data: Path, *, port: int | None = None, before: tuple[str, ...] = (), **settings: str) -> Iterator[Server]:
    """Run the tiny app; ``before`` is a program that watches it."""
    port = port or free_port()
    chosen = {f"CAFE_{name.upper()}": value for name, value in settings.items()}
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CAFE_DATA": str(data), **chosen}
    log = data.parent / f"camera-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*before, sys.executable, str(APP), str(port)],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    server = Server(address=f"http://localhost:{port}", process=process, log=log, data=data)
    try:
        wait_until_healthy(server)
        yield server
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)  # what watches it does not pass the signal on
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with counting(tmp_path_factory.mktemp("camera") / "data") as server:
        yield server


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cameras.write_film(tmp_path_factory.mktemp("film") / "wall.mjpeg", cameras.noise())


@pytest.fixture(scope="module")
def with_camera(chromium, film: Path):
    """A browser that has a camera, granted unasked."""
    browser = chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *cameras.showing(film)])
    yield browser
    browser.close()


@pytest.fixture
def page(open_page, with_camera):
    return open_page(browser=with_camera, permissions=["camera"])


def turn_on(page) -> None:
    page.get_by_test_id("camera-toggle").click()


def turn_off(page) -> None:
    page.get_by_role("button", name="Éteindre la caméra").click()
    state(page, "Caméra éteinte")


def state(page, words: str):
    page.get_by_test_id("camera-state").filter(has_text=words).wait_for()


def problem(page, words: str):
    page.get_by_test_id("camera-problem").filter(has_text=words).wait_for()


def events(page) -> int:
    return int(page.get_by_text(re.compile(r"^events: \d+$")).inner_text().removeprefix("events: "))


def more_events(page, than: int) -> int:
    page.wait_for_function(
        "(than) => Number(document.body.innerText.match(/events: (\\d+)/)?.[1] ?? -1) > than", arg=than
    )
    return events(page)


def more_frames(page, count: int) -> None:
    """Wait until so many more frames have left."""
    camera = page.get_by_test_id("camera")
    sent = int(camera.get_attribute("data-sent") or 0)
    page.wait_for_function(
        "([camera, wanted]) => Number(camera.dataset.sent) > wanted",
        arg=[camera.element_handle(), sent + count],
        timeout=4 * PATIENCE_MS,  # a server that is watched by another program is slow
    )


def test_the_camera_is_off_until_it_is_asked_for_and_off_again_when_asked(page, app):
    page.add_init_script(
        "const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices); window.streams = [];"
        "navigator.mediaDevices.getUserMedia = async (wanted) => (streams.push(await ask(wanted)), streams.at(-1));"
    )
    page.goto(app.address)
    state(page, "Caméra éteinte")
    assert page.evaluate("streams.length") == 0

    turn_on(page)
    state(page, "Caméra allumée")
    more_events(page, 0)
    turn_off(page)

    assert page.evaluate("streams.flatMap((stream) => stream.getTracks()).map((track) => track.readyState)") == [
        "ended"
    ]
    assert page.evaluate("streams.flatMap((stream) => stream.getAudioTracks()).length") == 0


def test_an_event_reaches_the_session_once_and_is_said(page, app):
    page.goto(app.address)

    turn_on(page)
    more_events(page, 1)

    last = page.get_by_text(re.compile("^last: ")).inner_text()
    assert "'shape': [360, 480, 3]" in last  # the frames are made small before they leave
    assert "'page': 'one'" in last  # and the watcher was told of the page
    page.get_by_test_id("camera-recognised").get_by_text("Reconnu : Main ouverte").wait_for(state="attached")
    turn_off(page)
    page.get_by_role("button", name="Recalculer").click()
    frames = int(re.search(r"'frames': (\d+)", page.get_by_text(re.compile("^last: ")).inner_text())[1])
    assert events(page) == frames / 10


def test_other_parts_of_the_page_hear_what_is_seen_and_tell_the_watcher(page, app):
    page.goto(app.address)
    state(page, "Caméra éteinte")
    page.evaluate(
        """() => {
          window.addEventListener("cafe-live-seen", ({ detail }) => (window.heard = detail));
          const detail = { key: "camera", name: "window", message: { window: "wide" } };
          window.dispatchEvent(new CustomEvent("cafe-live-tell", { detail }));
        }"""
    )

    turn_on(page)
    more_events(page, 0)

    assert "'window': 'wide'" in page.get_by_text(re.compile("^last: ")).inner_text()
    heard = page.evaluate("window.heard")
    assert heard["key"] == "camera"
    assert heard["seen"]["label"] == "open_palm"


def test_it_is_worked_by_the_keyboard_alone(page, app):
    page.goto(app.address)
    toggle = page.get_by_test_id("camera-toggle")
    toggle.focus()

    page.keyboard.press("Enter")
    state(page, "Caméra allumée")
    page.keyboard.press("Space")

    state(page, "Caméra éteinte")
    box = toggle.bounding_box()
    assert min(box["width"], box["height"]) >= 44


def test_lines_are_drawn_over_a_mirrored_picture(page, app):
    page.goto(app.address)

    turn_on(page)
    more_events(page, 0)

    drawn = page.locator(".mirror canvas").evaluate(
        """(canvas) => {
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const xs = [];
          for (let at = 3; at < data.length; at += 4) if (data[at]) xs.push(((at - 3) / 4) % canvas.width);
          return [canvas.width, Math.min(...xs), Math.max(...xs)];
        }"""
    )
    assert drawn == [640, pytest.approx(320 - 96, abs=4), pytest.approx(320 + 96, abs=4)]
    assert (
        page.locator(".mirror").evaluate("(mirror) => getComputedStyle(mirror).transform")
        == "matrix(-1, 0, 0, 1, 0, 0)"
    )


# -- what may go wrong with the camera ------------------------------------------------------------------------------


def test_no_camera_is_said_and_one_that_is_plugged_in_later_lights_up(open_page, launch, app):
    page = open_page(browser=launch(), permissions=["camera"])
    page.goto(app.address)

    turn_on(page)

    problem(page, "Aucune caméra n’est branchée")
    problem(page, "Vous pouvez continuer")
    page.evaluate(
        """() => {
          const canvas = document.createElement("canvas");
          const draw = () => (canvas.getContext("2d").fillRect(0, 0, 9, 9), requestAnimationFrame(draw));
          draw();
          navigator.mediaDevices.getUserMedia = async () => canvas.captureStream();
          navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
        }"""
    )
    state(page, "Caméra allumée")


def test_a_refused_camera_is_said(open_page, launch, app):
    page = open_page(browser=launch(flags=cameras.FAKE), permissions=[])
    refuse(page, app.address, "camera")
    page.goto(app.address)

    turn_on(page)

    problem(page, "Le navigateur refuse la caméra")
    page.get_by_role("button", name="Allumer la caméra").wait_for()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("NotReadableError", "Un autre programme utilise la caméra"),
        ("OverconstrainedError", "ne donne pas d’images utilisables"),
        ("TypeError", "La caméra n’a pas pu s’allumer"),
    ],
)
def test_each_refusal_of_the_browser_has_its_sentence(page, app, error: str, sentence: str):
    page.add_init_script(
        f"navigator.mediaDevices.getUserMedia = async () => {{ throw new DOMException('', '{error}'); }};"
    )
    page.goto(app.address)

    turn_on(page)

    problem(page, sentence)


def test_a_page_without_a_secure_address_says_so(page, app):
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false });")
    page.goto(app.address)

    turn_on(page)

    problem(page, "qu’à une adresse en https")


def test_a_permission_taken_back_in_the_middle_is_said(page, app):
    page.goto(app.address)
    turn_on(page)
    more_events(page, 0)

    refuse(page, app.address, "camera")

    problem(page, "Le navigateur refuse la caméra")


def test_a_camera_unplugged_in_the_middle_is_said_and_comes_back(page, app):
    page.add_init_script(
        "const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);"
        "navigator.mediaDevices.getUserMedia = async (wanted) => (window.stream = await ask(wanted));"
    )
    page.goto(app.address)
    turn_on(page)
    before = more_events(page, 0)

    page.evaluate("stream.getVideoTracks()[0].dispatchEvent(new Event('ended'))")

    problem(page, "La caméra a été débranchée")
    state(page, "Caméra allumée")
    more_events(page, before)


@pytest.mark.parametrize(
    ("pictures", "sentence"),
    [
        (cameras.noise(1, level=128)[:1], "L’image ne bouge plus"),
        ([(picture.point(lambda value: value // 40), ms) for picture, ms in cameras.noise(1)], "L’image est noire"),
    ],
    ids=["frozen", "black"],
)
def test_a_picture_that_shows_nothing_is_said(open_page, launch, app, tmp_path, pictures, sentence):
    film = cameras.write_film(tmp_path / "film.mjpeg", pictures)
    page = open_page(browser=launch(flags=cameras.showing(film)), permissions=["camera"])
    page.goto(app.address)

    turn_on(page)

    problem(page, sentence)


# -- what may go wrong on the way -----------------------------------------------------------------------------------


def test_a_server_that_goes_is_said_and_its_return_goes_on_without_a_press(page, tmp_path):
    port = free_port()
    with counting(tmp_path / "data", port=port) as first:
        page.goto(first.address)
        turn_on(page)
        more_events(page, 0)

        first.kill()

        problem(page, "La connexion est coupée")
    with counting(tmp_path / "data", port=port):
        page.get_by_test_id("camera-problem").filter(has_text=re.compile("^$")).wait_for(state="attached")
        more_events(page, 0)


def test_a_token_that_is_refused_is_replaced(page, app):
    page.goto(app.address)
    turn_on(page)
    more_events(page, 0)

    page.get_by_role("button", name="Révoquer").click()

    more_events(page, events(page) + 1)


def test_a_connection_that_is_cut_is_made_again(page, app):
    sockets = []
    page.route_web_socket("**/live", lambda socket: sockets.append((socket, socket.connect_to_server())))
    page.goto(app.address)
    turn_on(page)
    before = more_events(page, 0)

    browser_side, _server_side = sockets[-1]
    browser_side.close(code=1011)

    more_events(page, before)
    assert len(sockets) == 2


def test_a_hidden_tab_sends_nothing_and_goes_on_when_it_is_seen_again(page, app):
    page.goto(app.address)
    turn_on(page)
    more_events(page, 0)
    hide = (
        "(state) => { Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });"
        "document.dispatchEvent(new Event('visibilitychange')); }"
    )

    page.evaluate(hide, "hidden")
    state(page, "Caméra en pause")
    problem(page, "Cet onglet est caché")
    page.get_by_role("button", name="Recalculer").click()
    before = events(page)
    page.evaluate(hide, "visible")

    state(page, "Caméra allumée")
    more_events(page, before)


def test_a_window_without_the_focus_says_so(page, app):
    page.goto(app.address)
    turn_on(page)
    more_events(page, 0)

    page.evaluate("() => { document.hasFocus = () => false; window.dispatchEvent(new Event('blur')); }")

    problem(page, "Une autre fenêtre a le clavier")


def test_a_camera_that_streamlit_mounts_anew_goes_on(page, app):
    page.goto(app.address)
    turn_on(page)
    before = more_events(page, 0)

    page.get_by_text("Déplacer").click()

    more_events(page, before + 1)
    state(page, "Caméra allumée")


def test_a_camera_whose_screen_is_left_goes_out(page, app):
    page.add_init_script(
        "const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);"
        "navigator.mediaDevices.getUserMedia = async (wanted) => (window.stream = await ask(wanted));"
    )
    page.goto(app.address)
    turn_on(page)
    more_events(page, 0)

    page.get_by_text("Cacher").click()

    page.wait_for_function("stream.getVideoTracks()[0].readyState === 'ended'")
    page.get_by_text("Cacher").click()
    state(page, "Caméra éteinte")


def test_no_event_is_lost_or_doubled_while_the_page_works(page, app):
    page.goto(app.address)
    turn_on(page)
    more_events(page, 0)

    page.get_by_role("button", name="Travailler").click()
    more_events(page, events(page) + 2)
    turn_off(page)
    page.get_by_role("button", name="Recalculer").click()

    frames = int(re.search(r"'frames': (\d+)", page.get_by_text(re.compile("^last: ")).inner_text())[1])
    assert events(page) == frames / 10


def test_it_is_said_in_english(page, app):
    page.goto(app.address)

    page.get_by_text("English").click()

    page.get_by_role("button", name="Turn the camera on").wait_for()
