"""Steps that branch, drawn from the top down: each condition with what to do where it holds, and where it does not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from modalities.picture import Diagram, When
from modalities.picture._lettering import Lettering, centred
from modalities.picture._look import (
    ACCENT,
    CHIP,
    FULL_WIDTH,
    MARGIN,
    NUMBER,
    PAPER,
    QUESTION,
    STEP,
    TILE,
    WHITE,
    Block,
    Style,
    moved,
)
from modalities.picture._pictograms import pictogram_for, svg_of
from modalities.picture._wording import drawable

MOST_DEPTH = 10

_LINE = 4
_PAD = 24
_GAP = 28
_CHIP_HEIGHT = 44
_SPINE = 44
"""From the margin to the line that leads from one question to the next."""
_INDENT = 128
"""From the margin to what is done."""
_COLUMN_GAP = 28
_COLUMN = (FULL_WIDTH - _COLUMN_GAP) / 2
_IN_COLUMN = 5
"""Lines of an action that stand in a column; of more, all goes one under the other."""
_SIGN = 52
_BESIDE_MARK = 64
"""From the question mark to the words beside it."""
_LINES = 8


@dataclass(frozen=True)
class DiagramDrawer:
    """Draws one diagram over the whole width of a card. ``labels`` has ``yes`` and ``no``."""

    diagram: Diagram
    lettering: Lettering
    labels: Mapping[str, str]
    language: str

    def draw(self, badge: str = "") -> Block:
        """The diagram, from the left margin; ``badge`` is the number of the step that it is."""
        whole = self._in_two_columns() or self._one_under_the_other()
        return Block(whole.svg + self._badge(badge), whole.height) if badge else whole

    # -- one question whose two answers are short: side by side

    def _in_two_columns(self) -> Block | None:
        asked = self.diagram.after(0, "yes"), self.diagram.after(0, "no")
        if None in asked or sum(node.is_question for node in self.diagram.nodes) > 1:
            return None
        columns = [[*self._chain(node)] for node in asked if node is not None]
        inside = _COLUMN - 2 * _PAD
        if any(len(self._lines(words, STEP, inside)) > _IN_COLUMN for column in columns for words in column):
            return None
        question = self._question(0, in_the_middle=True)
        middle, lefts = MARGIN + FULL_WIDTH / 2, (MARGIN, MARGIN + _COLUMN + _COLUMN_GAP)
        ways: tuple[tuple[When, float], ...] = (("yes", lefts[0]), ("no", lefts[1]))
        bar, top = question.height + _GAP, question.height + 2 * _GAP + _CHIP_HEIGHT + 18
        centres = [left + _COLUMN / 2 for left in lefts]
        svg = _line(f"M{middle:g} {question.height:g}V{bar:g}M{centres[0]:g} {bar:g}H{centres[1]:g}") + question.svg
        boxes = [[self._box(words, _COLUMN, signed_above=True) for words in column] for column in columns]
        firsts = max(column[0].height for column in boxes)
        height = top
        for (when, left), centre, column in zip(ways, centres, boxes, strict=True):
            svg += _arrow(centre, bar, top) + self._chip(when, centre, bar + _GAP - 6 + _CHIP_HEIGHT / 2 - 4)
            y = top
            for place, box in enumerate(column):
                tall = firsts if place == 0 and len(column) == 1 else box.height
                svg += moved(_frame(left, _COLUMN, tall) + moved(box.svg, left, 0), 0, y)
                y += tall
                if place + 1 < len(column):
                    svg += _arrow(centre, y, y + _GAP + 8)
                    y += _GAP + 8
            height = max(height, y)
        return Block(svg, height)

    # -- longer ones, and several questions: along a line on the left

    def _one_under_the_other(self) -> Block:
        svg, y, asked = "", 0.0, 0
        for _depth in range(MOST_DEPTH):
            question = self._question(asked)
            svg += moved(question.svg, 0, y)
            y += question.height
            svg, y = self._answered(svg, y, "yes", asked)
            no = self.diagram.after(asked, "no")
            if no is None:
                break
            if self.diagram.nodes[no].is_question:
                svg += self._down(y - _GAP, y + _CHIP_HEIGHT + _GAP, "no")
                y += _CHIP_HEIGHT + _GAP
                asked = no
                continue
            svg, y = self._answered(svg, y - _GAP, "no", asked)
            break
        return Block(svg, y - _GAP)

    def _answered(self, svg: str, y: float, when: When, asked: int) -> tuple[str, float]:
        """What follows an answer, to the right of the line that comes from ``y``; where the next may begin."""
        start, spine, left = y, MARGIN + _SPINE, MARGIN + _INDENT
        y += _GAP
        boxes = [self._box(words, FULL_WIDTH - _INDENT) for words in self._chain(self.diagram.after(asked, when))]
        middle = y + boxes[0].height / 2
        line = f"M{spine:g} {start:g}V{middle:g}H{left - 12:g}"
        drawn = _head(left - 3, middle, across=True) + self._chip(when, spine, middle)
        for place, box in enumerate(boxes):
            if place:
                drawn += _arrow(left + 60, y, y + _GAP + 8)
                y += _GAP + 8
            drawn += moved(_frame(left, FULL_WIDTH - _INDENT, box.height) + moved(box.svg, left, 0), 0, y)
            y += box.height
        if when == "yes" and self.diagram.after(asked, "no") is not None:
            line += f"M{spine:g} {middle:g}V{y + _GAP:g}"
        return svg + _line(line) + drawn, y + _GAP

    def _down(self, start: float, end: float, when: When) -> str:
        x = MARGIN + _SPINE
        return _arrow(x, start, end) + self._chip(when, x, (start + end) / 2)

    # -- parts

    def _chain(self, node: int | None) -> Iterator[str]:
        """The words of an action, and of those that follow it."""
        while node is not None:
            yield self.diagram.nodes[node].words
            node = self.diagram.after(node, "then")

    def _question(self, node: int, *, in_the_middle: bool = False) -> Block:
        """A pill with a question mark in it."""
        lines = self._lines(self.diagram.nodes[node].words, QUESTION, FULL_WIDTH - 2 * _PAD - _BESIDE_MARK)
        height = max(84, len(lines) * QUESTION.leading + 36)
        pill = (
            f'<rect x="{MARGIN + 2}" y="2" width="{FULL_WIDTH - 4:g}" height="{height - 4:g}" rx="42" '
            f'fill="{TILE}" stroke="{ACCENT}" stroke-width="{_LINE}"/>'
        )
        left, first = MARGIN + _PAD + 12, (height - len(lines) * QUESTION.leading) / 2 + 33
        if in_the_middle:
            widest = max((self.lettering.width(QUESTION, line) for line in lines), default=0.0)
            left = max(left, round(MARGIN + (FULL_WIDTH - widest - _BESIDE_MARK) / 2))
        sign = _sign("question", left, (height - 48) / 2, 48)
        return Block(pill + sign + self.lettering.text(left + _BESIDE_MARK, first, lines, QUESTION), height)

    def _box(self, words: str, width: float, *, signed_above: bool = False) -> Block:
        """What to do, with its pictogram over it or before it; the frame around it is drawn apart."""
        pictogram = pictogram_for(words, self.language)
        aside = 0 if signed_above or pictogram is None else _SIGN + 20
        lines = self._lines(words, STEP, width - 2 * _PAD - aside)
        above = _SIGN + 14 if signed_above and pictogram else 0
        height = max(len(lines) * STEP.leading, _SIGN if aside else 0) + above + 36
        first = (height + above - len(lines) * STEP.leading) / 2 + 33
        text = self.lettering.text(_PAD + aside, first, lines, STEP)
        if pictogram is None:
            return Block(text, height)
        return Block(_sign(pictogram, _PAD, 20 if above else (height - _SIGN) / 2, _SIGN) + text, height)

    def _lines(self, words: str, style: Style, width: float) -> list[str]:
        return self.lettering.lines(drawable(words), style, width=width, lines=_LINES)

    def _chip(self, when: When, x: float, y: float) -> str:
        """« oui » light on dark, « non » dark on light: words, and never the colour alone."""
        words, is_yes = self.labels[when], when == "yes"
        style = CHIP if is_yes else Style(size=CHIP.size, leading=0, weight=CHIP.weight, colour=ACCENT)
        width = self.lettering.width(style, words) + 36
        fill = ACCENT if is_yes else WHITE
        return (
            f'<rect x="{x - width / 2:.1f}" y="{y - _CHIP_HEIGHT / 2:g}" width="{width:.1f}" height="{_CHIP_HEIGHT}" '
            f'rx="{_CHIP_HEIGHT / 2:g}" fill="{fill}" stroke="{ACCENT}" stroke-width="3"/>'
        ) + centred(x, y + 9, words, style)

    def _badge(self, words: str) -> str:
        width = max(44, self.lettering.width(NUMBER, words) + 24)
        box = (
            f'<rect x="{MARGIN - 18}" y="-20" width="{width:.1f}" height="44" rx="22" fill="{ACCENT}" stroke="{PAPER}" '
            'stroke-width="5"/>'
        )
        return box + centred(MARGIN - 18 + width / 2, 11.5, words, NUMBER)


def _frame(x: float, width: float, height: float) -> str:
    return (
        f'<rect x="{x + 1.5:g}" y="1.5" width="{width - 3:g}" height="{height - 3:g}" rx="18" fill="{WHITE}" '
        f'stroke="{ACCENT}" stroke-opacity=".45" stroke-width="3"/>'
    )


def _sign(name: str, x: float, y: float, side: int) -> str:
    drawn = svg_of(name).replace("<svg ", f'<svg x="{x:g}" y="{y:g}" width="{side}" height="{side}" ', 1)
    return f'<g color="{ACCENT}">{drawn}</g>'


def _line(path: str) -> str:
    return f'<path d="{path}" fill="none" stroke="{ACCENT}" stroke-width="{_LINE}" stroke-linejoin="round"/>'


def _arrow(x: float, start: float, end: float) -> str:
    """Downwards, its head at ``end``."""
    return _line(f"M{x:g} {start:g}V{end - 12:g}") + _head(x, end - 3, across=False)


def _head(x: float, y: float, *, across: bool) -> str:
    points = f"M{x:g} {y:g}l-16-10v20z" if across else f"M{x:g} {y:g}l-10-16h20z"
    return f'<path d="{points}" fill="{ACCENT}"/>'
