"""How everything that is drawn looks: the measures, the colours, the sizes of letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from modalities.picture._typeface import BOLD, REGULAR

WIDTH = 840
"""Units. Letters of 34 are then 14 pixels high on a telephone, and 30 beside a forum's column."""
SCALE = 1.5
"""Pixels a unit: sharp on the screens of telephones, and on paper."""
MARGIN = 48
FULL_WIDTH = WIDTH - 2 * MARGIN

PAPER = "#fdf9f1"
TILE = "#f6ead9"
RULE = "#e8d9c3"
WHITE = "#ffffff"
INK = "#2a211b"
MUTED = "#5e5147"
ACCENT = "#9a3412"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a run of text looks. Sizes are units."""

    size: int
    leading: int
    weight: int = REGULAR
    colour: str = INK


TITLE = Style(size=46, leading=54, weight=BOLD)
LONG_TITLE = Style(size=40, leading=48, weight=BOLD)
STEP = Style(size=34, leading=44)
QUOTE = Style(size=34, leading=48)
LABEL = Style(size=28, leading=40, weight=BOLD, colour=ACCENT)
SOURCE = Style(size=29, leading=39)
SMALL = Style(size=28, leading=38, colour=MUTED)
QUESTION = Style(size=34, leading=44, weight=BOLD)
CHIP = Style(size=27, leading=0, weight=BOLD, colour=WHITE)
COUNT = Style(size=48, leading=0, weight=BOLD)
NUMBER = Style(size=28, leading=0, weight=BOLD, colour=WHITE)
BIG_NUMBER = Style(size=54, leading=0, weight=BOLD, colour=ACCENT)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the card, drawn from its own top."""

    svg: str
    height: float


def stacked(blocks: Sequence[Block]) -> Block:
    """One under the other."""
    svg, top = "", 0.0
    for block in blocks:
        svg += moved(block.svg, 0, top)
        top += block.height
    return Block(svg, top)


def moved(svg: str, x: float, y: float) -> str:
    return f'<g transform="translate({x:g} {y:g})">{svg}</g>' if svg else ""
