"""The sheet in a form, a fragment and a dialog, through a change of theme and of size, and without its server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import free_port, serving
from tests.browser.test_writing_by_hand import draw, ink_of_draft, open_sheet, read, saved
from tests.conftest import ROOT
from tests.fixtures import hand

APP = Path(__file__).with_name("sheet_app.py")


@pytest.fixture(scope="module")
def address():
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(APP), "--server.port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    options = {"cwd": ROOT, "env": environment, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen([*command, "--server.headless", "true"], **options) as app:
        assert any("URL" in line for line in app.stdout)
        yield f"http://localhost:{port}"
        app.kill()


def write_on(page, canvas):
    canvas.scroll_into_view_if_needed()
    corner = canvas.bounding_box()
    for stroke in hand.strokes("oui", x=20, y=80):
        points = [(corner["x"] + x, corner["y"] + y) for x, y, *_rest in stroke.tolist()]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point)
        page.mouse.up()


STROKES = len(hand.strokes("oui"))


def test_in_a_fragment_it_is_told_at_the_pause(page, address):
    page.goto(address)
    page.locator("canvas").nth(1).wait_for()

    write_on(page, page.locator("canvas").nth(1))

    page.get_by_text(f"fragment: {STROKES}", exact=True).wait_for()


def test_in_a_form_it_is_told_with_the_form(page, address):
    page.goto(address)
    page.locator("canvas").nth(0).wait_for()

    write_on(page, page.locator("canvas").nth(0))
    page.get_by_role("button", name="Envoyer").click()

    page.get_by_text(f"form: {STROKES}", exact=True).wait_for()
    assert page.locator(".no-pen").nth(0).is_hidden()  # who writes has a pen


def test_in_a_dialog_it_is_told_at_the_pause(page, address):
    page.goto(address)
    page.get_by_role("button", name="Ouvrir").click()
    sheet = page.get_by_role("dialog").locator("canvas")
    sheet.wait_for()

    write_on(page, sheet)

    page.get_by_text(f"dialog: {STROKES}", exact=True).wait_for()


def test_what_was_read_without_the_dictionary_is_said_before_the_other_readings(page, address):
    page.goto(address)

    page.locator(".reading li > button").first.click()

    said = page.locator(".choices .said")
    said.wait_for()
    assert said.inner_text() == "raw ete others été"
    assert page.locator("ol > :not(li)").count() == 0


def test_ink_survives_a_change_of_theme_and_of_size_undistorted(page, server):
    open_sheet(page, server)
    strokes = hand.strokes("oui", y=100)
    draw(page, strokes)
    read(page, "oui")

    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 420, "height": 800})
    page.locator("canvas").scroll_into_view_if_needed()
    draw(page, hand.strokes("là", x=10, y=100)[:1], y=60)
    saved(page)

    ink = ink_of_draft(server, page)
    assert len(ink.strokes) == len(strokes) + 1
    assert abs(ink.strokes[0] - strokes[0][: len(ink.strokes[0])])[:, :2].max() < 1.5


def test_what_is_written_while_the_server_is_dead_is_kept_when_it_comes_back(data, page):
    port = free_port()
    with serving(data, port=port) as first:
        open_sheet(page, first)
        draw(page, hand.strokes("oui", y=100))
        read(page, "oui")
        saved(page)
        first.kill()
        draw(page, hand.strokes("non", x=240, y=100))
        page.locator(".status").filter(has_text="Pas encore").wait_for()

        with serving(data, port=port) as again:
            read(page, "oui non")
            saved(page)

            assert len(ink_of_draft(again, page).strokes) == len(hand.strokes("oui")) + len(hand.strokes("non"))
