"""What the browser keeps of a sheet until the café has it, in one tab and in several."""

import pytest

from tests.browser.test_writing_by_hand import draw, open_sheet, read, saved
from tests.browser.ways import settled
from tests.fixtures import hand

OUI = hand.strokes("oui", y=100)
NON = hand.strokes("non", x=240, y=100)

STORED = "() => Object.keys(localStorage).filter((key) => key.startsWith('cafe-sheet-')).length"
WITHOUT_ROOM = """() => {
  let size = 2 ** 20;
  for (let number = 0; size >= 1; number += 1) {
    try { localStorage.setItem(`full-${number}`, "x".repeat(size)); } catch { size /= 2; }
  }
}"""
NOTE_WRITES = """
window.writes = [];
const write = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (key.startsWith("cafe-sheet-")) window.writes.push(value);
  write.call(this, key, value);
};
"""
INK = """(canvas, [x, y, width, height]) => {
  const ratio = window.devicePixelRatio;
  const { data } = canvas.getContext("2d").getImageData(x * ratio, y * ratio, width * ratio, height * ratio);
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) dark += data[at + 3] > 200 && data[at] < 90;
  return dark;
}"""


def write(page, strokes):
    page.bring_to_front()  # a tab behind another one draws no frames, and keeps the mouse waiting
    draw(page, strokes)


def waits_to_be_kept(page):
    page.locator(".status").filter(has_text="Pas encore").wait_for()


def another_tab(page, address):
    tab = page.context.new_page()
    tab.goto(address)
    tab.locator("canvas").wait_for(state="attached")
    settled(tab)
    return tab


def on_new_sheet(page, server):
    tab = page.context.new_page()
    open_sheet(tab, server)
    return tab


def on_one_draft(page, server):
    """Two tabs with a sheet that holds « la » in its second line."""
    open_sheet(page, server)
    write(page, hand.strokes("la", y=220))
    read(page, "la")
    saved(page)
    page.reload()  # now both know the draft by its name
    read(page, "la")
    settled(page)
    return another_tab(page, page.url)


def close_offline(page, other):
    """Write on both without network, and close both."""
    page.context.set_offline(True)
    for tab, strokes in ((page, OUI), (other, NON)):
        write(tab, strokes)
        waits_to_be_kept(tab)
    for tab in (page, other):
        tab.close()


def test_two_new_sheets_that_were_closed_without_network_both_come_back(open_page, server):
    page = open_page()
    open_sheet(page, server)
    other = on_new_sheet(page, server)
    context = page.context

    close_offline(page, other)
    context.set_offline(False)
    again = context.new_page()
    open_sheet(again, server)

    read(again, "oui non")
    saved(again)
    assert again.evaluate(STORED) == 0


def test_two_tabs_on_one_draft_that_were_closed_without_network_both_come_back(open_page, server):
    page = open_page()
    other = on_one_draft(page, server)
    context, address = page.context, page.url

    close_offline(page, other)
    context.set_offline(False)
    again = another_tab(next(iter(context.pages), None) or context.new_page(), address)

    read(again, "oui non la")
    saved(again)
    assert again.evaluate(STORED) == 0


def test_an_open_tab_keeps_what_it_has_not_sent_for_itself(open_page, server):
    page = open_page()
    open_sheet(page, server)
    page.context.set_offline(True)
    write(page, OUI)
    waits_to_be_kept(page)
    page.context.set_offline(False)
    unsent = page.evaluate(STORED)

    other = on_new_sheet(page, server)
    write(other, NON)
    read(other, "non")

    assert unsent == len(OUI) + 1  # and the size of the sheet
    assert other.locator(".reading li > button").count() == 1


def test_a_sheet_shows_what_another_tab_wrote_and_erased(page, server):
    other = on_one_draft(page, server)
    place = [235, 60, 90, 50]

    write(other, NON)
    read(other, "non la")
    write(page, OUI)
    read(page, "oui non la")
    shown = page.locator("canvas").evaluate(INK, place)
    other.bring_to_front()
    other.locator(".reading li").get_by_role("button", name="non", exact=True).click()
    other.get_by_role("button", name="Effacer ce mot").click()
    read(other, "oui la")
    write(page, hand.strokes("et", x=400, y=220))
    read(page, "oui la et")

    assert shown > 100
    assert page.locator("canvas").evaluate(INK, place) == 0


def test_a_stroke_costs_the_storage_no_more_at_the_end_of_a_page_than_at_its_beginning(page, server):
    page.add_init_script(NOTE_WRITES)
    open_sheet(page, server)
    page.context.set_offline(True)

    write(page, hand.strokes("oui " * 4, y=100))
    writes = page.evaluate("() => window.writes")

    assert len(writes) == 4 * len(OUI) + 1
    assert all(write.count('"do"') == 1 for write in writes)


@pytest.mark.parametrize(
    ("locale", "tab", "says"),
    [("fr-FR", "Écrire à la main", "Ce navigateur ne garde plus rien"), ("en-GB", "Write by hand", "keeps nothing")],
)
def test_a_browser_without_room_is_said_until_the_café_has_the_ink(open_page, server, locale, tab, says):
    page = open_page(locale=locale)
    page.goto(server.address)
    page.get_by_role("tab", name=tab).click()
    page.locator("canvas").wait_for()
    settled(page)
    page.context.set_offline(True)
    page.evaluate(WITHOUT_ROOM)

    write(page, OUI)
    page.locator(".status").filter(has_text=says).wait_for()
    page.context.set_offline(False)

    saved(page)
    read(page, "oui")


def test_of_lines_that_are_copied_to_be_read_better_the_browser_keeps_nothing(page, server):
    open_sheet(page, server)
    page.locator('[data-testid="stExpander"] summary').click()
    page.locator(".st-key-begin-copying button").press("Enter")  # it moves while the part around it opens
    canvas = page.locator("canvas").nth(1)
    canvas.wait_for()
    settled(page)
    page.context.set_offline(True)

    canvas.scroll_into_view_if_needed()
    corner = canvas.bounding_box()
    page.mouse.move(corner["x"] + 40, corner["y"] + 40)
    page.mouse.down()
    page.mouse.move(corner["x"] + 90, corner["y"] + 90)
    page.mouse.up()
    page.locator(".status").filter(has_text="Ces lignes ne sont pas gardées.").wait_for()

    assert page.evaluate(STORED) == 0
    assert page.get_by_text("Gardé comme brouillon").count() == 0
