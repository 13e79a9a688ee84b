"""A photographed note goes the way of what is written on the sheet; its lines are shown on it."""

import io

import numpy as np
import pytest
from PIL import Image

from modalities.handwriting import Hand
from modalities.handwriting._drawing import draw_line
from tests.browser.ways import draft_text, settled
from tests.fixtures import hand

TEXT = ["Ma Livebox clignote", "depuis hier matin"]


def note_upside_down() -> bytes:
    lines = [draw_line(hand.strokes(line), Hand()).picture for line in TEXT]
    paper = np.full((400, 700), 255, np.uint8)
    for number, line in enumerate(lines):
        paper[80 + 120 * number : 80 + 120 * number + line.shape[0], 60 : 60 + line.shape[1]] = line
    content = io.BytesIO()
    Image.fromarray(paper).rotate(180).save(content, "JPEG")
    return content.getvalue()


@pytest.mark.parametrize("width", [360, 1100])
def test_a_note_that_was_held_upside_down_is_read_and_shown_upright(open_page, server, width):
    page = open_page(viewport={"width": width, "height": 900})
    page.goto(server.address)
    page.get_by_role("tab", name="Une photo").click()

    note = {"name": f"note-{width}.jpg", "mimeType": "image/jpeg", "buffer": note_upside_down()}
    page.locator(".st-key-photo-file input[type=file]").set_input_files(note)

    assert draft_text(page).input_value() == "\n".join(TEXT)
    settled(page)
    assert page.locator("ol.read-lines > li").all_inner_texts() == TEXT
    photo = page.get_by_role("img", name="Votre note : 2 lignes trouvées")
    assert photo.bounding_box()["width"] <= min(width, 640)
    photo.hover()
    assert not page.get_by_role("button", name="Plein écran").is_visible()
