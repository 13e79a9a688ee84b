"""Clips and pictures made for the tests."""

import io
import struct
import zlib
from pathlib import Path

import av
import numpy as np
from PIL import Image

CODECS = {".mp4": "libx264", ".mov": "libx264", ".webm": "libvpx"}


def grey_levels(count: int, width: int = 320, height: int = 240):
    """Pictures that grow brighter, so that each tells its number."""
    return [np.full((height, width, 3), 10 + 200 * number // max(1, count - 1), np.uint8) for number in range(count)]


def write_clip(path: Path, frames, *, rate: int = 25) -> Path:
    """A clip of these pictures, in the format that its suffix names."""
    if path.suffix == ".gif":
        first, *others = (Image.fromarray(frame) for frame in frames)
        first.save(path, save_all=True, append_images=others, duration=1000 // rate, loop=0)
        return path
    with av.open(str(path), "w") as container:
        stream = container.add_stream(CODECS[path.suffix], rate=rate)
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        for frame in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(stream.encode())
    return path


def encoded(pixels, format_: str = "JPEG", **options) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, format_, **options)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that unpack, or claim to, to so many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def jpeg_that_claims(width: int, height: int) -> bytes:
    content = bytearray(encoded(np.zeros((16, 16, 3), np.uint8)))
    start = content.index(b"\xff\xc0")
    content[start + 5 : start + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def gif_that_claims(width: int, height: int) -> bytes:
    content = bytearray(encoded(np.zeros((16, 16), np.uint8), "GIF"))
    content[6:10] = struct.pack("<HH", width, height)
    start = content.index(b"\x2c", 10)
    content[start + 5 : start + 9] = struct.pack("<HH", width, height)
    return bytes(content)
