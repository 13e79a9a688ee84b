"""How a sheet fits its window, and how one finger moves it."""

from tests.browser.test_writing_by_hand import draw, open_sheet, pointer
from tests.fixtures import hand

NARROW = {"width": 360, "height": 740}
TELEPHONE = {"viewport": NARROW, "has_touch": True, "is_mobile": True}

UNTIL_IT_RESTS = """(canvas) => new Promise((done) => {
  let before = "";
  const look = () => {
    const now = JSON.stringify(canvas.getBoundingClientRect());
    if (now === before) return done();
    before = now;
    return setTimeout(look, 200);
  };
  look();
})"""


def width_of(page) -> float:
    canvas = page.locator("canvas")
    canvas.evaluate(UNTIL_IT_RESTS)
    return canvas.bounding_box()["width"]


def test_a_sheet_fits_again_when_the_window_becomes_narrow(page, server):
    open_sheet(page, server)
    draw(page, hand.strokes("oui", y=100))
    wide = width_of(page)

    page.set_viewport_size(NARROW)
    narrow = width_of(page)
    room = page.locator(".paper").bounding_box()["width"]
    page.set_viewport_size({"width": 1100, "height": 900})

    assert wide > 600
    assert 200 < narrow < room
    assert width_of(page) == wide


def test_a_sheet_keeps_the_size_that_its_author_chose(page, server):
    open_sheet(page, server)
    draw(page, hand.strokes("oui", y=100))
    page.get_by_role("button", name="Agrandir la feuille").click()
    chosen = width_of(page)

    page.set_viewport_size(NARROW)

    assert width_of(page) == chosen


def stroke_by_finger(page, y):
    pointer(page, "pointerdown", "touch", 1, 60, y)
    pointer(page, "pointermove", "touch", 1, 90, y)
    pointer(page, "pointerup", "touch", 1, 90, y)


def test_one_finger_reaches_every_line_of_a_long_sheet(open_page, server):
    page = open_page(**TELEPHONE)
    open_sheet(page, server)
    paper = page.locator(".paper")
    down = page.get_by_role("button", name="Plus bas sur la feuille")
    up = page.get_by_role("button", name="Plus haut sur la feuille")
    was_there = down.is_visible()

    for y in range(300, 1100, 100):
        stroke_by_finger(page, y)
    sizes = [button.bounding_box() for button in (up, down)]
    for _press in range(4):
        down.tap(force=True)  # the last ones find it at its end, and do nothing
    page.locator('[data-tool="down"][aria-disabled="true"]').wait_for()
    below = paper.evaluate("(one) => one.scrollHeight - one.clientHeight - one.scrollTop")
    for _press in range(4):
        up.tap(force=True)
    page.locator('[data-tool="up"][aria-disabled="true"]').wait_for()

    assert not was_there
    assert all(min(size["width"], size["height"]) >= 44 for size in sizes)
    assert below < 2
    assert paper.evaluate("(one) => one.scrollTop") == 0
