"""A photographed note on its draft: what was read on it, line by line, and how to turn it."""

import io

import numpy as np
import pytest
from PIL import Image

from modalities.handwriting import Hand, Photo, decode_photo, encode_photo, turned
from modalities.handwriting._drawing import draw_line
from pages._house import house
from pages._note import framed, framed_lines
from tests.fixtures import hand
from tests.pages.conftest import button, kept_draft, said
from vocabulary import Draft, Recognition, Word

TEXT = ["Ma Livebox clignote", "depuis hier matin"]


def note(quarters: int = 0) -> Photo:
    """Two lines on white paper, turned."""
    lines = [draw_line(hand.strokes(line), Hand()).picture for line in TEXT]
    paper = np.full((400, 120 + max(line.shape[1] for line in lines)), 255, np.uint8)
    for number, line in enumerate(lines):
        paper[80 + 120 * number : 80 + 120 * number + line.shape[0], 60 : 60 + line.shape[1]] = line
    return turned(Photo(pixels=np.repeat(paper[..., None], 3, axis=2)), quarters)


@pytest.fixture
def draft_of(app, community):
    """Shows the draft of a photo that was read as it was held."""

    def show(photo: Photo, text: str | None = None):
        read = house().reader.read_photo(photo, language="fr", may_turn=False).recognition
        draft = Draft(text=read.text if text is None else text, author="", recognitions=(read,))
        kept = community.drafts.keep(draft, visit="this browser", photo=encode_photo(photo))
        app.query_params["draft"] = kept.id
        return app.run()

    return show


def shape_of_photo(app) -> tuple[int, ...]:
    photo = kept_draft(app).photo
    return decode_photo(house().community.kept.read(photo), name="note").pixels.shape


def test_the_lines_of_a_note_are_listed_with_their_words(draft_of):
    app = draft_of(note())

    (listed,) = [one.proto.body for one in app.get("html") if one.proto.body.startswith("<ol")]
    assert listed.count("<li>") == 2
    assert all(f"<li>{line}</li>" in listed for line in TEXT)
    assert not [one for one in app.button if one.label == "Tourner la photo"]  # it is well as it is


def test_a_note_that_is_read_without_sureness_is_turned_until_it_is_read(draft_of):
    app = draft_of(note(2))
    assert "Je ne suis pas sûr de ma lecture" in said(app)

    for _quarter in range(2):
        button(app, "Tourner la photo").click()
        app.run()

    assert kept_draft(app).draft.text == "\n".join(TEXT)
    assert shape_of_photo(app) == note().pixels.shape
    assert len(house().community.drafts.of_visit("this browser")) == 1


def test_turning_a_photo_keeps_a_text_that_its_author_touched(draft_of):
    app = draft_of(note(1), "Ce que je voulais dire")

    button(app, "Tourner la photo").click()
    app.run()

    assert kept_draft(app).draft.text == "Ce que je voulais dire"
    assert kept_draft(app).draft.recognitions[0].text == "\n".join(TEXT)
    assert shape_of_photo(app) == note().pixels.shape


def test_a_line_is_framed_around_its_own_words():
    words = [
        Word(text=text, box=box)
        for text, box in [("un", (10, 10, 30, 20)), ("deux", (40, 12, 80, 22)), ("trois", (10, 40, 60, 50))]
    ]
    read = Recognition(modality="handwriting", engine="scripted", text="un deux\ntrois", words=tuple(words))

    framed = framed_lines(read)

    assert framed == [((10, 10, 80, 22), tuple(words[:2])), ((10, 40, 60, 50), tuple(words[2:]))]


def test_frames_are_seen_on_black_paper(app, community):
    black = Photo(pixels=np.zeros((400, 600, 3), np.uint8))
    name = community.kept.put(encode_photo(black), "image/jpeg")

    drawn, _width = framed(name, ((200.0, 100.0, 300.0, 150.0),))

    light = np.asarray(Image.open(io.BytesIO(drawn)).convert("L")) > 180
    assert light[90:100, 200:300].any(axis=0).all()  # above the line
    assert light[100:150, 300:310].any(axis=1).all()  # right of it
