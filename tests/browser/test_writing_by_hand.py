"""A member writes on the sheet with a mouse, a finger or a pen, and nothing of it is lost."""

import io
import re
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from modalities.handwriting import Hand, read_inks
from modalities.handwriting._drawing import draw_line
from tests.browser.ways import confirm, draft_text, kept, settled
from tests.fixtures import hand

SENTENCE = "Où est ma facture d'été ?"


def open_sheet(page, server):
    page.goto(server.address)
    settled(page)
    page.get_by_role("tab", name="Écrire à la main").click()
    page.locator("canvas").wait_for()
    settled(page)


def draw(page, strokes, *, x=0.0, y=0.0):
    """Move the mouse as a hand moved."""
    page.locator("canvas").scroll_into_view_if_needed()
    corner = page.locator("canvas").bounding_box()
    for stroke in strokes:
        points = [(corner["x"] + x + px, corner["y"] + y + py) for px, py, *_rest in stroke.tolist()]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point)
        page.mouse.up()


def read(page, text):
    """Wait until the sheet says that it reads this."""
    words = text.split()
    page.locator(".reading li button").nth(len(words) - 1).wait_for()
    shown = re.compile(r"\W*".join(re.escape(part) for part in re.split(r"['’ ]", text)))
    page.locator(".reading ol").filter(has_text=shown).wait_for()


def ink_of_draft(server, page):
    """The ink that the community keeps for the draft of the address."""
    from community import open_community
    from modalities.handwriting import sheet_from_json

    visit = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"].startswith("cafe_visit"))
    community = open_community(f"sqlite:///{server.data / 'cafe.db'}", data=server.data)
    (draft,) = community.drafts.of_visit(visit)
    ink = sheet_from_json(community.kept.read(draft.ink)).ink
    community.close()
    return ink


def saved(page):
    page.locator(".status").filter(has_text=re.compile("Gardé|Kept")).wait_for()


def test_a_question_written_by_hand_is_corrected_confirmed_and_found_with_its_ink(page, server, tmp_path):
    open_sheet(page, server)

    draw(page, hand.strokes(SENTENCE, y=100))
    read(page, SENTENCE)
    page.get_by_role("button", name="Où", exact=True).click()
    other = page.locator(".choices button").first.inner_text()  # which others there are is the network's to say
    page.locator(".choices button").first.click()
    page.locator(".reading li").get_by_role("button", name=other, exact=True).wait_for()
    page.get_by_role("button", name="J’ai fini d’écrire").click()
    text = draft_text(page).input_value()
    kept(page)
    confirm(page, "Marguerite")

    assert other != "Où"
    assert text.replace("’", "'") == other + SENTENCE[2:]
    assert page.locator("h1.words").inner_text() == text
    page.get_by_role("img", name=f"Écrit à la main : {text}").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="L’encre (InkML)").click()
    (ink,) = read_inks(download.value.path(), name="ink.inkml")
    assert len(ink.strokes) == len(hand.strokes(SENTENCE))
    page.get_by_text("Ce que la machine avait compris").click()
    page.locator("blockquote.words").get_by_text(
        "Où est ma facture"
    ).wait_for()  # what was read, beside what was chosen


def test_a_reload_before_the_pause_loses_no_stroke(page, server):
    open_sheet(page, server)

    strokes = hand.strokes("oui", y=100)
    draw(page, strokes)
    page.reload()
    page.get_by_role("tab", name="Écrire à la main").click()
    read(page, "oui")
    saved(page)

    assert len(ink_of_draft(server, page).strokes) == len(strokes)


def test_the_sheet_comes_back_after_a_reload_and_goes_on(page, server):
    open_sheet(page, server)
    draw(page, hand.strokes("oui", y=100))
    read(page, "oui")
    saved(page)

    page.reload()
    page.get_by_role("heading", name="Écrivez à la main").wait_for()
    read(page, "oui")
    settled(page)
    draw(page, hand.strokes("non", x=200, y=100))

    read(page, "oui non")


def test_strokes_are_undone_done_again_scratched_out_and_cleared(page, server):
    open_sheet(page, server)
    draw(page, hand.strokes("la", y=100))
    draw(page, hand.strokes("vie", x=240, y=100))
    read(page, "la vie")

    for _stroke in range(4):  # the v, the i, the e and the dot
        page.get_by_role("button", name="Annuler").click()
    page.locator(".reading li button").nth(1).wait_for(state="detached")
    for _stroke in range(4):
        page.get_by_role("button", name="Refaire").click()
    read(page, "la vie")
    zigzag = np.array([[235, 60], [330, 66], [236, 74], [331, 82], [235, 90], [330, 102]], float)
    path = np.concatenate([np.linspace(a, b, 12) for a, b in pairwise(zigzag)])
    draw(page, [path])
    page.locator(".reading li button").nth(1).wait_for(state="detached")
    read(page, "la")
    page.get_by_role("button", name="Tout effacer").click()
    page.locator(".reading li").wait_for(state="detached")
    page.get_by_role("button", name="Annuler").click()

    read(page, "la")


