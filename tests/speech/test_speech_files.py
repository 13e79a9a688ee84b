"""From files, good and bad, to sound."""

import io
import struct
import wave

import av
import numpy as np
import pytest

from errors import CafeError, EmptyInput, NoSuchFile, TooLong, TooManyBytes, Unreadable
from modalities.speech import SAMPLE_RATE, Clip, decode, encode_wav


def tone(seconds: float, rate: int = SAMPLE_RATE, hertz: float = 440.0) -> np.ndarray:
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def wav(samples: np.ndarray, rate: int, *, channels: int = 1) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(channels)
        written.setsampwidth(2)
        written.setframerate(rate)
        written.writeframes(np.repeat((samples * 32767).astype("<i2"), channels).tobytes())
    return file.getvalue()


def float_wav(samples: np.ndarray, rate: int) -> bytes:
    body = samples.astype("<f4").tobytes()
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 3, 1, rate, rate * 4, 4, 32)
    return (
        b"RIFF"
        + struct.pack("<I", 4 + len(form) + 8 + len(body))
        + b"WAVE"
        + form
        + b"data"
        + struct.pack("<I", len(body))
        + body
    )


def coded(format: str, codec: str, *, seconds: float = 1.0, video: bool = False) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format=format) as container:
        if video:
            pictures = container.add_stream("mpeg4", rate=10)
            pictures.width = pictures.height = 64
        sound = container.add_stream(codec, rate=48_000, layout="mono")
        if video:
            for _ in range(round(10 * seconds)):
                picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), dtype=np.uint8), format="rgb24")
                container.mux(pictures.encode(picture))
            container.mux(pictures.encode(None))
        frame = av.AudioFrame.from_ndarray(
            (tone(seconds, 48_000) * 32767).astype("<i2")[None], format="s16", layout="mono"
        )
        frame.sample_rate = 48_000
        for part in av.AudioResampler(
            format=sound.format, layout="mono", rate=48_000, frame_size=sound.frame_size or 1024
        ).resample(frame):
            container.mux(sound.encode(part))
        container.mux(sound.encode(None))
    return file.getvalue()


def loudest_frequency(clip: Clip) -> float:
    return float(np.abs(np.fft.rfft(clip.samples)).argmax() / clip.seconds)


@pytest.mark.parametrize(
    "sound",
    [
        pytest.param(wav(tone(1, 8_000), 8_000), id="8 kHz mono wav"),
        pytest.param(wav(tone(1, 48_000), 48_000, channels=2), id="48 kHz stereo wav"),
        pytest.param(float_wav(tone(1), SAMPLE_RATE), id="32-bit float wav"),
        pytest.param(coded("flac", "flac"), id="flac"),
        pytest.param(coded("mp3", "libmp3lame"), id="mp3"),
        pytest.param(coded("ogg", "libopus"), id="ogg"),
        pytest.param(coded("webm", "libopus"), id="webm"),
        pytest.param(coded("mp4", "aac"), id="m4a"),
        pytest.param(coded("mp4", "aac", video=True), id="the sound track of a video"),
    ],
)
def test_sound_of_any_format_comes_out_as_mono_at_16_khz(sound):
    clip = decode(sound, name="son")

    assert clip.samples.dtype == np.float32
    assert clip.samples.ndim == 1
    assert clip.seconds == pytest.approx(1.0, abs=0.1)
    assert loudest_frequency(clip) == pytest.approx(440, abs=2)
    assert 0.3 < np.abs(clip.samples).max() <= 1.0


def test_a_file_is_read_like_its_bytes(tmp_path):
    (tmp_path / "son.wav").write_bytes(wav(tone(0.5), SAMPLE_RATE))

    clip = decode(tmp_path / "son.wav", name="son.wav")

    assert clip.seconds == pytest.approx(0.5)


def test_a_recording_survives_being_written_and_read_again():
    clip = Clip(samples=tone(0.5))

    again = decode(encode_wav(clip), name="son")

    assert np.abs(again.samples - clip.samples).max() < 1e-3


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(NoSuchFile, match=r"absent\.wav"):
        decode(tmp_path / "absent.wav", name="absent.wav")


