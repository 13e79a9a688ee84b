"""Pictures that stand alone: files, and what browsers send."""

import tracemalloc

import numpy as np
import pytest
from PIL import Image

from errors import CannotBeRead, EmptyInput, NoSuchFile, NotAPicture, TooManyBytes, TooManyPixels
from modalities.frames import LONGEST_SIDE, decode_jpeg, decode_picture, is_blank, views_of
from tests.frames.clips import encoded, jpeg_that_claims, png_that_claims

PICTURE = np.repeat(np.tile(np.arange(0, 240, dtype=np.uint8), (180, 1))[..., None], 3, axis=2)


@pytest.mark.parametrize(("suffix", "format_"), [(".jpg", "JPEG"), (".png", "PNG"), (".webp", "WEBP")])
def test_a_still_of_every_format_is_read(tmp_path, suffix, format_):
    path = tmp_path / f"hand{suffix}"
    path.write_bytes(encoded(PICTURE, format_))

    frame = decode_picture(path, name="hand")

    assert frame.shape == PICTURE.shape
    assert frame.dtype == np.uint8
    assert np.abs(frame.astype(int) - PICTURE).mean() < 4


def test_the_rotation_that_the_camera_noted_is_carried_out():
    exif = Image.Exif()
    exif[0x0112] = 6
    content = encoded(np.ascontiguousarray(np.rot90(PICTURE)), exif=exif)

    assert np.abs(decode_picture(content, name="hand").astype(int) - PICTURE).mean() < 4


def test_a_still_of_one_pixel_is_a_picture():
    assert decode_picture(encoded(PICTURE[:1, :1], "PNG"), name="dot").shape == (1, 1, 3)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        pytest.param(b"", EmptyInput, id="empty"),
        pytest.param(b"%PDF-1.7\n", NotAPicture, id="a PDF"),
        pytest.param(b"une main", NotAPicture, id="text"),
        pytest.param(b"GIF89a", NotAPicture, id="the head of a GIF"),
        pytest.param(encoded(PICTURE)[:2000], NotAPicture, id="cut off"),
        pytest.param(encoded(PICTURE, "PNG")[:200], NotAPicture, id="cut off PNG"),
        pytest.param(png_that_claims(8000, 8000), TooManyPixels, id="64 megapixels"),
        pytest.param(png_that_claims(60_000, 60_000), TooManyPixels, id="a bomb"),
    ],
)
def test_a_still_of_no_use_is_refused_by_name(content, error):
    with pytest.raises(error, match=r"hand\.png"):
        decode_picture(content, name="hand.png")


def test_files_that_are_missing_or_too_heavy(tmp_path):
    (tmp_path / "heavy.jpg").write_bytes(bytes(1_000_001))

    with pytest.raises(TooManyBytes):
        decode_picture(tmp_path / "heavy.jpg", name="heavy.jpg", megabytes=1)
    with pytest.raises(NoSuchFile):
        decode_picture(tmp_path / "missing.jpg", name="missing.jpg")
    with pytest.raises(NotAPicture):
        decode_picture(tmp_path, name="a folder")


def test_a_frame_of_a_browser_is_read():
    frame = decode_jpeg(encoded(PICTURE, quality=90))

    assert frame.shape == PICTURE.shape
    assert np.abs(frame.astype(int) - PICTURE).mean() < 4


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_frame_in_other_colours_becomes_rgb(mode):
    import io

    out = io.BytesIO()
    Image.fromarray(PICTURE).convert(mode).save(out, "JPEG")

    frame = decode_jpeg(out.getvalue())

    assert frame.shape == PICTURE.shape
    assert np.abs(frame.astype(int) - PICTURE).mean() < 6


def test_a_frame_in_4k_is_made_smaller_without_being_squeezed():
    frame = decode_jpeg(encoded(np.zeros((2160, 3840, 3), np.uint8)))

    assert frame.shape == (720, LONGEST_SIDE, 3)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        pytest.param(b"", EmptyInput, id="empty"),
        pytest.param(b"\x00" * 4000, NotAPicture, id="zeros"),
        pytest.param(b"\xff\xd8\xff" + b"\x00" * 400, NotAPicture, id="the head of a JPEG"),
        pytest.param(encoded(PICTURE, "PNG"), NotAPicture, id="a PNG"),
        pytest.param(b"%PDF-1.7\n", NotAPicture, id="a PDF"),
        pytest.param(encoded(PICTURE)[:2000], NotAPicture, id="cut off"),
        pytest.param(encoded(PICTURE)[:-400], NotAPicture, id="cut off near its end"),
        pytest.param(jpeg_that_claims(65_000, 65_000), TooManyPixels, id="a bomb"),
        pytest.param(jpeg_that_claims(4097, 2305), TooManyPixels, id="more than 4K"),
        pytest.param(bytes(4_000_001), TooManyBytes, id="heavy"),
    ],
)
def test_a_frame_of_no_use_is_refused(content, error):
    with pytest.raises(CannotBeRead) as refused:
        decode_jpeg(content)

    assert refused.type is error


def test_less_may_be_allowed():
    content = encoded(PICTURE)

    with pytest.raises(TooManyPixels):
        decode_jpeg(content, most_pixels=PICTURE.shape[0] * PICTURE.shape[1] - 1)
    with pytest.raises(TooManyBytes):
        decode_jpeg(content, most_bytes=len(content) - 1)
    decode_jpeg(content, most_pixels=PICTURE.shape[0] * PICTURE.shape[1], most_bytes=len(content))


def test_a_bomb_takes_no_memory():
    bombs = [(decode_jpeg, jpeg_that_claims(65_000, 65_000))]
    bombs += [(lambda content: decode_picture(content, name="bomb"), png_that_claims(60_000, 60_000))]
    for decode, content in bombs:
        tracemalloc.start()
        with pytest.raises(TooManyPixels):
            decode(content)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()

        assert most < 1_000_000


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_no_damage_to_a_frame_is_met_by_surprise(cut):
    """Each is a picture or a sentence; anything else would end the stream."""
    content = bytearray(encoded(PICTURE))
    spoilt = np.random.default_rng(cut).integers(0, len(content), 12)
    for place in spoilt:
        content[place] ^= 0x55

    try:
        frame = decode_jpeg(bytes(content))
    except CannotBeRead:
        return
    assert frame.ndim == 3


@pytest.mark.parametrize("shape", [(1, 1, 3), (480, 640, 3), (2160, 3840, 3)])
def test_a_picture_of_one_colour_is_blank_and_another_is_not(shape):
    frame = np.full(shape, 77, np.uint8)
    assert is_blank(frame)

    frame[:, : max(1, shape[1] // 2)] = 78

    assert is_blank(frame) is (shape[0] == 1)


@pytest.mark.parametrize(
    ("width", "height", "views"),
    [
        pytest.param(1280, 360, [640, 640], id="two side by side"),
        pytest.param(1920, 360, [640, 640, 640], id="three"),
        pytest.param(640, 480, [640], id="a camera"),
        pytest.param(2560, 1080, [2560], id="a wide camera"),
        pytest.param(480, 640, [480], id="upright"),
        pytest.param(3, 1, [2, 1], id="tiny"),
    ],
)
def test_only_what_is_much_wider_than_a_camera_is_several_views(width, height, views):
    frame = np.arange(width, dtype=np.uint16).astype(np.uint8)[None, :, None].repeat(height, 0).repeat(3, 2)

    found = views_of(frame)

    assert [view.shape for view in found] == [(height, one, 3) for one in views]
    assert np.array_equal(np.concatenate(found, axis=1), frame)
