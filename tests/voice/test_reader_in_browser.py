"""The reader in Chromium, with the sound of the voice that is here."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from reader_texts import TEXTS

from modalities.voice import sentences

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]

# Playwright's own look at a page counts as a gesture of its user: what is to be seen before one is told by the console.
WITNESS = """
window.heard = [];
const RealAudio = window.Audio;
window.Audio = function () {
  const audio = new RealAudio();
  audio.addEventListener("playing", () => window.heard.push({ at: performance.now(), src: audio.src }));
  window.audio = audio;
  return audio;
};
const readerHere = (root) => {
  for (const element of root.querySelectorAll("*")) {
    if (element.dataset?.testid === "reader") return element;
    const found = element.shadowRoot && readerHere(element.shadowRoot);
    if (found) return found;
  }
};
setInterval(() => {
  const state = readerHere(document)?.dataset.state;
  if (state && state !== window.told) console.log(`reader is ${(window.told = state)}`);
}, 20);
addEventListener("click", () => (window.clicked = performance.now()), true);
"""

pytestmark = pytest.mark.browser


def absent(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is absent, and CI needs it")
    pytest.skip(f"{what} is absent")


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM.exists():
        absent(str(CHROMIUM))
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        absent("playwright")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(HERE / "reader_app.py"), str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as app:
        assert any("URL:" in line for line in app.stdout)
        yield f"http://127.0.0.1:{port}/"
        app.terminate()


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="fr-FR", viewport={"width": 900, "height": 900})
    context.add_init_script(WITNESS)
    page = context.new_page()
    page.set_default_timeout(20_000)
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def in_state(page, state: str) -> None:
    page.locator(f'[data-testid="reader"][data-state="{state}"]').wait_for()


def press(page, name: str) -> None:
    page.get_by_test_id(f"reader-{name}").click()


def said(page, name: str) -> str:
    return page.get_by_test_id(f"reader-{name}").text_content().strip()


def being_read(page, n: int):
    return page.locator(f'[data-testid="reader-sentence-{n}"][aria-current="true"]')


def test_the_text_is_there_before_any_sound_and_is_only_text(page, address):
    page.goto(address)
    in_state(page, "idle")

    shown = [page.get_by_test_id(f"reader-sentence-{n}").text_content() for n in range(3)]

    assert shown == list(sentences(TEXTS["livebox"], "fr"))
    assert page.locator('[data-testid="reader-text"] b').count() == 0
    assert page.get_by_test_id("reader-text").get_attribute("lang") == "fr"


def test_the_sentences_are_read_one_after_another_to_the_end(page, address):
    fetched = []
    page.on("request", lambda request: fetched.append(request.url.rsplit("/", 1)[1]))
    page.goto(address)

    press(page, "listen")

    for n in range(3):
        being_read(page, n).wait_for()
        assert said(page, "status") == f"Lecture de la phrase {n + 1} sur 3"
    assert said(page, "listen") == "Arrêter"
    in_state(page, "ended")
    assert said(page, "status") == "Lecture terminée"
    assert said(page, "listen") == "Écouter"
    assert [name for name in fetched if name.endswith(".wav")] == ["0.wav", "1.wav", "2.wav"]


def test_the_first_sound_comes_early_and_the_next_one_is_fetched_meanwhile(page, address):
    page.goto(f"{address}?text=long")
    with page.expect_response(re.compile(r"/1\.wav")):
        press(page, "listen")

    being_read(page, 0).wait_for()

    assert page.evaluate("heard[0].at - clicked") < 1_000  # ms, on a busy machine
    assert page.evaluate("audio.currentTime < audio.duration")


def test_the_word_being_heard_is_marked(page, address):
    page.goto(f"{address}?text=long")

    press(page, "listen")

    for word in ("Livebox", "l'arrière", "dizaine"):
        page.locator(".word.now", has_text=re.compile(f"^{re.escape(word)}$")).wait_for()
    assert page.get_by_test_id("reader-sentence-0").text_content() == sentences(TEXTS["long"], "fr")[0]


def test_a_word_after_an_emoji_is_marked_where_it_stands(page, address):
    page.goto(address)

    press(page, "listen")

    page.locator(".word.now", has_text=re.compile("l'été")).wait_for()


def test_stop_stops_and_listen_goes_on_from_that_sentence(page, address):
    page.goto(address)
    press(page, "listen")
    being_read(page, 1).wait_for()

    press(page, "listen")
    in_state(page, "idle")

    assert page.evaluate("audio.paused")
    press(page, "listen")
    being_read(page, 1).wait_for()


def test_again_goes_back_to_the_start_and_repeat_to_the_sentence(page, address):
    page.goto(address)
    press(page, "listen")
    being_read(page, 1).wait_for()

    press(page, "repeat")
    page.wait_for_function("heard.length === 3")
    assert being_read(page, 1).count() == 1

    press(page, "more")
    press(page, "again")
    being_read(page, 0).wait_for()


def test_slower_and_faster_change_the_speed_but_not_the_pitch(page, address):
    page.goto(f"{address}?text=long")
    press(page, "listen")

    page.get_by_test_id("reader-slower").focus()
    for _ in range(7):
        page.keyboard.press("Enter")

    assert said(page, "speed") == "Vitesse : 0,6"
    assert page.evaluate("[audio.playbackRate, audio.preservesPitch]") == [0.6, True]
    assert page.get_by_test_id("reader-slower").get_attribute("aria-disabled") == "true"
    press(page, "faster")
    assert said(page, "speed") == "Vitesse : 0,7"
    assert page.evaluate("audio.playbackRate") == 0.7


def test_the_speed_chosen_stays_for_the_next_sentence(page, address):
    page.goto(address)
    press(page, "faster")

    press(page, "listen")
    being_read(page, 1).wait_for()

    assert page.evaluate("audio.playbackRate") == 1.1


def test_everything_is_done_by_keyboard_alone(page, address):
    page.goto(f"{address}?text=long")
    in_state(page, "idle")
    names = ["listen", "pause", "spell", "more", "previous", "repeat", "next", "slower", "faster"]
    page.get_by_test_id("reader-listen").focus()

    for name in names:
        focused = page.locator(f'[data-testid="reader-{name}"]:focus-visible')
        assert focused.count() == 1
        assert focused.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
        assert focused.evaluate("button => button.tagName") == "BUTTON"
        page.keyboard.press("Tab")
    page.get_by_test_id("reader-listen").focus()
    page.keyboard.press("Enter")
    in_state(page, "playing")
    page.keyboard.press("Space")
    in_state(page, "idle")


def test_a_rerun_of_the_page_does_not_interrupt(page, address):
    page.goto(f"{address}?text=long")
    press(page, "listen")
    word = page.locator(".word.now").inner_text()

    page.get_by_role("button", name="Recalculer").click()
    page.locator(".word.now").filter(has_not_text=re.compile(f"^{re.escape(word)}$")).wait_for()

    assert page.evaluate("heard.length") == 1
    assert page.evaluate("!audio.paused")


def test_a_component_mounted_anew_goes_on(page, address):
    page.goto(f"{address}?text=long")
    press(page, "listen")
    word = page.locator(".word.now").inner_text()
    page.evaluate("window.before = audio")

    page.get_by_text("Déplacer").click()
    moved = page.locator('[data-testid="stVerticalBlock"] [data-testid="stVerticalBlock"] .word.now')
    moved.filter(has_not_text=re.compile(f"^{re.escape(word)}$")).wait_for()

    assert page.evaluate("audio === before && !audio.paused && heard.length === 1")


def test_another_answer_stops_the_one_before(page, address):
    page.goto(f"{address}?text=long")
    press(page, "listen")
    in_state(page, "playing")

    page.get_by_role("button", name="Une autre réponse").click()
    page.get_by_text("Elle est courte.").wait_for()

    in_state(page, "idle")
    assert page.evaluate("audio.paused")


def test_a_reader_that_is_gone_is_silent(page, address):
    page.goto(f"{address}?text=long")
    press(page, "listen")
    page.wait_for_function("window.heard.length === 1")

    page.get_by_text("Cacher").click()

    page.wait_for_function("audio.paused")


def test_a_voice_that_does_not_answer_leaves_the_text(page, address):
    page.goto(f"{address}?mute=1")

    press(page, "listen")

    in_state(page, "silent")
    assert "lisible" in said(page, "note")
    assert page.get_by_test_id("reader-sentence-0").is_visible()
    assert said(page, "listen") == "Écouter"


def test_a_browser_that_refuses_to_begin_by_itself_is_asked_by_the_member(page, address):
    with page.expect_console_message(lambda message: message.text == "reader is blocked"):
        page.goto(f"{address}?autoplay=1", wait_until="commit")

    assert "accord" in said(page, "note")
    press(page, "listen")
    being_read(page, 1).wait_for()
    assert not page.get_by_test_id("reader-note").is_visible()


def test_it_fits_a_small_telephone(page, address):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}?text=long")
    in_state(page, "idle")

    sizes = [button.bounding_box() for button in page.locator('[data-testid="reader"] button:visible').all()]

    assert len([size for size in sizes if size]) == 9
    assert all(size["width"] >= 44 and size["height"] >= 44 for size in sizes)
    assert all(size["x"] >= 0 and size["x"] + size["width"] <= 360 for size in sizes)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_it(page, address, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}?text=long")
    press(page, "listen")
    page.locator(".word.now").wait_for()

    found = axe.run(page).response["violations"]

    ours = [
        (violation["id"], node["html"])
        for violation in found
        for node in violation["nodes"]
        if violation["impact"] in ("serious", "critical") and "reader" in str(node["target"])
    ]
    assert ours == []
