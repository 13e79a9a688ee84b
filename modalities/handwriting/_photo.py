"""A photographed note, as its author handed it in: decoded, turned upright, not larger than is useful."""

import io
import math
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from errors import N_, NotAPicture, TooManyPixels
from modalities.handwriting import Photo
from modalities.handwriting._opening import bytes_of

if TYPE_CHECKING:
    from PIL import Image

MEGAPIXELS = 12
"""A larger photo is made smaller: at a letter's size nothing is lost."""
MOST_MEGAPIXELS = 50
LONGEST_SIDE = 65_000
"""Pixels; a JPEG holds few more, and photos are kept as such."""
FORMATS = ("JPEG", "PNG", "WEBP")

NO_PICTURE = N_("ce n’est pas une photo .jpg ou .png")
TRUNCATED = N_("le fichier est incomplet ou abîmé")


def decode_photo(source: bytes | Path, *, name: str, megabytes: int = 200) -> Photo:
    """A photo with the rotation that the camera noted (EXIF) carried out; transparency becomes white paper.

    Raises ``NoSuchFile``, ``EmptyInput``, ``TooManyBytes``, ``TooManyPixels`` (over 50 megapixels, counted before any
    is decoded) and ``NotAPicture``.
    """
    from PIL import Image, UnidentifiedImageError

    content = bytes_of(source, name=name, megabytes=megabytes, unreadable=NotAPicture)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we count the pixels ourselves
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as failure:
        if isinstance(failure, Image.DecompressionBombError):
            raise TooManyPixels(name=name, limit=MOST_MEGAPIXELS) from failure
        raise NotAPicture(name=name, why=NO_PICTURE) from failure
    if picture.width * picture.height > MOST_MEGAPIXELS * 1_000_000:
        raise TooManyPixels(name=name, limit=MOST_MEGAPIXELS)
    try:
        return Photo(pixels=_upright(picture))
    except (OSError, ValueError, SyntaxError, EOFError) as failure:
        raise NotAPicture(name=name, why=TRUNCATED) from failure


def part_kept(width: float, height: float) -> float:
    """By how much a photo is made smaller, so that it is no larger than is useful; 1.0 where it is not."""
    return min(1.0, math.sqrt(MEGAPIXELS * 1e6 / (width * height)), LONGEST_SIDE / max(width, height))


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


def _upright(picture: "Image.Image") -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    from PIL import Image, ImageOps

    part = part_kept(picture.width, picture.height)
    if part < 1.0:
        size = (max(1, int(picture.width * part)), max(1, int(picture.height * part)))
        picture.draft("RGB", size)  # JPEG only: decodes at a half or a quarter
        picture.load()
        picture.thumbnail(size)
    turned = ImageOps.exif_transpose(picture)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        turned = Image.alpha_composite(Image.new("RGBA", turned.size, "white"), turned.convert("RGBA"))
    if turned.mode.startswith("I"):  # sixteen bits a pixel, which PIL would cut off at 255
        grey = np.asarray(turned, np.float64)
        turned = Image.fromarray((grey / max(float(grey.max()), 1.0) * 255).astype(np.uint8))
    return np.asarray(turned.convert("RGB"), np.uint8)
