"""Moving pictures: GIF, MP4, WebM."""

import tracemalloc

import numpy as np
import pytest

from errors import CafeError, EmptyInput, NoSuchFile, NotAClip, TooLong, TooManyBytes, TooManyPixels
from modalities.frames import LONGEST_SIDE, frames_of
from tests.frames.clips import encoded, gif_that_claims, grey_levels, write_clip

SUFFIXES = (".gif", ".mp4", ".webm", ".mov")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_picture_comes_in_order_with_its_time(tmp_path, suffix):
    path = write_clip(tmp_path / f"clip{suffix}", grey_levels(20))

    shown = list(frames_of(path, name="clip"))

    assert [one.t_ms for one in shown] == [40 * number for number in range(20)]
    levels = [float(one.frame.mean()) for one in shown]
    assert np.abs(np.array(levels) - [frame.mean() for frame in grey_levels(20)]).max() < 8
    assert all(one.frame.shape == (240, 320, 3) and one.frame.dtype == np.uint8 for one in shown)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_4k_is_made_smaller_without_being_squeezed(tmp_path, suffix):
    path = write_clip(tmp_path / f"clip{suffix}", grey_levels(2, 3840, 2160))

    shown = list(frames_of(path, name="clip"))

    assert [one.frame.shape for one in shown] == [(720, LONGEST_SIDE, 3)] * 2


def test_real_recordings_are_read(shared_data):
    counts = {}
    for path in sorted((shared_data / "gesture_videos").glob("*.gif")):
        shown = list(frames_of(path, name=path.name))
        times = [one.t_ms for one in shown]
        assert times == sorted(set(times))
        counts[path.name] = (len(shown), times[-1])

    assert counts["swipe_left.gif"] == (41, 1600)
    assert counts["swipe_left_right.gif"] == (80, 5270)


def test_only_a_few_pictures_are_in_memory_at_once(tmp_path):
    path = write_clip(tmp_path / "long.mp4", grey_levels(60, 1280, 720))
    tracemalloc.start()

    count = sum(1 for _ in frames_of(path, name="long"))

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 60
    assert most < 8 * 1280 * 720 * 3


def test_who_stops_early_leaves_the_file_alone(tmp_path):
    path = write_clip(tmp_path / "clip.webm", grey_levels(5))
    frames = frames_of(path, name="clip")
    next(frames)

    del frames  # an open file would be a ResourceWarning, which fails the run

    path.unlink()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_of_a_clip_that_is_cut_off_comes_what_can_be_read(tmp_path, suffix):
    rng = np.random.default_rng(1)
    noisy = [rng.integers(0, 255, (120, 160, 3)).astype(np.uint8) for _ in range(20)]
    whole = write_clip(tmp_path / f"whole{suffix}", noisy)
    content = whole.read_bytes()
    seen = []
    for part in (0.1, 0.5, 0.9):
        cut = tmp_path / f"cut{suffix}"
        cut.write_bytes(content[: int(len(content) * part)])
        try:
            seen.append(len(list(frames_of(cut, name="cut"))))
        except NotAClip:
            seen.append(0)

    assert seen == sorted(seen)
    assert seen[-1] < 20
    assert seen[-1] > 10 or suffix in (".mp4", ".mov")  # whose table of contents stands at the end


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("seed", range(6))
def test_no_damage_to_a_clip_is_met_by_surprise(tmp_path, suffix, seed):
    path = write_clip(tmp_path / f"clip{suffix}", grey_levels(6))
    content = bytearray(path.read_bytes())
    for place in np.random.default_rng(seed).integers(0, len(content), 20):
        content[place] ^= 0x5A
    path.write_bytes(content)

    try:
        shown = list(frames_of(path, name="clip"))
    except CafeError:
        return
    assert all(one.frame.ndim == 3 for one in shown)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        pytest.param(b"", EmptyInput, id="empty"),
        pytest.param(b"bonjour " * 400, NotAClip, id="text"),
        pytest.param(b"%PDF-1.7\n" + bytes(4000), NotAClip, id="a PDF"),
        pytest.param(b"ffconcat version 1.0\nfile '/etc/passwd'\n", NotAClip, id="a list of files"),
        pytest.param(b"#EXTM3U\n#EXTINF:1,\nhttp://localhost/x.ts\n", NotAClip, id="a playlist"),
        pytest.param(gif_that_claims(60_000, 60_000), (NotAClip, TooManyPixels), id="a bomb"),
        pytest.param(gif_that_claims(5000, 5000), TooManyPixels, id="more than 4K"),
        pytest.param(b"GIF89a\x10\x00\x10\x00\x00\x00\x00;", NotAClip, id="a GIF without pictures"),
    ],
)
def test_what_is_no_clip_is_refused_by_name(tmp_path, content, error):
    for suffix in (".mp4", ".webm", ".gif"):
        path = tmp_path / f"clip{suffix}"
        path.write_bytes(content)

        with pytest.raises(error, match="clip"):
            frames_of(path, name=path.name)


def test_a_recording_of_sound_alone_has_no_pictures(tmp_path):
    import av

    path = tmp_path / "sound.webm"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libopus", rate=48_000)
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 4800), np.int16), format="s16", layout="mono")
        silence.sample_rate = 48_000
        container.mux(stream.encode(silence))
        container.mux(stream.encode())

    with pytest.raises(NotAClip, match="images"):
        frames_of(path, name="sound.webm")


def test_one_pixel_is_a_clip(tmp_path):
    path = tmp_path / "dot.gif"
    path.write_bytes(encoded(np.zeros((1, 1), np.uint8), "GIF"))

    (only,) = frames_of(path, name="dot.gif")

    assert only.frame.shape == (1, 1, 3)


def test_files_that_are_missing_too_heavy_or_folders(tmp_path):
    path = write_clip(tmp_path / "clip.mp4", grey_levels(3))
    (tmp_path / "folder.mp4").mkdir()

    with pytest.raises(NoSuchFile):
        frames_of(tmp_path / "missing.mp4", name="missing.mp4")
    with pytest.raises(TooManyBytes):
        frames_of(path, name="clip", megabytes=0)
    with pytest.raises(NotAClip):
        frames_of(tmp_path / "folder.mp4", name="folder.mp4")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_clip_that_lasts_too_long_is_refused(tmp_path, suffix):
    path = write_clip(tmp_path / f"clip{suffix}", grey_levels(30), rate=10)

    with pytest.raises(TooLong, match="clip"):
        list(frames_of(path, name="clip", minutes=2 / 60))
