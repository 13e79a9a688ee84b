"""How quick and how heavy the app is, beside an empty Streamlit app measured in the same run.

Start: from the command to the first page, whole, in Chromium where it is installed, else in the first session's
messages. Rerun: one run of the first page, from the request to the server's "finished". Memory: what each further
session adds to the server, sessions being really opened and held.
"""

import contextlib
import json
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
EMPTY = 'import streamlit as st\n\nst.title("…")\n'
TARGET = 1.5  # our start may take so many times that of the empty app
ROUNDS = 5
RERUNS = 20
WARMING_SESSIONS = 10  # the first ones fill caches that all share
SESSIONS = 50
PATIENCE_S = 90.0

Opens = Callable[[int], None]
"""Opens the first page of the app at a port and returns when it is whole; raises ``OSError`` before it listens."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One of the two apps that are measured."""

    name: str
    command: tuple[str, ...]
    """Without the port, which comes last."""
    folder: Path
    environment: dict[str, str]


def run() -> dict[str, Any]:
    """Measure, print a table, and give the figures: seconds, and bytes for memory."""
    with tempfile.TemporaryDirectory() as kept:
        subjects = _subjects(Path(kept))
        starts = _starts(subjects)
        held = {subject.name: _held(subject) for subject in subjects}
    ratio = starts["cafe"]["median"] / starts["empty"]["median"]
    measured = {
        "subject": "app",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "first_page_in": "chromium" if _chromium() else "websocket",
        "start_seconds": starts,
        "start_ratio": ratio,
        "start_ratio_target": TARGET,
        "rerun_seconds": {name: figures["rerun"] for name, figures in held.items()},
        "memory_bytes": {name: figures["memory"] for name, figures in held.items()},
    }
    _print(measured)
    return measured


def _subjects(kept: Path) -> tuple[Subject, Subject]:
    """Ours with its demonstration content, and an app that shows a title."""
    empty = kept / "empty.py"
    empty.write_text(EMPTY, "utf-8")
    ours = {**os.environ, "CAFE_DATA": str(kept / "data"), "PYTHONPATH": str(ROOT)}
    python = sys.executable
    load = "from settings import Settings; from pipelines.starting import load_demonstration as load; "
    subprocess.run([python, "-c", load + "load(Settings.read(), only_if_empty=True)"], env=ours, cwd=kept, check=True)
    quiet = ("--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none")
    address = ("--server.address", "127.0.0.1", "--server.port")
    return (
        Subject(
            name="cafe",
            command=(python, str(ROOT / "cli.py"), "run", "--no-browser", "--port"),
            folder=kept,
            environment=ours,
        ),
        Subject(
            name="empty",
            command=(python, "-m", "streamlit", "run", str(empty), *quiet, *address),
            folder=kept,
            environment=dict(os.environ),
        ),
    )


@contextlib.contextmanager
def _running(subject: Subject) -> Iterator[tuple[int, int]]:
    """Start an app on a free port; gives its process and its port, and stops it in the end."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*subject.command, str(port)],
        cwd=subject.folder,
        env=subject.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process.pid, port
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


# -- start ----------------------------------------------------------------------------------------------------------


def _starts(subjects: tuple[Subject, Subject]) -> dict[str, dict[str, Any]]:
    """Interleaved, so that what else the machine does falls on both; a first round that only warms the disk."""
    taken: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    with _opener() as opens:
        for n in range(ROUNDS + 1):
            for subject in subjects if n % 2 else subjects[::-1]:
                seconds = _start(subject, opens)
                if n:
                    taken[subject.name].append(seconds)
    return {name: _figures(all_of_it) for name, all_of_it in taken.items()}


def _start(subject: Subject, opens: Opens) -> float:
    begun = time.perf_counter()
    with _running(subject) as (_process, port):
        while time.perf_counter() - begun < PATIENCE_S:
            try:
                opens(port)
            except OSError:
                time.sleep(0.01)
            else:
                return time.perf_counter() - begun
    raise TimeoutError(f"{subject.name} showed no page within {PATIENCE_S:.0f} s")


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextlib.contextmanager
def _opener() -> Iterator[Opens]:
    program = _chromium()
    if program is None:
        yield _open_by_messages
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])

        def opens(port: int) -> None:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            page = browser.new_context().new_page()
            page.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
            page.locator('[data-testid="stApp"][data-test-script-state="notRunning"] h1').first.wait_for(
                timeout=PATIENCE_S * 1000
            )
            page.context.close()

        yield opens
        browser.close()


def _open_by_messages(port: int) -> None:
    """What a browser does, without drawing: the page, its script, the health check, a session and its first run."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
        page.read()
    with _session(port) as session:
        session.run()


