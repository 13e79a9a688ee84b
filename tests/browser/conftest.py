"""The app as a member meets it: a server of its own, Chromium, a microphone that plays a file."""

import lzma
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.fixtures.spoken import speak

CHROMIUM = os.environ.get("CAFE_TEST_CHROMIUM", "/usr/bin/chromium")
UNUSED = (
    # Chromium's own address bar, which no page sees, takes half a second of each browser context.
    *("WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup"),
    # What Playwright turns off; of two such lists the last one counts.
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable"),
    *("HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding"),
    "ThirdPartyStoragePartitioning",
)
FLAGS = [
    f"--disable-features={','.join(UNUSED)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 60_000  # a loaded machine is slow, not wrong
WRITTEN = date(2026, 3, 23)
"""When the demonstration was written: on that day its moments stay as they stand in its files."""
FAILED = pytest.StashKey[bool]()
QUESTION = "Ma Livebox clignote en orange, que faire ?"
RETOLD = (
    "Débranchez l’alimentation de votre Livebox, puis attendez une minute. "
    "Jetez-la par la fenêtre, puis appelez le 1234."
)
"""What a machine makes of the answer about a red light: the first sentence is quoted, the second is not."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


def absent(what: str) -> None:
    """Fail where everything must be there, skip elsewhere."""
    reason = f"not installed: {what}"
    pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)


# -- the server -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Server:
    """A running café."""

    address: str
    process: "subprocess.Popen[bytes]"
    log: Path
    data: Path

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def serving(
    data: Path, *, demo: bool = False, before: tuple[str, ...] = (), port: int | None = None, **settings: str
) -> Iterator[Server]:
    """Run ``cafe run`` with its data in a folder; ``before`` is a program that watches it."""
    port = port or free_port()
    environment = {
        # Some libraries report usage, but not where they see that they are tested.
        **{name: value for name, value in os.environ.items() if not name.startswith(("CAFE_", "CI", "PYTEST_"))},
        "CAFE_DATA": str(data),
        "CAFE_PORT": str(port),
        **{f"CAFE_{name.upper()}": value for name, value in settings.items()},
    }
    cafe = [sys.executable, "-m", "cli", "run", "--no-browser", "--demo" if demo else "--no-demo"]
    log = data.parent / f"server-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*before, *cafe], cwd=ROOT, env=environment, stdout=out, stderr=out, start_new_session=True
        )
    server = Server(address=f"http://localhost:{port}", process=process, log=log, data=data)
    try:
        wait_until_healthy(server)
        yield server
    finally:
        stop(server)


def stop(server: Server) -> None:
    """As the system does it. One that does not end by itself is killed, and fails the test with what it said."""
    process = server.process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)  # what watches it does not pass the signal on
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise AssertionError(f"it did not stop: {server.log.read_text('utf-8')}") from None
    was_stuck = "Timeout (" in server.log.read_text("utf-8")  # it was ended where it stood, which its log says
    assert not was_stuck, server.log.read_text("utf-8")


def wait_until_healthy(server: Server) -> None:
    until = time.monotonic() + 120
    while True:
        assert server.process.poll() is None, server.log.read_text("utf-8")
        assert time.monotonic() < until, server.log.read_text("utf-8")
        try:
            with urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=1) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.1)  # a poll with an end, there is nothing to wait on


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The very small Whisper checkpoint of the tests."""
    unpacked = tmp_path_factory.mktemp("whisper") / "tiny-whisper.pt"
    unpacked.write_bytes(lzma.decompress((ROOT / "tests" / "fixtures" / "tiny-whisper.pt.xz").read_bytes()))
    return unpacked


@pytest.fixture(scope="session")
def listens(checkpoint: Path) -> dict[str, str]:
    """The settings of a café that listens with the small checkpoint."""
    return {"speech": "whisper", "speech_model": str(checkpoint)}


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demonstration in it, to be copied."""
    from community import demonstration, open_community

    data = tmp_path_factory.mktemp("demonstration") / "data"
    data.mkdir()
    community = open_community(f"sqlite:///{data / 'cafe.db'}", data=data)
    demonstration.load(community, today=WRITTEN)
    community.close()
    return data


@pytest.fixture
def data(tmp_path: Path, demonstration: Path) -> Path:
    """A data folder of the test's own, with the demonstration in it."""
    return Path(shutil.copytree(demonstration, tmp_path / "data"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, demonstration: Path) -> Iterator[Server]:
    """A café that the tests of a module share: each asks its own question, under a pseudonym of its own.

    It hears what it is told to. Where it should listen, take ``listening``.
    """
    data = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("server") / "data"))
    with serving(data, speech="scripted") as running:
        yield running


