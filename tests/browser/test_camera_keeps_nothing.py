"""No frame of a camera is kept or goes elsewhere: what the server opens and whom it calls is watched while it looks."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser import cameras
from tests.browser.conftest import absent
from tests.browser.test_camera import counting, more_frames, turn_off, turn_on
from tests.browser.test_nothing_leaves_this_machine import can_trace, destinations

FILES = "openat,open,creat,memfd_create,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mknodat"
NETWORK = "connect,sendto,sendmsg,sendmmsg"
OPENED = re.compile(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]*)", ([A-Z_|]+)')
MADE = re.compile(r"\b(?:creat|memfd_create|rename\w*|link\w*|symlink\w*|mknod\w*)\(.*")
JPEG = b"\xff\xd8\xff"


def written_to(trace: str) -> set[str]:
    """Files that a trace says were opened to be written, and what else came to be."""
    opened = {name for name, flags in OPENED.findall(trace) if re.search("O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE", flags)}
    return opened | set(MADE.findall(trace))


def test_what_is_written_is_found_in_a_trace():
    trace = "\n".join(
        (
            '12 openat(AT_FDCWD, "/etc/passwd", O_RDONLY|O_CLOEXEC) = 3',
            '12 openat(AT_FDCWD, "/tmp/frame.jpg", O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC, 0666) = 3',
            '12 open("/tmp/frames", O_RDWR) = 3',
            '12 memfd_create("frames", MFD_CLOEXEC) = 3',
            '12 rename("/tmp/a", "/tmp/b") = 0',
        )
    )

    found = written_to(trace)

    made = {'memfd_create("frames", MFD_CLOEXEC) = 3', 'rename("/tmp/a", "/tmp/b") = 0'}
    assert found == {"/tmp/frame.jpg", "/tmp/frames"} | made


def test_no_frame_is_kept_or_leaves_this_machine(open_page, launch, tmp_path, shared_data, shared_models, monkeypatch):
    if not can_trace(tmp_path):
        absent("strace, or the right to use it")
    film = cameras.film_of(shared_data / "gesture_videos" / "swipe_left.gif", tmp_path / "film.mjpeg", left_half=True)
    page = open_page(browser=launch(flags=cameras.showing(film)), permissions=["camera"])
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    trace = tmp_path / "trace.txt"
    watched = ("strace", "-f", "-qq", "-s", "4096", "-e", f"trace={FILES},{NETWORK}", "-o", str(trace))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))

    with counting(tmp_path / "data", before=watched, models=str(shared_models)) as server:
        page.goto(f"{server.address}/?hands")
        turn_on(page)
        more_frames(page, 10)  # MediaPipe is loaded: that asks a compiler for libraries, and keeps its chatter aside
        before = trace.stat().st_size
        more_frames(page, 30)
        turn_off(page)

    traced = trace.read_bytes()
    while_looking = traced[before:].decode("utf-8", errors="replace")
    assert "sendto(" in while_looking  # it did watch
    assert written_to(while_looking) == set()
    assert destinations(traced.decode("utf-8", errors="replace")) == set()
    kept = [file for file in tmp_path.rglob("*") if file.is_file() and file not in {film, trace}]
    assert [file for file in kept if JPEG in file.read_bytes()] == []
    home = urlsplit(server.address).netloc
    assert any(urlsplit(url).path == "/live" for url in asked)
    assert [url for url in asked if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc != home] == []


def test_a_film_has_frames_that_the_test_above_would_find(tmp_path: Path):
    film = cameras.write_film(tmp_path / "film.mjpeg", cameras.noise(0.1))

    assert JPEG in film.read_bytes()
