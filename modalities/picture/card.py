"""An answer as a card: its steps with their pictograms, where they come from, and a QR code to the thread."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import accumulate
from pathlib import Path

import resvg_py
from platformdirs import user_cache_path

from errors import EngineFailed
from modalities.picture import Card
from modalities.picture._pictograms import pictogram_for, svg_of
from modalities.picture._qr import qr_modules, qr_path
from modalities.picture._typeface import BOLD, FAMILIES, REGULAR, Typeface, typeface_from
from modalities.picture._wording import MAX_STEPS, clean, describe, drawable, drawn_sources, quote_of, quoted
from modalities.picture._wrapping import balanced, wrapped
from vocabulary import Answer

WIDTH = 1200
MARGIN = 80

PAPER = "#fdf9f1"
TILE = "#f6ead9"
RULE = "#e8d9c3"
WHITE = "#ffffff"
INK = "#2a211b"
MUTED = "#5e5147"
ACCENT = "#9a3412"

TILE_SIDE = 112
PICTOGRAM = 70
GUTTER = 36
FULL_WIDTH = WIDTH - 2 * MARGIN
TEXT_X = MARGIN + TILE_SIDE + GUTTER
TEXT_WIDTH = WIDTH - MARGIN - TEXT_X
STEP_GAP = 30
TITLE_LINES = 3
STEP_LINES = 6
QUOTE_LINES = 10
QR_SIDE = 216
"""At least, the quiet zone included; a module is a whole number of pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a run of text looks. Sizes are pixels."""

    size: int
    leading: int
    weight: int = REGULAR
    colour: str = INK


TITLE = Style(size=58, leading=68, weight=BOLD)
LONG_TITLE = Style(size=50, leading=60, weight=BOLD)
STEP = Style(size=38, leading=50)
QUOTE = Style(size=40, leading=56)
LABEL = Style(size=28, leading=40, weight=BOLD, colour=ACCENT)
SOURCE = Style(size=30, leading=40)
SMALL = Style(size=28, leading=38, colour=MUTED)
NUMBER = Style(size=30, leading=0, weight=BOLD, colour=WHITE)
BIG_NUMBER = Style(size=60, leading=0, weight=BOLD, colour=ACCENT)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the card, drawn from its own top."""

    svg: str
    height: float


def load(*, font: Path | None = None, bold_font: Path | None = None, cache: Path | None = None) -> "CardPainter":
    """The painter of cards.

    ``font`` and ``bold_font`` are TrueType, OpenType or WOFF files; without them the font is one that a dependency
    brings. What is made of them is kept in the folder ``cache``. Raises ``BadSetting`` for a file that is no font.
    """
    folder = cache or user_cache_path("cafe-multimodal", appauthor=False) / "typeface"
    return CardPainter(typeface_from(font, bold=bold_font, folder=folder))


