"""The reader in Chromium, with the sound of the voice that is here."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

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
window.lit = [];  // the words, once they were marked: on a busy machine a short one is over before anybody looks
const mark = HTMLElement.prototype;
const classes = Object.getOwnPropertyDescriptor(Element.prototype, "classList");
Object.defineProperty(mark, "classList", {
  get() {
    const element = this;
    const list = classes.get.call(element);
    if (element.className !== "word") return list;
    return { add: (...names) => (names.includes("now") && window.lit.push(element.textContent), list.add(...names)),
             remove: (...names) => list.remove(...names) };
  },
});
const RealAudio = window.Audio;
window.Audio = function () {
  const audio = new RealAudio();
  audio.addEventListener("playing", () => window.heard.push({ at: performance.now(), src: audio.src }));
  audio.addEventListener("pause", () => (window.pausedAt = performance.now()));
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


def absent(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is absent, and CI needs it")
    pytest.skip(f"{what} is absent")


@pytest.fixture(scope="module")
def playwright():
    """Only one may be open in a process."""
    if not CHROMIUM.exists():
        absent(str(CHROMIUM))
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        absent("playwright")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def browser(playwright):
    chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture
def launch(playwright):
    """Starts a browser of the test's own, with further flags, and gives a page of it."""
    started = []

    def start(*flags, **context):
        started.append(playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, *flags]))
        page = new_page(started[-1], **context)
        page.wrong = []
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        return page

    yield start
    wrong = [one for browser in started for context in browser.contexts for page in context.pages for one in page.wrong]
    for browser in started:
        browser.close()
    assert wrong == []


def new_page(browser, **context):
    opened = browser.new_context(**{"locale": "fr-FR", "viewport": {"width": 900, "height": 900}, **context})
    opened.add_init_script(WITNESS)
    page = opened.new_page()
    page.set_default_timeout(20_000)
    return page


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
    page = new_page(browser)
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    page.context.close()
    assert wrong == []
