"""What is kept with a draft of what was handed in as files."""

import io

import numpy as np
import pytest
from PIL import ExifTags, Image

from modalities.handwriting import Ink, Photo, decode_photo, sheet_from_json, turned
from modalities.speech import SAMPLE_RATE, Clip, decode
from pipelines.handing_in import HandedIn, kept_with_draft
from tests.fixtures import hand
from vocabulary import Recognition, Word


def read(text: str, *, box=None, start=None) -> Recognition:
    word = Word(text=text, box=box, start=start, end=start)
    return Recognition(modality="handwriting", engine="scripted", text=text, words=(word,))


def test_typed_text_leaves_no_file():
    recognitions, files = kept_with_draft([HandedIn(name="-", recognition=read("oui"))])

    assert [one.text for one in recognitions] == ["oui"]
    assert files == {}


def test_an_ink_without_strokes_leaves_no_sheet():
    nothing = Ink(strokes=(), width=1.0, height=1.0)

    _recognitions, files = kept_with_draft([HandedIn(name="a.json", recognition=read(""), what=nothing)])

    assert files == {}


def test_inks_stand_below_each_other_in_place_and_in_time_and_nothing_is_lost():
    inks = [hand.ink("oui"), Ink(strokes=(), width=1.0, height=1.0), hand.ink("non")]

    _recognitions, files = kept_with_draft([HandedIn(name="a", recognition=read(""), what=one) for one in inks])

    sheet = sheet_from_json(files["ink"])
    first, second = sheet.ink.strokes[: len(inks[0].strokes)], sheet.ink.strokes[len(inks[0].strokes) :]
    assert len(second) == len(inks[2].strokes)
    assert max(stroke[:, 1].max() for stroke in first) < min(stroke[:, 1].min() for stroke in second)
    assert first[-1][-1, 2] < second[0][0, 2]
    assert sheet.height >= max(stroke[:, 1].max() for stroke in second)


def test_words_are_told_where_their_ink_lies_now():
    handed = [
        HandedIn(name="a", recognition=read("oui", box=(40.0, 30.0, 90.0, 90.0)), what=hand.ink("oui")),
        HandedIn(name="a", recognition=read("non", box=(40.0, 30.0, 90.0, 90.0)), what=hand.ink("non")),
    ]

    (first, second), files = kept_with_draft(handed)

    strokes = sheet_from_json(files["ink"]).ink.strokes[len(hand.strokes("oui")) :]
    down = strokes[0][0, 1] - hand.strokes("non")[0][0, 1]
    assert first.words[0].box == (40.0, 30.0, 90.0, 90.0)
    assert second.words[0].box == pytest.approx((40.0, 30.0 + down, 90.0, 90.0 + down), abs=0.06)


def test_ink_in_hundredths_of_a_millimetre_is_brought_to_a_size_that_can_be_seen():
    drawn = hand.strokes("oui")
    large = Ink(strokes=tuple(stroke * (30, 30, 1, 1) for stroke in drawn), width=18_000.0, height=9_000.0)

    (one,), files = kept_with_draft(
        [HandedIn(name="a", recognition=read("oui", box=(900.0, 900.0, 1800.0, 2700.0)), what=large)]
    )

    sheet = sheet_from_json(files["ink"])
    scale = sheet.ink.strokes[0][0, 0] / large.strokes[0][0, 0]
    assert max(np.ptp(stroke[:, 1]) for stroke in sheet.ink.strokes) < 100
    assert sheet.ink.strokes[-1][-1, :2] == pytest.approx(large.strokes[-1][-1, :2] * scale, abs=0.5)
    assert one.words[0].box == pytest.approx([edge * scale for edge in (900.0, 900.0, 1800.0, 2700.0)], abs=0.5)


def test_a_canvas_that_no_screen_holds_is_cut_to_one_that_does():
    vast = Ink(strokes=tuple(hand.strokes("oui")), width=1e6, height=1e6)

    _one, files = kept_with_draft([HandedIn(name="a", recognition=read("oui"), what=vast)])

    sheet = sheet_from_json(files["ink"])
    assert (sheet.width, sheet.height) == (2000.0, 2000.0)


def test_ink_that_a_screen_holds_keeps_its_size():
    drawn = [stroke * (3, 3, 1, 1) for stroke in hand.strokes("oui")]
    wide = Ink(strokes=tuple(drawn), width=1920.0, height=1080.0)

    _one, files = kept_with_draft([HandedIn(name="a", recognition=read("oui"), what=wide)])

    sheet = sheet_from_json(files["ink"])
    assert sheet.width == 1920.0
    assert sheet.ink.strokes[0][:, :2] == pytest.approx(drawn[0][:, :2], abs=0.06)