@dataclass(frozen=True)
class CardPainter:
    """Draws each answer as an SVG 1200 wide, and as the PNG of it."""

    typeface: Typeface

    @property
    def name(self) -> str:
        return "card"

    def draw(self, answer: Answer, *, link: str, labels: Mapping[str, str]) -> Card:
        """The card of an answer. Text that is too long for it is cut at a word; ``alt`` has it whole."""
        alt = describe(answer, link=link, labels=labels)
        svg = self._page(answer, alt, list(self._blocks(answer, link, labels)))
        return Card(svg=svg, png=self._png(svg, alt), alt=alt)

    def _blocks(self, answer: Answer, link: str, labels: Mapping[str, str]) -> Iterator[Block]:
        yield Block("", MARGIN - 8)
        if title := drawable(answer.title):
            yield self._title(title)
        yield from self._body(answer, labels)
        yield from self._footer(answer, link, labels)
        yield Block("", MARGIN - 16)

    def _title(self, title: str) -> Block:
        """In large letters, unless smaller ones save a line or it takes all three."""
        large, small = (self._balanced(title, style) for style in (TITLE, LONG_TITLE))
        as_large = len(large) == len(small) < TITLE_LINES
        lines, style = (large, TITLE) if as_large else (small, LONG_TITLE)
        return Block(self._text(MARGIN, 54, lines, style), len(lines) * style.leading + 48)

    def _balanced(self, words: str, style: Style) -> list[str]:
        return balanced(words, width=FULL_WIDTH, lines=TITLE_LINES, measure=partial(self._width, style))

    def _body(self, answer: Answer, labels: Mapping[str, str]) -> Iterator[Block]:
        if not answer.known:
            yield self._row(drawable(labels["unknown"]), "question", None)
        elif answer.steps:
            for number, step in enumerate(answer.steps[:MAX_STEPS], start=1):
                yield self._row(drawable(step), pictogram_for(step, answer.language), number)
        else:
            yield self._quotation(quoted(drawable(quote_of(answer)), answer.language))

    def _row(self, words: str, pictogram: str | None, number: int | None) -> Block:
        """A tile with a pictogram, or else with the number alone, and words beside it."""
        lines = self._wrapped(words, STEP, width=TEXT_WIDTH, lines=STEP_LINES)
        height = max(TILE_SIDE, len(lines) * STEP.leading)
        first = (height - len(lines) * STEP.leading) / 2 + 38
        return Block(_tile(pictogram, number) + self._text(TEXT_X, first, lines, STEP), height + STEP_GAP)

    def _quotation(self, words: str) -> Block:
        lines = self._wrapped(words, QUOTE, width=FULL_WIDTH - 44, lines=QUOTE_LINES)
        height = len(lines) * QUOTE.leading
        bar = f'<rect x="{MARGIN}" width="8" height="{height}" rx="4" fill="{ACCENT}"/>'
        return Block(bar + self._text(MARGIN + 44, 41, lines, QUOTE), height + STEP_GAP)

    def _footer(self, answer: Answer, link: str, labels: Mapping[str, str]) -> Iterator[Block]:
        """Where the answer comes from, and the code that leads to its thread."""
        code, side = _code(clean(link))
        x = MARGIN + side + (48 if side else 0)
        words = [*self._sources(answer, labels, WIDTH - MARGIN - x)]
        if side:
            words += [
                Block("", 12 if words else 0),
                self._paragraph(labels["scan"], SMALL, WIDTH - MARGIN - x, lines=2),
            ]
        if not words:
            return
        beside = _stacked(words)
        height = max(side, beside.height)
        yield Block(f'<path d="M{MARGIN} 12H{WIDTH - MARGIN}" stroke="{RULE}" stroke-width="3"/>', 56)
        yield Block(code + _moved(beside.svg, x, (height - beside.height) / 2), height)

    def _sources(self, answer: Answer, labels: Mapping[str, str], width: float) -> Iterator[Block]:
        if not answer.known:
            return
        for place, source in enumerate(drawn_sources(answer)):
            yield self._paragraph(labels["source"], LABEL, width, lines=1) if place == 0 else Block("", 10)
            yield self._paragraph(quoted(drawable(source.title), answer.language), SOURCE, width, lines=2)
            yield self._paragraph(source.author, SMALL, width, lines=1)

    def _paragraph(self, words: str, style: Style, width: float, *, lines: int) -> Block:
        found = self._wrapped(drawable(words), style, width=width, lines=lines)
        return Block(self._text(0, style.size, found, style), len(found) * style.leading)

    def _wrapped(self, words: str, style: Style, *, width: float, lines: int) -> list[str]:
        return wrapped(words, width=width, lines=lines, measure=partial(self._width, style))

    def _text(self, x: float, y: float, lines: Sequence[str], style: Style) -> str:
        """Lines whose first baseline is at ``y``."""
        return "".join(
            f"{_open(x, y + place * style.leading, style)}>{self._runs(x, line, style)}</text>"
            for place, line in enumerate(lines)
        )

    def _runs(self, x: float, line: str, style: Style) -> str:
        runs = self.typeface.runs(line)
        if len(runs) == 1:
            return escape(line)
        widths = (self._width(style, run.text) for run in runs)
        return "".join(
            f'<tspan x="{place:.1f}">{escape(run.text)}</tspan>'
            for place, run in zip(accumulate(widths, initial=x), runs, strict=False)
        )

    def _width(self, style: Style, words: str) -> float:
        return self.typeface.width(words, size=style.size, weight=style.weight)

    def _page(self, answer: Answer, alt: str, blocks: Sequence[Block]) -> str:
        whole = _stacked(blocks)
        height = round(whole.height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
            f'font-family="{FAMILIES}" lang="{answer.language}" role="img" aria-label="{escape(alt)}">'
            f"<style>{self.typeface.face}</style>"
            f'<rect x="1.5" y="1.5" width="{WIDTH - 3}" height="{height - 3}" rx="40" fill="{PAPER}" stroke="{RULE}" '
            f'stroke-width="3"/>{whole.svg}</svg>'
        )

    def _png(self, svg: str, words: str) -> bytes:
        """The picture of the SVG. The machine's own fonts are searched, which is slow, only for what ours lacks."""
        fonts = [str(file) for file in self.typeface.files.values()]
        try:
            return resvg_py.svg_to_bytes(
                svg_string=svg, font_files=fonts, skip_system_fonts=self.typeface.has(words.replace("\n", " "))
            )
        except ValueError as failed:
            raise EngineFailed(name=self.name, why=str(failed)) from failed