def test_a_word_written_over_a_word_takes_its_place(page, server):
    open_sheet(page, server)
    draw(page, hand.strokes("non merci", y=100))
    read(page, "non merci")
    page.wait_for_timeout(1_100)  # a word counts as read once it was shown for a second: this is the rule under test

    draw(page, hand.strokes("oui", y=100))

    read(page, "oui merci")


def test_a_word_is_rewritten_where_it_stood(page, server):
    open_sheet(page, server)
    draw(page, hand.strokes("non merci", y=100))
    read(page, "non merci")

    page.get_by_role("button", name="non", exact=True).click()
    page.get_by_role("button", name="Récrire ce mot").click()
    draw(page, hand.strokes("oui", y=100))

    read(page, "oui merci")


def pointer(page, kind, type_, id_, x, y):
    page.locator("canvas").evaluate(
        """(canvas, [kind, type, id, x, y]) => {
            const { left, top } = canvas.getBoundingClientRect();
            canvas.setPointerCapture = () => {};
            canvas.dispatchEvent(new PointerEvent(kind, {
                pointerType: type, pointerId: id, clientX: left + x, clientY: top + y, pressure: 0.7, bubbles: true,
            }));
        }""",
        [kind, type_, id_, x, y],
    )


def test_a_palm_beside_the_pen_writes_nothing(page, server):
    open_sheet(page, server)

    pointer(page, "pointerdown", "touch", 5, 300, 200)
    pointer(page, "pointermove", "touch", 5, 320, 220)
    for path in hand.strokes("oui", y=100):
        (x, y), *rest = path[:, :2].tolist()
        pointer(page, "pointerdown", "pen", 1, x, y)
        for x, y in rest:
            pointer(page, "pointermove", "pen", 1, x, y)
        pointer(page, "pointerup", "pen", 1, x, y)
    pointer(page, "pointerup", "touch", 5, 320, 220)
    read(page, "oui")
    saved(page)

    ink = ink_of_draft(server, page)
    assert len(ink.strokes) == len(hand.strokes("oui"))
    assert {float(pressure) for stroke in ink.strokes for pressure in stroke[:, 3]} == {0.7}


def test_a_stroke_is_not_sent_before_the_pen_is_lifted(page, server):
    open_sheet(page, server)
    draw(page, hand.strokes("oui", y=100))
    read(page, "oui")
    corner = page.locator("canvas").bounding_box()

    page.mouse.move(corner["x"] + 300, corner["y"] + 60)
    page.mouse.down()
    for step in range(14):
        page.mouse.move(corner["x"] + 300 + step, corner["y"] + 60 + 3 * step)
        page.wait_for_timeout(100)  # longer in all than the pause that sends: the pen is still down
    before = len(ink_of_draft(server, page).strokes)
    page.mouse.up()
    page.locator(".status").filter(has_text="Pas encore").wait_for()
    saved(page)

    assert before == len(hand.strokes("oui"))
    assert len(ink_of_draft(server, page).strokes) == before + 1


def test_who_has_no_pen_is_told_of_the_other_ways_and_led_there(page, server):
    open_sheet(page, server)

    page.get_by_role("button", name="Agrandir la feuille").focus()
    page.keyboard.press("Tab")
    page.get_by_text("Écrire à la main demande une souris").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.get_by_role("tab", name="Taper", selected=True).wait_for()


def note(text):
    """A photographed note: ink on grey paper, with a shadow."""
    lines = [draw_line(hand.strokes(line), Hand()).picture for line in text.split("\n")]
    width = max(line.shape[1] for line in lines) + 120
    page = np.full((len(lines) * 90 + 80, width), 255, np.uint8)
    for number, line in enumerate(lines):
        page[50 + number * 90 : 50 + number * 90 + line.shape[0], 60 : 60 + line.shape[1]] = line
    shadow = np.linspace(0.95, 0.6, width)[None, :]
    kept_as = io.BytesIO()
    Image.fromarray((page * shadow).astype(np.uint8)).resize((2 * width, 2 * page.shape[0])).save(kept_as, "JPEG")
    return kept_as.getvalue()


@pytest.mark.parametrize("shown", [False, True])
def test_a_photographed_note_goes_the_same_way(page, server, shown):
    page.goto(server.address)
    page.get_by_role("tab", name="Une photo").click()

    content = note("Ma Livebox clignote\nen orange depuis hier")
    page.locator(".st-key-photo-file input[type=file]").set_input_files(
        {"name": "note.jpg", "mimeType": "image/jpeg", "buffer": content + bytes([shown])}
    )
    text = draft_text(page).input_value()
    kept(page)
    page.get_by_role("img", name="Votre note : 2 lignes trouvées").wait_for()
    if shown:
        page.get_by_text("Montrer ma photo à côté du texte").click()
    confirm(page, f"Photographe {shown:d}")

    assert text == "Ma Livebox clignote\nen orange depuis hier"
    assert page.get_by_role("img", name="Une note écrite à la main, photographiée").count() == shown
