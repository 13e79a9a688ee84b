"""Text on a card: measured, broken into lines, drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import accumulate

from modalities.picture._look import Block, Style
from modalities.picture._typeface import Typeface
from modalities.picture._wording import drawable
from modalities.picture._wrapping import balanced, wrapped


@dataclass(frozen=True)
class Lettering:
    """What a typeface draws."""

    typeface: Typeface

    def width(self, style: Style, words: str) -> float:
        return self.typeface.width(words, size=style.size, weight=style.weight)

    def lines(self, words: str, style: Style, *, width: float, lines: int) -> list[str]:
        """The words on at most so many lines, the last with an ellipsis where there are more of them."""
        return wrapped(words, width=width, lines=lines, measure=partial(self.width, style))

    def even_lines(self, words: str, style: Style, *, width: float, lines: int) -> list[str]:
        """The same, each about as long as the others."""
        return balanced(words, width=width, lines=lines, measure=partial(self.width, style))

    def paragraph(self, words: str, style: Style, width: float, *, lines: int, x: float = 0) -> Block:
        """Words from the left, drawable or not."""
        found = self.lines(drawable(words), style, width=width, lines=lines)
        return Block(self.text(x, style.size, found, style), len(found) * style.leading)

    def text(self, x: float, y: float, lines: Sequence[str], style: Style) -> str:
        """Lines whose first baseline is at ``y``."""
        return "".join(
            f"{opened(x, y + place * style.leading, style)}>{self._runs(x, line, style)}</text>"
            for place, line in enumerate(lines)
        )

    def centred_text(self, x: float, y: float, lines: Sequence[str], style: Style) -> str:
        """Lines whose middles are at ``x``."""
        return "".join(
            self.text(round(x - self.width(style, line) / 2, 1), y + place * style.leading, [line], style)
            for place, line in enumerate(lines)
        )

    def _runs(self, x: float, line: str, style: Style) -> str:
        runs = self.typeface.runs(line)
        if len(runs) == 1:
            return escape(line)
        widths = (self.width(style, run.text) for run in runs)
        return "".join(
            f'<tspan x="{place:.1f}">{escape(run.text)}</tspan>'
            for place, run in zip(accumulate(widths, initial=x), runs, strict=False)
        )


def opened(x: float, y: float, style: Style) -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{style.size}" font-weight="{style.weight}" fill="{style.colour}"'


def centred(x: float, y: float, words: str, style: Style) -> str:
    """One line that our own typeface has, in the middle of ``x``."""
    return f'{opened(x, y, style)} text-anchor="middle">{escape(words)}</text>'
