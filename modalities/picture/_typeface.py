"""The typeface of the cards: made once from a font that is certainly here, and measured as it will be drawn."""

import base64
import hashlib
import importlib.util
import os
import struct
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTLibError
from PIL import ImageFont

from errors import BadSetting, EngineFailed
from modalities.picture._font_cutting import FAMILY, covered, cut

FAMILIES = f"'{FAMILY}', 'Source Sans 3', 'Atkinson Hyperlegible', system-ui, sans-serif"

REGULAR, BOLD = 400, 700

_MADE = "1"
"""To be raised when fonts are made in another way: what older versions kept is then left alone."""

_MEASURED_AT = 1000  # px. At the size of the text, hinting would round each letter to a whole pixel.

_MISSING_EM = 1.4
"""Width set aside for a character that another font will draw; wide emoji take 1.3 em."""

_NO_WIDTH = frozenset("\u200c\u200d\ufe0e\ufe0f")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that one font draws."""

    text: str
    ours: bool
    """Whether the card's own typeface has it all."""


@dataclass(frozen=True, eq=False)
class Typeface:
    """Two weights of one family."""

    files: Mapping[int, Path]
    """The TrueType file of each weight; the WOFF2 lies beside it."""

    def width(self, text: str, *, size: float, weight: int) -> float:
        """How wide the text is when drawn on one line, in the unit of ``size``."""
        return sum(self._run_width(run, weight) for run in self.runs(text)) * size

    def runs(self, text: str) -> list[Run]:
        """The text cut where it passes from this typeface to another one, in order.

        They are drawn apart, each at its measured place: a renderer that lacks one letter of a line may draw all of
        it in another font, wider than was measured (resvg does).
        """
        found: list[Run] = []
        for ours, clusters in groupby(_clusters(text), key=self._has):
            run = Run("".join(clusters), ours)
            if ours and len(found) and not run.text.strip():
                found[-1] = Run(found[-1].text + run.text, False)  # a space inside foreign words is theirs
            elif found and found[-1].ours == ours:
                found[-1] = Run(found[-1].text + run.text, ours)
            else:
                found.append(run)
        return found

    def has(self, text: str) -> bool:
        """Whether it draws all of the text."""
        return all(run.ours for run in self.runs(text))

    def _has(self, cluster: str) -> bool:
        return all(ord(letter) in self._covered for letter in cluster)

    def _run_width(self, run: Run, weight: int) -> float:
        """In em."""
        if run.ours:
            return self._fonts[weight].getlength(run.text) / _MEASURED_AT
        return sum(not _has_no_width(letter) for letter in run.text) * _MISSING_EM

    @cached_property
    def face(self) -> str:
        """The CSS that carries both weights inside an SVG."""
        return "".join(
            f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
            f"src:url(data:font/woff2;base64,{base64.b64encode(file.with_suffix('.woff2').read_bytes()).decode()})}}"
            for weight, file in self.files.items()
        )

    @cached_property
    def _fonts(self) -> dict[int, ImageFont.FreeTypeFont]:
        return {weight: ImageFont.truetype(str(file), _MEASURED_AT) for weight, file in self.files.items()}

    @cached_property
    def _covered(self) -> frozenset[int]:
        return frozenset.intersection(*(covered(file) for file in self.files.values()))


def _clusters(text: str) -> Iterator[str]:
    """Each letter with the accents, joiners and joined letters that follow it."""
    cluster = ""
    for letter in text:
        if cluster and not _has_no_width(letter) and not cluster.endswith("\u200d"):
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def _has_no_width(letter: str) -> bool:
    return letter in _NO_WIDTH or unicodedata.combining(letter) > 0


def typeface_from(font: Path | None, *, bold: Path | None, folder: Path) -> Typeface:
    """The typeface made of a font file, TrueType, OpenType or WOFF; of the font that Streamlit brings when None.

    ``bold`` is for a family whose weights are separate files. What is made is kept in ``folder``, or for the time of
    this process where that cannot be written. Raises ``BadSetting`` when a file is not a font.
    """
    regular = font or _font_that_is_here()
    sources = {REGULAR: regular, BOLD: bold or regular}
    return Typeface(files={weight: _kept(source, weight, folder) for weight, source in sources.items()})


def _font_that_is_here() -> Path:
    """Source Sans, which Streamlit shows its pages in. Its files are found without importing it."""
    streamlit = importlib.util.find_spec("streamlit")
    places = (streamlit.submodule_search_locations or []) if streamlit else []
    found = [file for place in places for file in Path(place, "static").rglob("SourceSansVF-Upright*.woff2")]
    if not found:
        raise EngineFailed(name="card", why="SourceSansVF-Upright.woff2")
    return found[0]


def _kept(source: Path, weight: int, folder: Path) -> Path:
    try:
        mark = hashlib.sha256(_MADE.encode() + source.read_bytes()).hexdigest()[:16]
        name = f"{mark}-{weight}.ttf"
        if all((folder / name).with_suffix(suffix).is_file() for suffix in (".ttf", ".woff2")):
            return folder / name
        ttf, woff2 = cut(source, weight)
    except (TTLibError, OSError, struct.error, AssertionError) as broken:
        raise BadSetting(name="font", why=f"{source}: {broken}") from broken
    try:
        return _written(folder, name, ttf, woff2)
    except OSError:
        return _written(Path(tempfile.mkdtemp(prefix="cafe-card-")), name, ttf, woff2)


def _written(folder: Path, name: str, ttf: bytes, woff2: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    for path, content in ((file.with_suffix(".woff2"), woff2), (file, ttf)):
        handle, unfinished = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
        Path(unfinished).replace(path)  # whole or not at all: another process may be reading it
    return file
