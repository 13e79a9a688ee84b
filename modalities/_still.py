"""A picture that stands alone, from a file: decoded, turned upright, not larger than is useful."""

import io
import math
import warnings
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from errors import N_, NotAPicture, TooManyPixels

if TYPE_CHECKING:
    from PIL import Image

MEGAPIXELS = 12
"""A larger picture is made smaller: at a letter's or a hand's size nothing is lost."""
MOST_MEGAPIXELS = 50
LONGEST_SIDE = 65_000
"""Pixels; a JPEG holds few more, and photos are kept as such."""
FORMATS = ("JPEG", "PNG", "WEBP")

NO_PICTURE = N_("ce n’est pas une photo .jpg ou .png")
TRUNCATED = N_("le fichier est incomplet ou abîmé")


def decode_still(content: bytes, *, name: str) -> NDArray[np.uint8]:
    """The picture of a JPEG, PNG or WebP file, RGB, shape (height, width, 3).

    The rotation that the camera noted (EXIF) is carried out; transparency becomes white. Raises ``TooManyPixels`` (over
    50 megapixels, counted before any is decoded) and ``NotAPicture``.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        ignore_many_pixels()
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as failure:
        if isinstance(failure, Image.DecompressionBombError):
            raise TooManyPixels(name=name, limit=MOST_MEGAPIXELS) from failure
        raise NotAPicture(name=name, why=NO_PICTURE) from failure
    if picture.width * picture.height > MOST_MEGAPIXELS * 1_000_000:
        raise TooManyPixels(name=name, limit=MOST_MEGAPIXELS)
    try:
        return _upright(picture)
    except (OSError, ValueError, SyntaxError, EOFError) as failure:
        raise NotAPicture(name=name, why=TRUNCATED) from failure


def part_kept(width: float, height: float) -> float:
    """By how much a picture is made smaller, so that it is no larger than is useful; 1.0 where it is not."""
    return min(1.0, math.sqrt(MEGAPIXELS * 1e6 / (width * height)), LONGEST_SIDE / max(width, height))


def ignore_many_pixels() -> None:
    """Let Pillow not warn of pictures with many pixels: we count them ourselves.

    For the whole process, and again at each call: ``warnings.catch_warnings`` is not for several threads at once.
    """
    from PIL import Image

    warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)


def _upright(picture: "Image.Image") -> NDArray[np.uint8]:
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
