"""The photographs on a card: drawn small, from bytes that somebody handed in."""

import base64
import re
from dataclasses import dataclass
from html import escape
from io import BytesIO

from PIL import Image, ImageDraw, ImageOps

from errors import EngineFailed
from modalities.picture import Photo
from modalities.picture._look import PAPER
from modalities.picture._raster import png_of
from modalities.picture._typeface import Typeface

MOST = 3
"""Photographs on one card."""

_BYTES = 12_000_000
_SVG_BYTES = 400_000
_PIXELS = 50_000_000
_SIDE = 680
"""Pixels of the longer side, as embedded."""
_CORNER = 24
_QUALITY = 82

_REFERS = re.compile(
    r"""<!DOCTYPE|<!ENTITY|<image\b|<script\b|href\s*=\s*["'](?!#)|url\(\s*["']?(?!\#|["']?\#)""", re.I
)
"""What a drawing may use to reach for something outside itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnail:
    """A photograph ready to be embedded."""

    address: str
    """A ``data:`` address: all of the picture, and nothing but its pixels."""
    width: int
    height: int
    """Pixels."""
    alt: str

    def svg(self, x: float, y: float, width: float, height: float) -> str:
        return (
            f'<image x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" href="{self.address}" '
            f'preserveAspectRatio="xMidYMid meet"><title>{escape(self.alt)}</title></image>'
        )


def thumbnail(photo: Photo, typeface: Typeface) -> Thumbnail | None:
    """The photograph, small and without what else was kept in its file; None where it cannot be opened or is huge."""
    if not photo.content or len(photo.content) > _BYTES:
        return None
    try:
        picture = _opened(photo, typeface)
        return _embedded(picture, photo) if picture is not None else None
    except (EngineFailed, OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError):
        return None


def _opened(photo: Photo, typeface: Typeface) -> Image.Image | None:
    content = photo.content or b""
    if photo.media_type == "image/svg+xml":
        return _rasterised(content, typeface)
    picture = Image.open(BytesIO(content), formats=["PNG", "JPEG"])
    if picture.width * picture.height > _PIXELS:
        return None
    picture.draft("RGB", (_SIDE, _SIDE))
    return ImageOps.exif_transpose(picture)


def _rasterised(content: bytes, typeface: Typeface) -> Image.Image | None:
    if len(content) > _SVG_BYTES:
        return None
    svg = content.decode("utf-8")
    if _REFERS.search(svg):
        return None
    letters = re.sub(r"<[^>]*>|\s+", " ", svg)
    fonts = list(typeface.files.values())
    png = png_of(svg, fonts=fonts, width=_SIDE, searches_fonts=not typeface.has(letters))
    return Image.open(BytesIO(png), formats=["PNG"])


def _embedded(picture: Image.Image, photo: Photo) -> Thumbnail:
    picture.thumbnail((_SIDE, _SIDE))
    flat = Image.new("RGB", picture.size, "white" if _is_clear(picture) else PAPER)
    flat.paste(picture, mask=picture.convert("RGBA").getchannel("A") if _is_clear(picture) else None)
    flat = Image.composite(flat, Image.new("RGB", flat.size, PAPER), _rounded(flat.size))
    is_drawn = photo.media_type != "image/jpeg" and _has_few_colours(flat)
    file, kind = BytesIO(), "png" if is_drawn else "jpeg"
    flat.save(file, format=kind, quality=_QUALITY)
    address = f"data:image/{kind};base64,{base64.b64encode(file.getvalue()).decode()}"
    return Thumbnail(address=address, width=flat.width, height=flat.height, alt=photo.alt)


def _rounded(size: tuple[int, int]) -> Image.Image:
    """A mask that leaves the corners out."""
    larger = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    ImageDraw.Draw(larger).rounded_rectangle((0, 0, size[0] * 2 - 1, size[1] * 2 - 1), _CORNER * 2, 255)
    return larger.resize(size, Image.Resampling.BOX)


def _is_clear(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def _has_few_colours(picture: Image.Image) -> bool:
    """As drawings have: as PNG they stay sharp, and photographs take ten times the room."""
    return picture.resize((128, 128), Image.Resampling.NEAREST).getcolors(512) is not None
