"""Photographs on a card: small, without what their files also hold, and never a reason to fail."""

import base64
import io
import re
import struct
import zlib

import pytest
from PIL import Image

from modalities import load, picture
from modalities.picture import Photo
from modalities.picture._photos import thumbnail
from tests.picture.test_card import LABELS, LINK, known, said
from vocabulary import Answer

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60">{}</svg>'


@pytest.fixture(scope="module")
def painter():
    return load(picture, "card")


def photo(content, media_type="image/jpeg", alt="Une box sur une étagère."):
    return Photo(content=content, media_type=media_type, alt=alt)


def jpeg(size=(1600, 1200), **saved):
    file = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(file, "JPEG", **saved)
    return file.getvalue()


def png(size=(300, 200)):
    file = io.BytesIO()
    Image.new("RGBA", size, (200, 30, 30, 120)).save(file, "PNG")
    return file.getvalue()


def embedded(found):
    return base64.b64decode(found.address.partition(",")[2])


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(jpeg(), "image/jpeg"), (png(), "image/png"), (SVG.format('<path d="M0 0h9v9z"/>').encode(), "image/svg+xml")],
    ids=["photograph", "drawing", "svg"],
)
def test_a_photograph_is_on_the_card_with_its_words_beside_it(painter, content, media_type):
    card = painter.draw(known("Attendez."), link=LINK, labels=LABELS, photos=[photo(content, media_type)])

    assert card.svg.count("<image ") == 1
    assert "Une box sur une étagère." in said(card.svg)
    assert "Photo\u00a0: Une box sur une étagère." in card.alt
    assert len(card.svg) < 700_000


def test_what_a_file_holds_beside_its_pixels_is_left_behind(painter):
    exif = Image.Exif()
    exif[0x010E] = "12 rue des Lilas"
    exif[0x0112] = 6  # lies on its side

    found = thumbnail(photo(jpeg((400, 200), exif=exif)), painter.typeface)

    assert b"Lilas" not in embedded(found)
    assert (found.width, found.height) == (200, 400)


def test_a_large_photograph_is_embedded_small(painter):
    found = thumbnail(photo(jpeg((2400, 1800))), painter.typeface)

    assert max(found.width, found.height) == 680
    assert len(embedded(found)) < 500_000


@pytest.mark.parametrize(
    "broken",
    [
        photo(None),
        photo(b""),
        photo(b"not a picture"),
        photo(jpeg()[:2000]),
        photo(b"x" * 13_000_000),
        photo(SVG.format('<image href="/etc/hostname.png"/>').encode(), "image/svg+xml"),
        photo(SVG.format("<use href='http://example.org/a.svg#b'/>").encode(), "image/svg+xml"),
        photo(b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode(), "image/svg+xml"),
        photo(SVG.format('<rect fill="url(http://example.org/a.svg#b)"/>').encode(), "image/svg+xml"),
        photo(b"\xff\xfe<svg", "image/svg+xml"),
        photo(b"<svg", "image/svg+xml"),
    ],
    ids=range(11),
)
def test_a_picture_that_cannot_be_shown_is_said_and_stops_nothing(painter, broken):
    card = painter.draw(known("Attendez."), link=LINK, labels=LABELS, photos=[broken])

    assert "<image" not in card.svg
    assert LABELS["no_photo"] in said(card.svg)
    assert re.sub(r"\s+", " ", said(card.svg)).count("Une box sur une étagère.") == 1


def test_a_picture_of_very_many_pixels_is_not_opened(painter):
    content = bytearray(png((8, 8)))
    content[16:24] = struct.pack(">II", 20_000, 20_000)  # what its header says, before any pixel is read
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))

    assert thumbnail(photo(bytes(content), "image/png"), painter.typeface) is None


def test_at_most_three_photographs_are_drawn(painter):
    photos = [photo(png(), "image/png", alt=f"Image {number}.") for number in range(5)]

    card = painter.draw(known("Attendez."), link=LINK, labels=LABELS, photos=photos)

    assert card.svg.count("<image ") == 3
    assert "Image 3" not in card.alt


def test_an_answer_that_nobody_knows_shows_no_photograph(painter):
    card = painter.draw(Answer(text=""), link=LINK, labels=LABELS, photos=[photo(png(), "image/png")])

    assert "<image" not in card.svg
