"""Figures as bars, each with its words and its number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from modalities.picture._lettering import Lettering
from modalities.picture._look import ACCENT, COUNT, FULL_WIDTH, MARGIN, QUESTION, STEP, TILE, WIDTH, Block
from modalities.picture._pictograms import svg_of
from modalities.picture._wording import drawable
from vocabulary import Figure

_SIGN = 60
_LEFT = MARGIN + _SIGN + 28
_BAR = 30
_GAP = 26
_LINES = 2
MOST = 12
"""Figures in one chart."""


@dataclass(frozen=True)
class ChartDrawer:
    """Draws one chart over the whole width of a card, in the order in which the figures come."""

    figures: Sequence[Figure]
    lettering: Lettering

    def draw(self, about: str) -> Iterator[Block]:
        """What is counted, where the title of the card does not say it, and a row a figure."""
        if about:
            yield self.lettering.paragraph(about, QUESTION, FULL_WIDTH, lines=4, x=MARGIN)
            yield Block("", 20)
        most = max((figure.count for figure in self.figures), default=0)
        for figure in self.figures[:MOST]:
            yield self._row(figure, figure.count / most if most else 0.0)

    def _row(self, figure: Figure, share: float) -> Block:
        """The words, and under them the bar; the number at the right of both."""
        number = f"{figure.count}"
        room = WIDTH - MARGIN - _LEFT
        width = room - max(self.lettering.width(COUNT, number), 64) - 24
        lines = self.lettering.lines(drawable(figure.label), STEP, width=width, lines=_LINES)
        top = len(lines) * STEP.leading + 4
        height = max(top + _BAR, _SIGN)
        bar = f'<rect x="{_LEFT}" y="{top}" width="{width:.1f}" height="{_BAR}" rx="{_BAR / 2:g}" fill="{TILE}"/>'
        if share:
            filled = max(_BAR, width * share)
            bar += (
                f'<rect x="{_LEFT}" y="{top}" width="{filled:.1f}" height="{_BAR}" rx="{_BAR / 2:g}" fill="{ACCENT}"/>'
            )
        right = round(WIDTH - MARGIN - self.lettering.width(COUNT, number), 1)
        count = self.lettering.text(right, height / 2 + 17, [number], COUNT)
        return Block(
            self._sign(figure, height) + self.lettering.text(_LEFT, 31, lines, STEP) + bar + count, height + _GAP
        )

    def _sign(self, figure: Figure, height: float) -> str:
        if not figure.sign:
            return ""
        place = f'<svg x="{MARGIN}" y="{(height - _SIGN) / 2:g}" width="{_SIGN}" height="{_SIGN}" '
        return f'<g color="{ACCENT}">{svg_of(figure.sign).replace("<svg ", place, 1)}</g>'
