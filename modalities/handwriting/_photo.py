"""A photographed note, as its author handed it in: decoded, turned upright, not larger than is useful."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np

from errors import NotAPicture
from modalities._opening import bytes_of
from modalities._still import decode_still
from modalities.handwriting import Photo


def decode_photo(source: bytes | Path, *, name: str, megabytes: int = 200) -> Photo:
    """A photo with the rotation that the camera noted (EXIF) carried out; transparency becomes white paper.

    Raises ``NoSuchFile``, ``EmptyInput``, ``TooManyBytes``, ``TooManyPixels`` (over 50 megapixels, counted before any
    is decoded) and ``NotAPicture``.
    """
    content = bytes_of(source, name=name, megabytes=megabytes, unreadable=NotAPicture)
    return Photo(pixels=decode_still(content, name=name))


def turned(photo: Photo, quarters: int) -> Photo:
    """The photo turned by so many quarters, counter-clockwise."""
    pixels = np.ascontiguousarray(np.rot90(photo.pixels, quarters))
    return replace(photo, pixels=pixels, quarters=(photo.quarters + quarters) % 4)


def encode_photo(photo: Photo) -> bytes:
    """The upright photo as a JPEG, without what its camera wrote beside it, such as where it was taken."""
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(photo.pixels).save(out, "JPEG", quality=92)
    return out.getvalue()