# -- sessions -------------------------------------------------------------------------------------------------------


class Session:
    """One session, held open by its websocket."""

    def __init__(self, socket_: Any) -> None:
        self._socket = socket_

    def run(self) -> float:
        """Run the first page; the seconds from asking to "finished"."""
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ClientState_pb2 import ClientState
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        begun = time.perf_counter()
        self._socket.send(BackMsg(rerun_script=ClientState()).SerializeToString())
        while True:
            message = ForwardMsg.FromString(self._socket.recv(timeout=PATIENCE_S))
            if message.WhichOneof("type") == "script_finished":
                return time.perf_counter() - begun


@contextlib.contextmanager
def _session(port: int) -> Iterator[Session]:
    from websockets.sync.client import connect

    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None) as socket_:  # type: ignore[list-item]
        yield Session(socket_)


def _held(subject: Subject) -> dict[str, Any]:
    """How long a rerun takes, and what sessions weigh."""
    with _running(subject) as (process, port), contextlib.ExitStack() as sessions:
        first = sessions.enter_context(_first_session(port))
        for _ in range(3):
            first.run()
        reruns = [first.run() for _ in range(RERUNS)]
        alone = _weight(process)
        for _ in range(WARMING_SESSIONS):
            sessions.enter_context(_session(port)).run()
        before = _weight(process)
        for _ in range(SESSIONS):
            sessions.enter_context(_session(port)).run()
        after = _weight(process)
    each = None if before is None or after is None else (after - before) / SESSIONS
    return {"rerun": _figures(reruns), "memory": {"one_session": alone, "each_further_session": each}}


@contextlib.contextmanager
def _first_session(port: int) -> Iterator[Session]:
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
    with _session(port) as session:
        session.run()
        yield session


def _weight(process: int) -> int | None:
    """Bytes of memory of a process and its children (PSS, so that what they share counts once); None but on Linux."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return None
    own = next(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
    return own + sum(_weight(int(child)) or 0 for child in children)


# -- figures --------------------------------------------------------------------------------------------------------


def _figures(seconds: list[float]) -> dict[str, Any]:
    return {"median": statistics.median(seconds), "least": min(seconds), "most": max(seconds), "n": len(seconds)}


def _print(measured: dict[str, Any]) -> None:
    starts, reruns, memory = (measured[name] for name in ("start_seconds", "rerun_seconds", "memory_bytes"))
    print(f"{'':28}{'café':>12}{'empty app':>12}")
    print(f"{'start to first page, s':28}{starts['cafe']['median']:12.2f}{starts['empty']['median']:12.2f}")
    print(f"{'rerun of the page, ms':28}{_ms(reruns['cafe']):12.1f}{_ms(reruns['empty']):12.1f}")
    for title, name in (
        ("memory, one session, MB", "one_session"),
        ("each further session, MB", "each_further_session"),
    ):
        print(f"{title:28}{_mb(memory['cafe'][name])}{_mb(memory['empty'][name])}")
    verdict = "within" if measured["start_ratio"] <= TARGET else "OVER"
    print(f"start ratio {measured['start_ratio']:.2f}, {verdict} the target of {TARGET}; {measured['machine']}")


def _ms(figures: dict[str, Any]) -> float:
    return float(figures["median"]) * 1000


def _mb(size: float | None) -> str:
    return f"{'–':>12}" if size is None else f"{size / 1e6:12.1f}"


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
