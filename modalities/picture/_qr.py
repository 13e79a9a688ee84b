"""The QR code of an address, as one SVG path."""

from collections.abc import Sequence
from itertools import groupby

import segno

QUIET = 4
"""Light modules that a reader needs around the code (ISO/IEC 18004)."""


def qr_modules(link: str) -> list[list[bool]] | None:
    """The modules, True where dark, quiet zone included. None for no address, or one too long for a QR code."""
    if not link:
        return None
    try:
        code = segno.make_qr(link, error="m", encoding="utf-8", boost_error=False)
    except segno.DataOverflowError:
        return None
    return [[bool(module) for module in row] for row in code.matrix_iter(border=QUIET)]


def qr_path(modules: Sequence[Sequence[bool]]) -> str:
    """The dark modules as the data of a path, one unit a module."""
    return "".join(f"M{x} {y}h{length}v1h-{length}z" for y, row in enumerate(modules) for x, length in _runs(row))


def _runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    """Where each run of dark modules begins, and its length."""
    found, x = [], 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            found.append((x, length))
        x += length
    return found
