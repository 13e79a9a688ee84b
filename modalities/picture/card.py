"""An answer as a card: its steps with their pictograms, where they come from, and a QR code to the thread."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

from platformdirs import user_cache_path

from modalities.picture import Card, Diagram, Photo
from modalities.picture._chart import ChartDrawer
from modalities.picture._diagram import DiagramDrawer
from modalities.picture._lettering import Lettering, centred
from modalities.picture._look import (
    ACCENT,
    BIG_NUMBER,
    FULL_WIDTH,
    INK,
    LABEL,
    LONG_TITLE,
    MARGIN,
    NUMBER,
    PAPER,
    QUOTE,
    RULE,
    SCALE,
    SMALL,
    SOURCE,
    STEP,
    TILE,
    TITLE,
    WHITE,
    WIDTH,
    Block,
    Style,
    moved,
    stacked,
)
from modalities.picture._photos import Thumbnail, thumbnail
from modalities.picture._pictograms import pictogram_for, svg_of
from modalities.picture._qr import qr_modules, qr_path
from modalities.picture._raster import png_of
from modalities.picture._typeface import FAMILIES, Typeface, typeface_from
from modalities.picture._wording import (
    MAX_PHOTOS,
    MAX_STEPS,
    clean,
    describe,
    drawable,
    drawn_sources,
    goes_on,
    quote_of,
    quoted,
    tells_all,
)
from vocabulary import Answer

TILE_SIDE = 96
PICTOGRAM = 62
GUTTER = 28
TEXT_X = MARGIN + TILE_SIDE + GUTTER
TEXT_WIDTH = WIDTH - MARGIN - TEXT_X
STEP_GAP = 26
TITLE_LINES = 3
STEP_LINES = 7
QUOTE_LINES = 12
QR_SIDE = 168
"""At least, the quiet zone included; a module is an even number of units, and a whole number of pixels."""
PHOTO_GAP = 24
PHOTO_HEIGHT = 340


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

    def draw(
        self,
        answer: Answer,
        *,
        link: str,
        labels: Mapping[str, str],
        photos: Sequence[Photo] = (),
        diagram: Diagram | None = None,
    ) -> Card:
        """The card of an answer. Text that is too long for it is cut at a word; ``alt`` has it whole."""
        alt = describe(answer, link=link, labels=labels, photos=photos, diagram=diagram)
        svg = self._page(answer, alt, list(self._blocks(answer, link, labels, photos, diagram)))
        return Card(svg=svg, png=self._png(svg, alt), alt=alt)

    @cached_property
    def lettering(self) -> Lettering:
        return Lettering(self.typeface)

    def _blocks(
        self, answer: Answer, link: str, labels: Mapping[str, str], photos: Sequence[Photo], diagram: Diagram | None
    ) -> Iterator[Block]:
        yield Block("", MARGIN)
        if title := drawable(answer.title):
            yield self._title(title)
        yield from self._body(answer, labels, diagram)
        if answer.known:
            yield from self._photos(photos[:MAX_PHOTOS], labels)
        if answer.known and answer.figures:
            yield from self._chart(answer, labels)
        footer = list(self._footer(answer, link, labels))
        yield from footer
        yield Block("", MARGIN if footer else MARGIN - STEP_GAP)

    def _title(self, title: str) -> Block:
        """In large letters, unless smaller ones save a line or it takes all three."""
        large, small = (self._balanced(title, style) for style in (TITLE, LONG_TITLE))
        as_large = len(large) == len(small) < TITLE_LINES
        lines, style = (large, TITLE) if as_large else (small, LONG_TITLE)
        text = self.lettering.text(MARGIN, 42, lines, style)
        return Block(text, len(lines) * style.leading + 40)

    def _balanced(self, words: str, style: Style) -> list[str]:
        return self.lettering.even_lines(words, style, width=FULL_WIDTH, lines=TITLE_LINES)

    def _body(self, answer: Answer, labels: Mapping[str, str], diagram: Diagram | None) -> Iterator[Block]:
        if not answer.known:
            yield self._row(drawable(labels["unknown"]), "question", None)
        elif answer.steps:
            yield from self._steps(answer, labels, diagram)
            if goes_on(answer):
                yield self._more(labels["goes_on"])
        elif not answer.figures or len(answer.sources) > 1:
            if not (diagram and tells_all(diagram, quote_of(answer))):
                yield self._quotation(quoted(drawable(quote_of(answer)), answer.language))
            if diagram:
                yield self._diagram(diagram, answer, labels, "")

    def _steps(self, answer: Answer, labels: Mapping[str, str], diagram: Diagram | None) -> Iterator[Block]:
        """One a row; those that a diagram stands for are drawn as it, where the first of them would be."""
        steps = list(enumerate(answer.steps[:MAX_STEPS], start=1))
        branching = [number for number, step in steps if diagram and step in diagram.steps]
        for number, step in steps:
            if number not in branching:
                yield self._row(drawable(step), pictogram_for(step, answer.language), number)
            elif diagram and number == branching[0]:
                last = branching[-1]
                yield self._diagram(diagram, answer, labels, f"{number}" if last == number else f"{number}–{last}")
        if diagram and not branching:
            yield self._diagram(diagram, answer, labels, "")

    def _diagram(self, diagram: Diagram, answer: Answer, labels: Mapping[str, str], badge: str) -> Block:
        drawn = DiagramDrawer(diagram, self.lettering, labels, answer.language).draw(badge)
        return Block(moved(drawn.svg, 0, 10), drawn.height + STEP_GAP + 18)

    def _row(self, words: str, pictogram: str | None, number: int | None) -> Block:
        """A tile with a pictogram, or else with the number alone, and words beside it."""
        lines = self.lettering.lines(words, STEP, width=TEXT_WIDTH, lines=STEP_LINES)
        height = max(TILE_SIDE, len(lines) * STEP.leading)
        first = (height - len(lines) * STEP.leading) / 2 + 33
        text = self.lettering.text(TEXT_X, first, lines, STEP)
        return Block(_tile(pictogram, number) + text, height + STEP_GAP)

    def _more(self, words: str) -> Block:
        """Three dots under the tiles, and where the rest is."""
        middle = MARGIN + TILE_SIDE / 2
        dots = "".join(f'<circle cx="{middle + at:g}" cy="18" r="6" fill="{ACCENT}"/>' for at in (-24, 0, 24))
        found = self.lettering.paragraph(words, SMALL, TEXT_WIDTH, lines=2, x=TEXT_X)
        return Block(dots + found.svg, found.height + STEP_GAP)

    def _chart(self, answer: Answer, labels: Mapping[str, str]) -> Iterator[Block]:
        about = "" if answer.figures_about == answer.title else answer.figures_about
        yield from ChartDrawer(answer.figures, self.lettering).draw(about)
        if labels["total"]:
            total = self.lettering.paragraph(labels["total"], SMALL, FULL_WIDTH, lines=1, x=MARGIN)
            yield Block(total.svg, total.height + STEP_GAP)

    def _photos(self, photos: Sequence[Photo], labels: Mapping[str, str]) -> Iterator[Block]:
        """Each with its text alternative beside it; of one that cannot be shown, its text alternative says more."""
        for photo in photos:
            shown = thumbnail(photo, self.typeface)
            words = photo.alt if shown else f"{labels['no_photo']} {photo.alt}"
            yield self._photo(shown, words) if shown else self._unshown(words)

    def _photo(self, shown: Thumbnail, words: str) -> Block:
        """Tall or square, on the left of its words; wide, over them."""
        stands = shown.height * 4 > shown.width * 3
        room = (FULL_WIDTH - PHOTO_GAP) * 0.45 if stands else FULL_WIDTH * 0.6
        scale = min(room / shown.width, PHOTO_HEIGHT / shown.height)
        width, height = round(shown.width * scale), round(shown.height * scale)
        beside = FULL_WIDTH - width - PHOTO_GAP
        text = self.lettering.paragraph(words, SMALL, beside, lines=9)
        whole = max(height, text.height)
        picture = shown.svg(MARGIN, (whole - height) / 2, width, height)
        words_at = moved(text.svg, MARGIN + width + PHOTO_GAP, (whole - text.height) / 2)
        return Block(picture + words_at, whole + STEP_GAP)

    def _unshown(self, words: str) -> Block:
        text = self.lettering.paragraph(words, SMALL, FULL_WIDTH, lines=4, x=MARGIN)
        return Block(text.svg, text.height + STEP_GAP)

    def _quotation(self, words: str) -> Block:
        lines = self.lettering.lines(words, QUOTE, width=FULL_WIDTH - 36, lines=QUOTE_LINES)
        height = len(lines) * QUOTE.leading
        bar = f'<rect x="{MARGIN}" width="7" height="{height}" rx="3.5" fill="{ACCENT}"/>'
        return Block(bar + self.lettering.text(MARGIN + 36, 35, lines, QUOTE), height + STEP_GAP)

    def _footer(self, answer: Answer, link: str, labels: Mapping[str, str]) -> Iterator[Block]:
        """Where the answer comes from, and the code that leads to its thread."""
        code, side = _code(clean(link))
        x = MARGIN + side + (32 if side else 0)
        words = [*self._sources(answer, labels, WIDTH - MARGIN - x)]
        if side:
            words += [
                Block("", 10 if words else 0),
                self.lettering.paragraph(labels["scan"], SMALL, WIDTH - MARGIN - x, lines=2),
            ]
        if not words:
            return
        beside = stacked(words)
        height = max(side, beside.height)
        yield Block(f'<path d="M{MARGIN} 8H{WIDTH - MARGIN}" stroke="{RULE}" stroke-width="3"/>', 40)
        yield Block(code + moved(beside.svg, x, (height - beside.height) / 2), height)

    def _sources(self, answer: Answer, labels: Mapping[str, str], width: float) -> Iterator[Block]:
        if not answer.known:
            return
        paragraph = self.lettering.paragraph
        for place, source in enumerate(drawn_sources(answer)):
            yield paragraph(labels["source"], LABEL, width, lines=1) if place == 0 else Block("", 8)
            yield paragraph(quoted(drawable(source.title), answer.language), SOURCE, width, lines=2)
            yield paragraph(source.author, SMALL, width, lines=1)

    def _page(self, answer: Answer, alt: str, blocks: Sequence[Block]) -> str:
        whole = stacked(blocks)
        height = round(whole.height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH * SCALE:g}" height="{round(height * SCALE)}" '
            f'viewBox="0 0 {WIDTH} {height}" font-family="{FAMILIES}" lang="{answer.language}" role="img" '
            f'aria-label="{escape(alt)}">'
            f"<style>{self.typeface.face}</style>"
            f'<rect x="1.5" y="1.5" width="{WIDTH - 3}" height="{height - 3}" rx="32" fill="{PAPER}" stroke="{RULE}" '
            f'stroke-width="3"/>{whole.svg}</svg>'
        )

    def _png(self, svg: str, words: str) -> bytes:
        lacks_letters = not self.typeface.has(words.replace("\n", " "))
        return png_of(svg, fonts=self._fonts, searches_fonts=lacks_letters)

    @property
    def _fonts(self) -> list[Path]:
        return list(self.typeface.files.values())


def _tile(pictogram: str | None, number: int | None) -> str:
    middle = TILE_SIDE / 2
    tile = f'<rect x="{MARGIN}" width="{TILE_SIDE}" height="{TILE_SIDE}" rx="24" fill="{TILE}"/>'
    if pictogram is None:
        return tile + centred(MARGIN + middle, middle + 19, str(number), BIG_NUMBER)
    corner = MARGIN + (TILE_SIDE - PICTOGRAM) / 2
    drawn = svg_of(pictogram).replace(
        "<svg ", f'<svg x="{corner}" y="{corner - MARGIN}" width="{PICTOGRAM}" height="{PICTOGRAM}" ', 1
    )
    tile += f'<g color="{ACCENT}">{drawn}</g>'
    if number is None:
        return tile
    badge = f'<circle cx="{MARGIN + 4}" cy="8" r="22" fill="{ACCENT}" stroke="{PAPER}" stroke-width="5"/>'
    return tile + badge + centred(MARGIN + 4, 17.5, str(number), NUMBER)


def _code(link: str) -> tuple[str, int]:
    """The QR code in the left margin's corner, and the side of it in pixels; nothing and 0 when there is none."""
    modules = qr_modules(link)
    if modules is None:
        return "", 0
    pixels = max(4, 2 * round(QR_SIDE / len(modules) / 2))
    side = pixels * len(modules)
    return (
        f'<rect x="{MARGIN}" width="{side}" height="{side}" rx="16" fill="{WHITE}"/>'
        f'<path transform="translate({MARGIN} 0) scale({pixels})" d="{qr_path(modules)}" fill="{INK}" '
        'shape-rendering="crispEdges"/>'
    ), side
