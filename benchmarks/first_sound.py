"""How soon an answer is heard after it is seen: in Chromium, on a page that nobody opened before.

    python -m benchmarks.first_sound [--questions N]

The café runs as a member finds it, with the demonstration, the voice of the settings and a server of its own. Its
browser lets answers begin by themselves. *Seen* is the first picture of the screen that has the answer in it; *heard*
is when the browser says that the sound plays.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.labelled import questions
from benchmarks.timing import spread
from community import demonstration, open_community
from vocabulary import Destination, Draft

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = Path("/usr/bin/chromium")
QUESTIONS = 20
MOST_MS = 300.0
_FORUM = Destination(kind="forum", id="orange")
_WARM_S = 5.0  # after the start the voice is ready, as for everybody but the first visitor
_PATIENCE_MS = 60_000
_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync", "--mute-audio"),
    *("--disable-background-networking", "--disable-component-update"),
    "--autoplay-policy=no-user-gesture-required",
)
_WITNESS = """
localStorage.setItem("cafe-reader", JSON.stringify({ early: true }));
const RealAudio = window.Audio;
window.Audio = function () {
  const audio = new RealAudio();
  audio.addEventListener("playing", () => (window.heardAt ??= performance.now()));
  return audio;
};
const sentenceIn = (root) => {
  for (const element of root.querySelectorAll("*")) {
    if (element.dataset?.testid === "reader-sentence-0") return element;
    const found = element.shadowRoot && sentenceIn(element.shadowRoot);
    if (found) return found;
  }
};
const look = () => {
  if (sentenceIn(document)?.getBoundingClientRect().height) window.seenAt = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def measured(asked: int | None = None) -> dict[str, float] | None:
    """Seconds from seen to heard; None where there is no Chromium to see and hear with, or nothing is asked."""
    asked = QUESTIONS if asked is None else asked
    if not CHROMIUM.exists() or not asked:
        return None
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with tempfile.TemporaryDirectory(prefix="cafe-bench-") as kept, sync_playwright() as playwright:
        links = _asked(Path(kept), asked)
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(_FLAGS))
        with _running(Path(kept)) as address:
            page = chromium.new_page(locale="fr-FR")
            page.add_init_script(_WITNESS)
            page.set_default_timeout(_PATIENCE_MS)
            taken = [_once(page, address + link) for link in links]
        chromium.close()
    return spread(taken)


def _asked(data: Path, wanted: int) -> list[str]:
    """Put labelled questions that have an answer there, and give their pages."""
    community = open_community(f"sqlite:///{data / 'cafe.db'}", data=data)
    try:
        demonstration.load(community)
        put = [one for one in questions("report") if one.has_answer and one.language == "fr"][:wanted]
        links = []
        for n, one in enumerate(put):
            member = community.members.trusted(f"Banc {n}")
            draft = Draft(text=one.question, author=member.pseudonym, subject=one.question[:80], to=_FORUM)
            kept = community.drafts.keep(draft, visit=member.pseudonym)
            links.append(community.drafts.confirm(kept.id, visit=member.pseudonym, member=member, by=["command"]).link)
        return links
    finally:
        community.close()


@contextlib.contextmanager
def _running(data: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "CAFE_DATA": str(data), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "cli", "run", "--no-browser", "--no-demo", "--port", str(port)]
    with (data / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait_until_healthy(f"http://localhost:{port}/_stcore/health", server)
        time.sleep(_WARM_S)
        yield f"http://localhost:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def _wait_until_healthy(address: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("the café did not open")


def _once(page: Any, address: str) -> float:
    page.goto(address)
    page.locator('[data-testid="reader"][data-state="playing"]').wait_for()
    while True:  # the page's own rules refuse Playwright's waiting for a function
        seen, heard = page.evaluate("[window.seenAt ?? null, window.heardAt ?? null]")
        if seen is not None and heard is not None:
            return float(heard - seen) / 1000
        page.wait_for_timeout(20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    found = measured(parser.parse_args().questions)
    if found is None:
        print("no Chromium here")
        return
    print(f"seen to heard: {found['median'] * 1000:.0f} ms in the median, {found['p95'] * 1000:.0f} ms at the 95th")
    print(f"percentile, {found['most'] * 1000:.0f} ms at most, {found['n']:.0f} answers (asked: {MOST_MS:.0f} ms)")


if __name__ == "__main__":
    main()
