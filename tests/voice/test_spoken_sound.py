"""What the voice is given to say, and the bytes that come back."""

import struct

import pytest

from modalities.voice._sound import Pcm, pcm, wav
from modalities.voice._spoken import word_around

TONE = Pcm(samples=struct.pack("<4h", 1, -2, 300, -400), rate=22_050)


@pytest.mark.parametrize(
    ("text", "index", "word"),
    [
        ("C'est l'été.", 6, "l'été"),
        ("en 2,4 GHz", 4, "2,4"),
        ("« Bonjour »", 2, "Bonjour"),
        ("(voir ici)", 1, "voir"),
        ("a  b", 1, None),
        ("…", 0, "…"),
    ],
)
def test_a_word_runs_from_space_to_space(text, index, word):
    place = word_around(text, index)

    assert (text[slice(*place)] if place else None) == word


def test_a_sound_survives_its_file():
    assert pcm(wav(TONE)) == TONE


@pytest.mark.parametrize("length", [0, 0xFFFFFFFF, 0x7FFFFFFF])
def test_a_header_written_before_the_end_was_known_is_mended(length):
    broken = bytearray(wav(TONE))
    broken[40:44] = struct.pack("<I", length)

    assert pcm(bytes(broken)) == TONE


def test_what_macos_writes_is_understood():
    rate = struct.pack(">hQ", 16_383 + 14, 22_050 << 49)  # an 80-bit float
    about = struct.pack(">hIh", 1, 4, 16) + rate
    sound = bytes(8) + struct.pack(">4h", 1, -2, 300, -400)
    chunks = b"".join(name + struct.pack(">I", len(body)) + body for name, body in [(b"COMM", about), (b"SSND", sound)])

    assert pcm(b"FORM" + struct.pack(">I", 4 + len(chunks)) + b"AIFF" + chunks) == TONE


@pytest.mark.parametrize("file", [b"", b"RIFF", b"RIFF\0\0\0\0WAVE", b"FORM\0\0\0\0AIFF", b"ID3" + bytes(64)])
def test_what_is_no_sound_is_refused(file):
    with pytest.raises(ValueError, match=r"AIFF|WAV"):
        pcm(file)