@pytest.fixture(scope="module")
def listening(
    tmp_path_factory: pytest.TempPathFactory, demonstration: Path, listens: dict[str, str]
) -> Iterator[Server]:
    """The same, with a recogniser, which takes seconds to load."""
    data = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("listening") / "data"))
    with serving(data, **listens) as running:
        yield running


@pytest.fixture(scope="module")
def retelling(
    tmp_path_factory: pytest.TempPathFactory, demonstration: Path, listens: dict[str, str]
) -> Iterator[Server]:
    """The same, where a machine tells the quotes of each answer anew: all that an answer can show is there."""
    data = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("retelling") / "data"))
    with serving(data, rewriting="scripted", script=RETOLD, **listens) as running:
        yield running


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A café that hears and reads what it is told to, for where that is of no matter."""
    with serving(tmp_path_factory.mktemp("told") / "data", speech="scripted", handwriting="scripted") as running:
        yield running


# -- the browser ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wav file of a member who asks about a Livebox, once."""
    wav = tmp_path_factory.mktemp("microphone") / "question.wav"
    wav.write_bytes(speak(QUESTION, "fr"))
    return wav


@pytest.fixture(scope="package")
def chromium() -> Iterator[object]:
    """Chromium's launcher, as Playwright gives it. It ends with this folder: only one may be open in a process."""
    if not Path(CHROMIUM).exists():
        absent(CHROMIUM)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        absent("playwright")
    with sync_playwright() as playwright:
        yield playwright.chromium


def plays(wav: Path) -> list[str]:
    """The flags of a microphone that is granted unasked, and plays a file once each time it is opened."""
    fake = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    return [*fake, f"--use-file-for-fake-audio-capture={wav}%noloop"]


@pytest.fixture(scope="package")
def browser(chromium, microphone: Path) -> Iterator[object]:
    """The browser that most tests share; each has a context, and so cookies, of its own."""
    browser = chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *plays(microphone)])
    yield browser
    browser.close()


@pytest.fixture
def launch(chromium) -> Iterator[Callable[..., object]]:
    """Starts a browser for one test: with a microphone that plays a file, or with the flags that are given."""
    started = []

    def start(*, hears: Path | None = None, flags: tuple[str, ...] = ()) -> object:
        fake = plays(hears) if hears else []
        started.append(chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *fake, *flags]))
        return started[-1]

    yield start
    for browser in started:
        browser.close()


@dataclass
class Pages:
    """Opens pages, and notes what goes wrong in them."""

    browser: object
    contexts: list = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __call__(self, *, browser: object = None, **choices: object):
        """A page in a context, that is a person, of its own."""
        defaults = {"locale": "fr-FR", "viewport": {"width": 1100, "height": 900}, "permissions": ["microphone"]}
        context = (browser or self.browser).new_context(**{**defaults, **choices})
        context.set_default_timeout(PATIENCE_MS)
        context.on("weberror", lambda raised: self.errors.append(str(raised.error)))
        self.contexts.append(context)
        return context.new_page()


@pytest.fixture
def open_page(browser, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., object]]:
    """Opens pages. Nothing that was thrown in one may go unseen; what a failure looked like is kept."""
    pages = Pages(browser)
    yield pages
    for number, context in enumerate(pages.contexts):
        if request.node.stash.get(FAILED, False):
            for tab, page in enumerate(context.pages):
                picture = tmp_path / f"failure-{number}-{tab}.png"
                page.screenshot(path=picture, timeout=5_000)
                print(f"{page.url}: {picture}")
        context.close()
    assert pages.errors == []


@pytest.fixture
def page(open_page):
    """One page of a French member, with a microphone."""
    return open_page()
