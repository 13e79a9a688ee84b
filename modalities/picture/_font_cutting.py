"""One weight of any font, cut down to what cards need, as the files that drawing takes."""

from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "Cafe Card"
"""Our own name: the licences of free fonts often keep their name for the whole font."""

_KEPT = ((0x20, 0x250), (0x300, 0x370), (0x1E00, 0x1F00), (0x2000, 0x2270))
"""Latin and its accents, punctuation, currencies, arrows, a few signs. A full font would weigh ten times more."""


def cut(source: Path, weight: int) -> tuple[bytes, bytes]:
    """The font at a weight as TrueType or OpenType, and as WOFF2. A font that does not vary keeps its own strokes.

    Raises ``TTLibError`` or ``OSError`` when the file is not a font.
    """
    with TTFont(source) as font:
        _subset(font)
        if "fvar" in font:
            limits = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
            instantiateVariableFont(font, {**limits, "wght": weight}, inplace=True)
        _rename(font, weight)
        return _saved(font, None), _saved(font, "woff2")


def covered(file: Path) -> frozenset[int]:
    """The code points that a font has a glyph for."""
    with TTFont(file) as font:
        return frozenset(font.getBestCmap())


def _subset(font: TTFont) -> None:
    options = Options(hinting=False, notdef_outline=True, name_IDs=["*"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, end in _KEPT for code in range(first, end)])
    subsetter.subset(font)


def _rename(font: TTFont, weight: int) -> None:
    """Both weights go by one family name, and differ in weight alone, whatever the source called itself."""
    style = "Bold" if weight >= 600 else "Regular"
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in {0, 13, 14}]  # copyright and licence stay
    for number, text in {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"CafeCard-{style}"}.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
    font["head"].macStyle = int(style == "Bold")


def _saved(font: TTFont, flavour: str | None) -> bytes:
    font.flavor = flavour
    file = BytesIO()
    font.save(file)
    return file.getvalue()
