"""Sound as bytes: RIFF WAVE, PCM 16-bit, whole and with a true header."""

import io
import struct
import wave
from collections.abc import Iterator
from dataclasses import dataclass

_SIGNED_16_BIT = 2  # bytes a sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Pcm:
    """Samples of 16 bits, little-endian."""

    samples: bytes
    rate: int
    """Hz."""
    channels: int = 1

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / (self.rate * self.channels * _SIGNED_16_BIT)


def wav(sound: Pcm) -> bytes:
    """The sound as a file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(sound.channels)
        out.setsampwidth(_SIGNED_16_BIT)
        out.setframerate(sound.rate)
        out.writeframes(sound.samples)
    return file.getvalue()


def silence(seconds: float, *, rate: int = 22_050) -> Pcm:
    """Nothing to hear."""
    return Pcm(samples=bytes(_SIGNED_16_BIT * round(seconds * rate)), rate=rate)


def pcm(file: bytes) -> Pcm:
    """The sound of a WAV or AIFF file of 16-bit PCM, even one whose header does not know how long it is.

    Voices that write as they speak leave 0 or 0xFFFFFFFF as the length. macOS writes AIFF whatever the file's name.
    Raises ``ValueError`` for anything else.
    """
    if file[:4] == b"RIFF" and file[8:12] == b"WAVE":
        return _from_riff(dict(_chunks(file, "<")))
    if file[:4] == b"FORM" and file[8:12] in (b"AIFF", b"AIFC"):
        return _from_aiff(dict(_chunks(file, ">")))
    raise ValueError("neither WAV nor AIFF")


def _chunks(file: bytes, order: str) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(file):
        name, (size,) = file[at : at + 4], struct.unpack(f"{order}I", file[at + 4 : at + 8])
        if name == b"data" and size == 0:
            size = len(file)  # an unfinished header: all that follows is sound
        yield name, file[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _from_riff(chunks: dict[bytes, bytes]) -> Pcm:
    if len(chunks.get(b"fmt ", b"")) < 16:
        raise ValueError("no format in this WAV")
    _, channels, rate, _, _, bits = struct.unpack("<HHIIHH", chunks[b"fmt "][:16])
    return _checked(chunks.get(b"data", b""), rate=rate, channels=channels, bits=bits)


def _from_aiff(chunks: dict[bytes, bytes]) -> Pcm:
    about = chunks.get(b"COMM", b"")
    if len(about) < 18:
        raise ValueError("no format in this AIFF")
    channels, _, bits, exponent, mantissa = struct.unpack(">hIhHI", about[:14])
    rate = round(mantissa * 2.0 ** (exponent - 16_383 - 31))  # the first 32 bits of an 80-bit float
    samples = chunks.get(b"SSND", b"")[8:]
    return _checked(samples if about[18:22] == b"sowt" else _swapped(samples), rate=rate, channels=channels, bits=bits)


def _swapped(samples: bytes) -> bytes:
    turned = bytearray(len(samples) // 2 * 2)
    turned[0::2], turned[1::2] = samples[1::2], samples[0 : len(turned) : 2]
    return bytes(turned)


def _checked(samples: bytes, *, rate: int, channels: int, bits: int) -> Pcm:
    if bits != 8 * _SIGNED_16_BIT or not rate or not channels:
        raise ValueError(f"{bits}-bit sound at {rate} Hz in {channels} channels")
    frame = channels * _SIGNED_16_BIT
    return Pcm(samples=samples[: len(samples) // frame * frame], rate=rate, channels=channels)
