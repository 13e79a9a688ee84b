"""Pictures as cameras, files and browsers give them, for what looks at hands and faces."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from errors import (
    N_,
    EmptyInput,
    NoSuchFile,
    NotAClip,
    NotAPicture,
    TooLong,
    TooManyBytes,
    TooManyPixels,
)
from modalities._opening import bytes_of
from modalities._still import NO_PICTURE, TRUNCATED, decode_still, ignore_many_pixels

Frame = NDArray[np.uint8]
"""One picture, RGB, shape (height, width, 3), as the camera gave it: not mirrored."""

LONGEST_SIDE = 1280
"""Pixels of a moving picture. A hand that is not seen in those is not seen in more: the models look at 128 to 224."""

MOST_PIXELS = 4096 * 2304
"""Of a moving picture: what cameras call 4K."""

MOST_BYTES = 4_000_000
"""Of a picture from a browser: a 4K JPEG of the best quality."""

_CONTAINERS = "gif,matroska,mov,webm"
"""FFmpeg also reads playlists, which name other files and addresses to open. Nobody needs these to show us a hand."""

_NO_CLIP = N_("ce n’est pas une vidéo, ou elle est abîmée")
_ONE_COLOUR_STEP = 8
_USUAL_ASPECT = 16 / 9
_WIDE = 2.5  # times the height: wider than the widest cameras, 21:9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TimedFrame:
    """One picture of a clip."""

    frame: Frame
    t_ms: int
    """From the beginning of the clip; grows from picture to picture."""


def is_blank(frame: Frame) -> bool:
    """Whether a picture is of one colour, as of a camera that is covered; of a large one, every eighth pixel tells."""
    step = _ONE_COLOUR_STEP if min(frame.shape[:2]) > 8 * _ONE_COLOUR_STEP else 1
    some = frame[::step, ::step]
    return some.size == 0 or bool((some == some[0, 0]).all())


def views_of(frame: Frame) -> tuple[Frame, ...]:
    """What stands side by side in a picture much wider than cameras make them, left to right; else the picture itself.

    So look recordings beside which something was drawn. Whole, their hands would be too small to be found: the models
    look at a square.
    """
    height, width = frame.shape[:2]
    count = round(width / height / _USUAL_ASPECT) if width >= _WIDE * height else 1
    return tuple(np.array_split(frame, count, axis=1))


def decode_picture(source: bytes | Path, *, name: str, megabytes: int = 200) -> Frame:
    """A still from a .jpg, .png or .webp file, upright; ``name`` is what error sentences call it.

    Raises ``NoSuchFile``, ``EmptyInput``, ``TooManyBytes``, ``TooManyPixels`` (over 50 megapixels, counted before any
    is decoded) and ``NotAPicture``.
    """
    content = bytes_of(source, name=name, megabytes=megabytes, unreadable=NotAPicture)
    return decode_still(content, name=name)


def decode_jpeg(
    content: bytes, *, name: str = "image", most_pixels: int = MOST_PIXELS, most_bytes: int = MOST_BYTES
) -> Frame:
    """A camera's frame as a browser sends it, made no larger than ``LONGEST_SIDE``.

    Raises ``EmptyInput``, ``TooManyBytes``, ``TooManyPixels`` (counted before any is decoded) and ``NotAPicture``, also
    for one that was cut off.
    """
    from PIL import Image, UnidentifiedImageError

    if not content:
        raise EmptyInput(name=name)
    if len(content) > most_bytes:
        raise TooManyBytes(name=name, limit=f"{most_bytes / 1e6:g}")
    try:
        ignore_many_pixels()
        picture = Image.open(io.BytesIO(content), formats=("JPEG",))
        if picture.width * picture.height > most_pixels:
            raise TooManyPixels(name=name, limit=f"{most_pixels / 1e6:.2g}")
        small = _size_kept(picture.width, picture.height)
        picture.draft("RGB", small)
        decoded = picture.convert("RGB")
    except Image.DecompressionBombError as failure:
        raise TooManyPixels(name=name, limit=f"{most_pixels / 1e6:.2g}") from failure
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as failure:
        why = TRUNCATED if content.startswith(b"\xff\xd8") else NO_PICTURE
        raise NotAPicture(name=name, why=why) from failure
    return np.asarray(decoded if decoded.size == small else decoded.resize(small), np.uint8)


def frames_of(path: Path, *, name: str, megabytes: int = 200, minutes: float = 10) -> Iterator[TimedFrame]:
    """The pictures of a .gif, .mp4, .webm or .mov file one after the other, upright, none larger than ``LONGEST_SIDE``.

    One is in memory at a time. Of a file that is cut off or damaged comes what can be read. The first picture is asked
    for here: what is of no use raises now, ``TooLong`` perhaps only when the limit is reached. Raises ``NoSuchFile``,
    ``EmptyInput``, ``TooManyBytes``, ``TooManyPixels``, ``NotAClip`` and ``TooLong``.
    """
    try:
        size = path.stat().st_size
        if size == 0:
            raise EmptyInput(name=name)
        if size > megabytes * 1_000_000:
            raise TooManyBytes(name=name, limit=megabytes)
        frames = _frames(path, name, minutes)
        first = next(frames, None)
    except FileNotFoundError as failure:
        raise NoSuchFile(name=name) from failure
    except OSError as failure:
        raise NotAClip(name=name, why=failure.strerror or str(failure)) from failure
    if first is None:
        raise NotAClip(name=name, why=N_("il n’a pas une image entière"))
    return _all(first, frames)


def _all(first: TimedFrame, others: Iterator[TimedFrame]) -> Iterator[TimedFrame]:
    yield first
    yield from others


def _frames(path: Path, name: str, minutes: float) -> Iterator[TimedFrame]:
    import av

    most_ms = minutes * 60_000
    try:
        with path.open("rb") as file, av.open(file, options={"format_whitelist": _CONTAINERS}) as container:
            stream = next(iter(container.streams.video), None)
            if stream is None:
                raise NotAClip(name=name, why=N_("il n’a pas d’images"))
            if stream.codec_context is None:  # what they are written in is unknown
                raise NotAClip(name=name, why=_NO_CLIP)
            _refuse_large(stream.codec_context, name)
            if (_whole_ms(container) or 0) > most_ms:
                raise TooLong(name=name, limit=f"{minutes:g}")
            last_ms = -1
            for decoded in _decoded(container, stream):
                last_ms = max(last_ms + 1, _time_ms(decoded, last_ms))
                if last_ms > most_ms:
                    raise TooLong(name=name, limit=f"{minutes:g}")
                yield TimedFrame(frame=_upright(decoded), t_ms=last_ms)
    except (av.FFmpegError, ValueError) as failure:
        raise NotAClip(name=name, why=_NO_CLIP) from failure


def _whole_ms(container: Any) -> float | None:
    """How long the file says that it lasts."""
    return None if container.duration is None else container.duration / 1000  # microseconds


def _refuse_large(codec: Any, name: str) -> None:
    """By what the file says of itself; what it grows to later is refused by FFmpeg, picture by picture."""
    if codec.width * codec.height > MOST_PIXELS:
        raise TooManyPixels(name=name, limit=f"{MOST_PIXELS / 1e6:.2g}")
    codec.options = {"max_pixels": str(MOST_PIXELS)}


def _decoded(container: Any, stream: Any) -> Iterator[Any]:
    """The pictures in the order in which they are shown, without the damaged ones; where it is cut off is its end."""
    import av

    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except (StopIteration, av.FFmpegError):
            return
        try:
            yield from packet.decode()
        except av.FFmpegError:
            continue


def _time_ms(decoded: Any, last_ms: int) -> int:
    """When it is shown; where the file does not say, a twenty-fifth of a second after the one before it."""
    return round(decoded.time * 1000) if decoded.time is not None else last_ms + 40


def _upright(decoded: Any) -> Frame:
    width, height = _size_kept(decoded.width, decoded.height)
    pixels = decoded.to_ndarray(format="rgb24", width=width, height=height)
    quarters = round(decoded.rotation / 90) % 4  # counter-clockwise, as a telephone was held
    return np.ascontiguousarray(np.rot90(pixels, quarters))


def _size_kept(width: int, height: int) -> tuple[int, int]:
    part = min(1.0, LONGEST_SIDE / max(width, height))
    return max(1, round(width * part)), max(1, round(height * part))