def test_a_folder_is_not_a_recording(tmp_path):
    with pytest.raises(Unreadable, match="dossier"):
        decode(tmp_path, name="dossier")


@pytest.mark.parametrize(
    "nothing",
    [
        pytest.param(b"", id="a file of 0 bytes"),
        pytest.param(wav(np.zeros(0, np.float32), SAMPLE_RATE), id="a wav without samples"),
    ],
)
def test_what_holds_no_sound_at_all_is_said_to_be_empty(nothing):
    with pytest.raises(EmptyInput, match="vide"):
        decode(nothing, name="vide.wav")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(b"Bonjour, ceci est un texte.\n" * 50, id="a text"),
        pytest.param(bytes(range(256)) * 64, id="any bytes"),
        pytest.param(np.random.default_rng(1).bytes(40_000), id="random bytes"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(200), id="a picture"),
        pytest.param(wav(tone(1), SAMPLE_RATE)[:20], id="a wav cut in its header"),
        pytest.param(coded("mp4", "aac")[:300], id="an m4a cut before its index"),
        pytest.param(b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n", id="a playlist naming another file"),
        pytest.param(b"ffconcat version 1.0\nfile /etc/hostname\n", id="a list of other files"),
    ],
)
def test_what_is_no_sound_is_refused_with_a_reason(other):
    with pytest.raises((Unreadable, EmptyInput)) as refused:
        decode(other, name="mystère.mp3")

    assert "mystère.mp3" in refused.value.said()


def test_a_silent_video_is_said_to_have_no_sound_track():
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        pictures = container.add_stream("mpeg4", rate=10)
        pictures.width = pictures.height = 64
        container.mux(pictures.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")))
        container.mux(pictures.encode(None))

    with pytest.raises(Unreadable, match="piste sonore"):
        decode(file.getvalue(), name="film.mp4")


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param(wav(tone(2), SAMPLE_RATE), id="wav"),
        pytest.param(coded("mp3", "libmp3lame", seconds=2), id="mp3"),
        pytest.param(coded("ogg", "libopus", seconds=2), id="ogg"),
        pytest.param(coded("flac", "flac", seconds=2), id="flac"),
    ],
)
def test_a_truncated_file_gives_what_is_left_of_it(whole):
    clip = decode(whole[: len(whole) * 6 // 10], name="coupé")

    assert 0.5 < clip.seconds < 2.0
    assert loudest_frequency(clip) == pytest.approx(440, abs=3)


def test_impossible_numbers_in_a_float_file_become_silence_and_too_loud_a_sound_is_turned_down():
    samples = tone(0.5) * 8
    samples[100:110] = np.nan
    samples[200] = np.inf

    clip = decode(float_wav(samples, SAMPLE_RATE), name="float")

    assert np.isfinite(clip.samples).all()
    assert np.abs(clip.samples).max() <= 1.0


def test_a_file_over_the_limit_is_refused_and_says_the_limit():
    with pytest.raises(TooLong, match="1 minutes"):
        decode(wav(np.zeros(62 * 8_000, np.float32), 8_000), name="long.wav", minutes=1)


def test_a_file_just_at_the_limit_is_taken_with_the_padding_of_its_coder():
    clip = decode(wav(np.zeros(round(60.05 * 8_000), np.float32), 8_000), name="juste.wav", minutes=1)

    assert clip.seconds == pytest.approx(60.05, abs=0.01)


def test_a_heavy_file_is_refused_before_it_is_read():
    with pytest.raises(TooManyBytes, match=r"0\.01"):
        decode(wav(tone(1), SAMPLE_RATE), name="lourd.wav", megabytes=0.01)


def test_a_small_file_that_claims_to_last_for_hours_does_not_fill_the_memory():
    bomb = wav(np.zeros(60_000, np.float32), 1)

    with pytest.raises(CafeError):
        decode(bomb, name="piège.wav")
