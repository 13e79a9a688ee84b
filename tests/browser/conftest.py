"""The app as a member meets it: a server of its own, Chromium, a microphone that plays a file."""

import lzma
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.fixtures.spoken import speak

CHROMIUM = os.environ.get("CAFE_TEST_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
QUESTION = "Ma Livebox clignote en orange, que faire ?"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Server:
    """A running café."""

    address: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """Chromium's launcher, as Playwright gives it."""
    missing = [name for name, here in {"chromium": Path(CHROMIUM).exists()}.items() if not here]
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing.append("playwright")
    if missing:
        reason = f"not installed: {', '.join(missing)}"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wav file of a member who asks about a Livebox, once."""
    wav = tmp_path_factory.mktemp("microphone") / "question.wav"
    wav.write_bytes(speak(QUESTION, "fr"))
    return wav


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The very small Whisper checkpoint of the tests."""
    unpacked = tmp_path_factory.mktemp("whisper") / "tiny-whisper.pt"
    unpacked.write_bytes(lzma.decompress((ROOT / "tests" / "fixtures" / "tiny-whisper.pt.xz").read_bytes()))
    return unpacked


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def serving(data: Path, *, demo: bool, before: tuple[str, ...] = (), **settings: str) -> Iterator[Server]:
    """Run ``cafe run`` with its data in a folder; ``before`` is a program that watches it."""
    port = free_port()
    environment = {
        **os.environ,
        "CAFE_DATA": str(data),
        "CAFE_PORT": str(port),
        **{f"CAFE_{name.upper()}": value for name, value in settings.items()},
    }
    cafe = [sys.executable, "-m", "cli", "run", "--no-browser", "--demo" if demo else "--no-demo"]
    log = data.parent / f"server-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen([*before, *cafe], cwd=ROOT, env=environment, stdout=out, stderr=out)
    server = Server(address=f"http://localhost:{port}", process=process, log=log)
    try:
        wait_until_healthy(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until_healthy(server: Server) -> None:
    until = time.monotonic() + 60
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
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demonstration in it, to be copied."""
    data = tmp_path_factory.mktemp("demonstration") / "data"
    with serving(data, demo=True):
        pass
    return data


@pytest.fixture
def data(tmp_path: Path, demonstration: Path) -> Path:
    """A data folder of the test's own, with the demonstration in it."""
    return Path(shutil.copytree(demonstration, tmp_path / "data"))


@pytest.fixture
def server(data: Path, checkpoint: Path) -> Iterator[Server]:
    """A café that listens with the small checkpoint."""
    with serving(data, demo=False, speech="whisper", speech_model=str(checkpoint)) as running:
        yield running


@pytest.fixture
def open_page(chromium, microphone: Path, tmp_path: Path) -> Iterator[Callable[..., object]]:
    """Gives a page of a browser of its own, whose microphone plays the question once each time it is opened."""
    opened = []

    def open_one(*, flags: tuple[str, ...] = (), hears: Path | None = microphone, **context: object) -> object:
        fake = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
        fake += [f"--use-file-for-fake-audio-capture={hears}%noloop"] if hears else []
        browser = chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *fake, *flags])
        opened.append(browser)
        defaults = {"locale": "fr-FR", "viewport": {"width": 1100, "height": 900}, "permissions": ["microphone"]}
        page = browser.new_context(**{**defaults, **context}).new_page()
        page.set_default_timeout(20_000)
        return page

    yield open_one
    for browser in opened:
        browser.close()