def test_recordings_follow_each_other_and_their_words_keep_their_moments():
    clips = [Clip(samples=np.full(2 * SAMPLE_RATE, part, np.float32)) for part in (0.25, 0.5)]

    (first, second), files = kept_with_draft(
        [HandedIn(name="a.mp3", recognition=read("oui", start=1.0), what=clip) for clip in clips]
    )

    assert files["media_type"] == "audio/wav"
    whole = decode(files["recording"], name="whole").samples
    for recognition, loudness in ((first, 0.25), (second, 0.5)):
        moment = recognition.words[0].start
        assert moment is not None
        assert whole[round(moment * SAMPLE_RATE)] == pytest.approx(loudness, abs=1e-3)


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [("wav", "audio/wav"), ("mp3", "audio/mpeg"), ("M4A", "audio/mp4"), ("flac", "audio/flac"), ("ogg", "audio/ogg")],
)
def test_a_lone_recording_is_kept_byte_for_byte(tmp_path, suffix, media_type):
    (tmp_path / f"a.{suffix}").write_bytes(b"as it was")
    clip = Clip(samples=np.zeros(10, np.float32))

    _one, files = kept_with_draft([HandedIn(name=str(tmp_path / f"a.{suffix}"), recognition=read("oui"), what=clip)])

    assert files == {"recording": b"as it was", "media_type": media_type}


@pytest.mark.parametrize("format_", ["PNG", "JPEG"])
def test_of_a_photo_the_picture_is_kept_and_not_where_it_was_taken(tmp_path, format_):
    beside = Image.Exif()
    beside[ExifTags.Base.Make] = "a camera of Ana's"
    beside.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (48.0, 51.0, 24.0)
    Image.new("RGB", (40, 30), (200, 10, 10)).save(tmp_path / "note.jpg", format_, exif=beside)
    photo = decode_photo(tmp_path / "note.jpg", name="note")

    _one, files = kept_with_draft([HandedIn(name=str(tmp_path / "note.jpg"), recognition=read("oui"), what=photo)])

    kept = Image.open(io.BytesIO(files["photo"]))
    assert (kept.format, kept.size, files["photo_type"]) == ("JPEG", (40, 30), "image/jpeg")
    assert not kept.getexif()
    assert b"Ana" not in files["photo"]


def test_a_photo_that_was_turned_to_be_read_is_kept_turned(tmp_path):
    Image.new("RGB", (60, 30), "white").save(tmp_path / "note.jpg")
    photo = turned(decode_photo(tmp_path / "note.jpg", name="note"), 1)

    _one, files = kept_with_draft([HandedIn(name=str(tmp_path / "note.jpg"), recognition=read("oui"), what=photo)])

    assert decode_photo(files["photo"], name="kept").pixels.shape == (60, 30, 3)


def test_a_photo_that_no_jpeg_could_hold_is_kept_smaller(tmp_path):
    Image.new("RGB", (10, 70_000), "white").save(tmp_path / "note.png")
    photo = decode_photo(tmp_path / "note.png", name="note")

    _one, files = kept_with_draft([HandedIn(name=str(tmp_path / "note.png"), recognition=read("oui"), what=photo)])

    assert Image.open(io.BytesIO(files["photo"])).size == photo.pixels.shape[1::-1]


@pytest.mark.parametrize("scale", [1, 12])
def test_photos_lie_below_each_other_and_their_words_where_they_are_seen(scale):
    dark = [np.full((300 * scale, 400 * scale, 3), 255, np.uint8) for _ in range(2)]
    for pixels in dark:
        pixels[100 * scale : 200 * scale, 50 * scale : 350 * scale] = 0
    box = (50.0 * scale, 100.0 * scale, 350.0 * scale, 200.0 * scale)

    recognitions, files = kept_with_draft(
        [HandedIn(name="a.jpg", recognition=read("oui", box=box), what=Photo(pixels=one)) for one in dark]
    )

    whole = decode_photo(files["photo"], name="whole")
    assert Image.open(io.BytesIO(files["photo"])).size == whole.pixels.shape[1::-1]  # it is not made smaller again
    for one in recognitions:
        left, top, right, bottom = (round(edge) for edge in one.words[0].box)
        assert whole.pixels[top + 3 : bottom - 3, left + 3 : right - 3].max() < 40
        assert whole.pixels[top - 8 : top - 3, left:right].min() > 200
        assert whole.pixels[bottom + 3 : bottom + 8, left:right].min() > 200
    assert recognitions[1].words[0].box[1] > recognitions[0].words[0].box[3]
