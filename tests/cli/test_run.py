"""``cafe run`` opens the app, and closes it when it is told to."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import streamlit

from tests.conftest import ROOT

PATIENCE = 60  # seconds

pytestmark = pytest.mark.skipif(os.name == "nt", reason="it is stopped by a signal of POSIX")


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextmanager
def opened(data, port: int, *options: str) -> Iterator[subprocess.Popen]:
    environment = {**os.environ, "CAFE_DATA": str(data), "CAFE_SPEECH": "scripted", "CAFE_VOICE": "scripted"}
    environment["CAFE_LANGUAGE"] = "fr"
    process = subprocess.Popen(
        [sys.executable, ROOT / "cli.py", "run", "--no-browser", "--port", str(port), *options],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def fetched(process: subprocess.Popen, port: int) -> str:
    """The first page, as soon as there is one."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
                return page.read().decode()
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > until or process.poll() is not None:
                raise
            time.sleep(0.1)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_app_opens_and_closes_without_a_traceback(data, port, stop):
    with opened(data, port, "--no-demo") as process:
        page = fetched(process, port)
        os.killpg(process.pid, stop) if stop == signal.SIGINT else process.send_signal(stop)
        _out, err = process.communicate(timeout=PATIENCE)

    assert "<html" in page
    assert process.returncode == 0
    assert f"http://localhost:{port}" in err
    assert "Traceback" not in err


def test_a_download_that_nobody_goes_on_reading_does_not_keep_it_open(data, port):
    bundles = Path(streamlit.__file__).parent / "static" / "static" / "js"
    largest = max(bundles.iterdir(), key=lambda bundle: bundle.stat().st_size)  # more than the system holds for us
    with opened(data, port, "--no-demo") as process, socket.socket() as reader:
        fetched(process, port)
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reader.connect(("127.0.0.1", port))
        reader.sendall(f"GET /static/js/{largest.name} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        reader.recv(1024)

        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)

    assert process.returncode == 0


def test_the_first_start_loads_the_demonstration_and_says_so(data, port):
    with opened(data, port) as process:
        fetched(process, port)
        process.send_signal(signal.SIGTERM)
        _out, first = process.communicate(timeout=PATIENCE)
    with opened(data, port) as process:
        fetched(process, port)
        process.send_signal(signal.SIGTERM)
        _out, second = process.communicate(timeout=PATIENCE)

    assert "démonstration" in first
    assert "démonstration" not in second


def test_a_port_that_is_taken_is_said_in_one_sentence(data):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        with opened(data, number, "--no-demo") as process:
            _out, err = process.communicate(timeout=PATIENCE)

    assert process.returncode == 2
    assert f"port = {number}" in err
    assert len(err.splitlines()) == 1
