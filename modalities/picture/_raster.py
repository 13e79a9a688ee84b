"""SVG as pixels."""

from collections.abc import Sequence
from pathlib import Path

import resvg_py

from errors import EngineFailed
from modalities.picture._font_cutting import FAMILY


def png_of(svg: str, *, fonts: Sequence[Path], width: int | None = None, searches_fonts: bool = False) -> bytes:
    """The picture of an SVG, in the size that it says or so many pixels wide.

    ``fonts`` draw its letters; the machine's own are searched, which is slow, only where ``searches_fonts``. Raises
    ``EngineFailed``.
    """
    try:
        return resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            font_files=[str(file) for file in fonts],
            skip_system_fonts=not searches_fonts,
            font_family=FAMILY,
            sans_serif_family=FAMILY,
            serif_family=FAMILY,
            monospace_family=FAMILY,
        )
    except ValueError as failed:
        raise EngineFailed(name="card", why=str(failed)) from failed
