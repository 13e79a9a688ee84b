"""The running app talks to no other machine: neither the browser's part nor the server's."""

import re
import shutil
import subprocess
from pathlib import Path

from tests.browser.conftest import absent, serving
from tests.browser.screens import open_screen
from tests.browser.test_speaking_a_question import HIDDEN_NUMBER
from tests.browser.ways import (
    confirm,
    draft_text,
    elsewhere,
    in_state,
    kept,
    picture_of_the_answer,
    requests_of,
    speak,
)

INTERNET = re.compile(r"\{sa_family=AF_INET6?, sin6?_port=htons\((\d+)\), .*?\"([0-9a-fA-F:.]+)\"")
"""A destination on the Internet as strace writes it: port, address."""


def is_here(address: str) -> bool:
    return address.startswith("127.") or address in {"::1", "::ffff:127.0.0.1"}


def destinations(trace: str) -> set[tuple[str, int]]:
    """Every (address, port) outside this machine that a trace names. A question for a name (port 53) is one, too."""
    named = {(address, int(port)) for port, address in INTERNET.findall(trace)}
    return {(address, port) for address, port in named if port == 53 or not is_here(address)}


def test_destinations_are_found_in_a_trace():
    trace = "\n".join(
        f"12 {call}"
        for call in (
            'connect(7, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = 0',
            'connect(7, {sa_family=AF_INET, sin_port=htons(5432), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
            'connect(7, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("203.0.113.7")}, 16) = -1',
            'sendto(7, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 1',
            "connect(7, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), "
            'inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28) = 0',
            "sendmsg(7, {msg_name={sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), "
            'inet_pton(AF_INET6, "::1", &sin6_addr)}, 1}, 0) = 1',
        )
    )

    found = destinations(trace)

    assert found == {("203.0.113.7", 443), ("127.0.0.53", 53), ("2001:db8::1", 80)}


def test_the_browser_asks_only_the_cafe_for_what_is_heard_and_seen(page, server):
    """What it asks for on each screen, ``test_every_screen`` looks at."""
    asked = requests_of(page)

    open_screen("answer", page, server)
    with page.expect_request("**/spoken/**"):  # the first sound came with the page
        page.get_by_test_id("reader-listen").click()
    in_state(page, "playing")
    page.get_by_text("Ce que dit l’image, en mots").click()

    assert asked
    assert elsewhere(asked, server) == []


def test_the_page_may_not_even_ask_another_machine(page, server):
    page.goto(server.address)

    refused = page.evaluate(
        """async () => {
          const violated = new Promise((resolve) =>
            document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective)));
          fetch("https://example.org/").catch(() => {});
          return violated;
        }"""
    )

    assert refused == "connect-src"


def can_trace(tmp_path: Path) -> bool:
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-o", str(tmp_path / "tried"), "true"], capture_output=True, check=False)
    return tried.returncode == 0


def test_the_server_connects_to_no_other_machine_during_a_whole_journey(page, data, listens, tmp_path):
    if not can_trace(tmp_path):
        absent("strace, or the right to use it")
    trace = tmp_path / "trace.txt"
    watched = ("strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(trace))

    with serving(data, before=watched, **listens) as server:
        page.goto(server.address)
        speak(page)
        draft_text(page).fill(HIDDEN_NUMBER)
        kept(page)
        confirm(page, "Observée")
        picture_of_the_answer(page)
        page.get_by_test_id("reader-listen").click()
        # To the end: a library that reports usage does so some ten seconds after its first work, or when it ends.
        page.locator('[data-testid="reader"][data-state="ended"]').wait_for(timeout=90_000)
        open_screen("machine", page, server)

    written = trace.read_text("utf-8", errors="replace")
    assert "sendto(" in written  # it did watch
    assert destinations(written) == set()
