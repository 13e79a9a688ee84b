"""From a file or a recording, whatever its format, to the sound that recognisers are given.

PyAV does it; no program is run.
"""

import io
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

import numpy as np
from numpy.typing import NDArray

from errors import N_, EmptyInput, NoSuchFile, TooLong, TooManyBytes, Unreadable
from modalities.speech import SAMPLE_RATE, Clip

LIMIT_MINUTES = 10.0
LIMIT_MEGABYTES = 200.0

_TOLERANCE_S = 1.0
"""Coders pad: ten minutes of speech, saved as mp3, last a little longer."""

_CONTAINERS = "aac,aiff,amr,asf,au,avi,caf,flac,matroska,mov,mp3,mpeg,mpegts,ogg,w64,wav,webm"
"""FFmpeg also reads playlists, which name other files and addresses to open. Nobody needs these to speak to us."""


def decode(
    source: bytes | Path, *, name: str, minutes: float = LIMIT_MINUTES, megabytes: float = LIMIT_MEGABYTES
) -> Clip:
    """The sound of a file, or the sound track of a video; ``name`` is what error sentences call it.

    A truncated or partly damaged file gives what could be read of it. Raises ``NoSuchFile``, ``EmptyInput``,
    ``TooManyBytes``, ``Unreadable``, and ``TooLong`` as soon as the limit is passed, without decoding the rest.
    """
    if isinstance(source, bytes):
        _check_size(len(source), name, megabytes)
        return _decoded(io.BytesIO(source), name, minutes)
    try:
        with source.open("rb") as file:
            _check_size(source.stat().st_size, name, megabytes)
            return _decoded(file, name, minutes)
    except FileNotFoundError as missing:
        raise NoSuchFile(name=name) from missing
    except IsADirectoryError as folder:
        raise Unreadable(name=name, why=N_("c’est un dossier")) from folder
    except PermissionError as refused:
        raise Unreadable(name=name, why=N_("la lecture en est refusée")) from refused


def encode_wav(clip: Clip) -> bytes:
    """A wav file of the clip: mono, 16 bits, ``SAMPLE_RATE``."""
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(SAMPLE_RATE)
        wav.writeframes((np.clip(clip.samples, -1.0, 1.0) * 32767).astype("<i2").tobytes())
    return file.getvalue()


def _check_size(size: int, name: str, megabytes: float) -> None:
    if size == 0:
        raise EmptyInput(name=name)
    if size > megabytes * 1e6:
        raise TooManyBytes(name=name, limit=f"{megabytes:g}")


def _decoded(file: IO[bytes], name: str, minutes: float) -> Clip:
    import av

    most_s = minutes * 60 + _TOLERANCE_S
    parts: list[NDArray[np.float32]] = []
    length = 0
    try:
        with av.open(file, options={"format_whitelist": _CONTAINERS}) as container:
            if not container.streams.audio:
                raise Unreadable(name=name, why=N_("il n’a pas de piste sonore"))
            for part in _parts(container, most_s):
                parts.append(part)
                length += len(part)
                if length > most_s * SAMPLE_RATE:
                    raise _LongerThanAllowed
    except _LongerThanAllowed as longer:
        raise TooLong(name=name, limit=f"{minutes:g}") from longer
    except (av.FFmpegError, ValueError) as error:
        raise Unreadable(name=name, why=N_("ce n’est pas du son, ou il est abîmé")) from error
    if not length:
        raise EmptyInput(name=name)
    return Clip(samples=_within_bounds(np.concatenate(parts)))


class _LongerThanAllowed(Exception):
    pass


def _parts(container: Any, most_s: float) -> Iterator[NDArray[np.float32]]:
    """The sound, mono and resampled, bit by bit; packets that are damaged are left out."""
    import av

    resampler = av.AudioResampler(format="fltp", rate=SAMPLE_RATE)
    damaged, read = None, False
    for packet in _packets(container):
        try:
            frames = packet.decode()
        except av.FFmpegError as error:
            damaged = error
            continue
        for frame in frames:
            # One frame can claim to last for days (65 535 samples, one a second), and resampling would fill the memory.
            if frame.samples > most_s * frame.sample_rate:
                raise _LongerThanAllowed
            read = True
            yield from map(_mono, resampler.resample(frame))
    if read:
        yield from map(_mono, resampler.resample(None))
    elif damaged is not None:
        raise damaged


def _packets(container: Any) -> Iterator[Any]:
    """The packets of the first sound track; the end of a truncated file is an end like another."""
    import av

    packets = container.demux(container.streams.audio[0])
    while True:
        try:
            yield next(packets)
        except (StopIteration, av.FFmpegError):
            return


def _mono(frame: Any) -> NDArray[np.float32]:
    return cast("NDArray[np.float32]", frame.to_ndarray().mean(axis=0, dtype=np.float32))


def _within_bounds(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Floating-point files may hold anything: not-a-number becomes silence, and what is too loud is turned down."""
    samples = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
    loudest = float(np.abs(samples).max())
    return samples / np.float32(loudest) if loudest > 1.0 else samples