def _tile(pictogram: str | None, number: int | None) -> str:
    middle = TILE_SIDE / 2
    tile = f'<rect x="{MARGIN}" width="{TILE_SIDE}" height="{TILE_SIDE}" rx="28" fill="{TILE}"/>'
    if pictogram is None:
        return tile + _centred(MARGIN + middle, middle + 21, str(number), BIG_NUMBER)
    corner = MARGIN + (TILE_SIDE - PICTOGRAM) / 2
    drawn = svg_of(pictogram).replace(
        "<svg ", f'<svg x="{corner}" y="{corner - MARGIN}" width="{PICTOGRAM}" height="{PICTOGRAM}" ', 1
    )
    tile += f'<g color="{ACCENT}">{drawn}</g>'
    if number is None:
        return tile
    badge = f'<circle cx="{MARGIN + 3}" cy="7" r="24" fill="{ACCENT}" stroke="{PAPER}" stroke-width="5"/>'
    return tile + badge + _centred(MARGIN + 3, 17.5, str(number), NUMBER)


def _open(x: float, y: float, style: Style) -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{style.size}" font-weight="{style.weight}" fill="{style.colour}"'


def _centred(x: float, y: float, words: str, style: Style) -> str:
    return f'{_open(x, y, style)} text-anchor="middle">{escape(words)}</text>'


def _code(link: str) -> tuple[str, int]:
    """The QR code in the left margin's corner, and the side of it in pixels; nothing and 0 when there is none."""
    modules = qr_modules(link)
    if modules is None:
        return "", 0
    pixels = max(4, QR_SIDE // len(modules) + 1)
    side = pixels * len(modules)
    return (
        f'<rect x="{MARGIN}" width="{side}" height="{side}" rx="16" fill="{WHITE}"/>'
        f'<path transform="translate({MARGIN} 0) scale({pixels})" d="{qr_path(modules)}" fill="{INK}" '
        'shape-rendering="crispEdges"/>'
    ), side


def _stacked(blocks: Sequence[Block]) -> Block:
    svg, top = "", 0.0
    for block in blocks:
        svg += _moved(block.svg, 0, top)
        top += block.height
    return Block(svg, top)


def _moved(svg: str, x: float, y: float) -> str:
    return f'<g transform="translate({x:g} {y:g})">{svg}</g>' if svg else ""
