"""How large a target must be for who points with the eyes, and whether such targets fit at all."""

from dataclasses import dataclass
from typing import Final, Literal

from modalities.gaze._calibration import Place, Window

Way = Literal["eyes", "head", "keyboard"]

LEAST_PX: Final = 44.0
"""Side of any target (WCAG 2.2, 2.5.5), whoever points."""
ERRORS_ACROSS: Final = 2.0
"""Errors in a target's side or diameter. With an error of which half trembles, that keeps the smoothed pointer in."""
REST_ERRORS: Final = 1.0
"""Errors across the strip between targets, where the eyes may rest."""
LEAST_REST_PX: Final = 24.0

HEAD_REACH_DEG: Final = (15.0, 10.0)
"""How far the head turns from the middle of the window to its sides, and to its top and bottom. Necks turn further, but
who points while reading should not have to."""
HEAD_ERROR_DEG: Final = 1.0
"""How far a pointing head is from where it means to point: landmarks that tremble by half a pixel of 480 give 0.5°, and
its owner, who sees the pointer, the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle:
    """A part of the page, in CSS pixels of its window."""

    left: float
    top: float
    width: float
    height: float

    def holds(self, place: Place, *, margin: float = 0.0) -> bool:
        """Whether a place lies in it, or not further than ``margin`` outside."""
        return (
            self.left - margin <= place[0] <= self.left + self.width + margin
            and self.top - margin <= place[1] <= self.top + self.height + margin
        )

    @property
    def middle(self) -> Place:
        return self.left + self.width / 2, self.top + self.height / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Something on a page that can be pointed at."""

    id: str
    place: Rectangle


def target_size(error_px: float) -> float:
    """Side of a square target, or diameter of a round one, in CSS pixels: twice the error, and never under 44."""
    return max(LEAST_PX, ERRORS_ACROSS * error_px)


def rest_size(error_px: float) -> float:
    """Width of the strips between targets in which nothing is chosen."""
    return max(LEAST_REST_PX, REST_ERRORS * error_px)


def how_many_fit(error_px: float, window: Window) -> tuple[int, int]:
    """Columns and rows of targets that fit in a window, with a strip of rest between each two."""
    size, rest = target_size(error_px), rest_size(error_px)
    return max(0, int((window.width + rest) // (size + rest))), max(0, int((window.height + rest) // (size + rest)))


def four_fit(error_px: float, window: Window) -> bool:
    """Whether two targets fit beside each other and two below them."""
    columns, rows = how_many_fit(error_px, window)
    return columns >= 2 and rows >= 2


def four_targets(error_px: float, window: Window) -> tuple[tuple[Rectangle, ...], tuple[Rectangle, ...]]:
    """Four targets as large as the window allows, from left to right and from top to bottom, and the two strips of rest
    that cross between them. Raises ``ValueError`` where they do not fit."""
    if not four_fit(error_px, window):
        raise ValueError("four targets do not fit")
    rest = rest_size(error_px)
    width, height = (window.width - rest) / 2, (window.height - rest) / 2
    targets = tuple(
        Rectangle(left=column * (width + rest), top=row * (height + rest), width=width, height=height)
        for row in (0, 1)
        for column in (0, 1)
    )
    upright = Rectangle(left=width, top=0.0, width=rest, height=window.height)
    level = Rectangle(left=0.0, top=height, width=window.width, height=rest)
    return targets, (upright, level)


def head_error_px(window: Window) -> float:
    """How far a pointing head is from where it means to point, in CSS pixels."""
    sideways, upwards = HEAD_REACH_DEG
    return HEAD_ERROR_DEG * max(window.width / (2 * sideways), window.height / (2 * upwards))


def way_of_pointing(error_px: float | None, window: Window, *, head: bool = True) -> Way:
    """With what somebody points best: the eyes if four targets of their size fit, else the head, else the keyboard.

    ``error_px`` is that of the eyes, None where they are not calibrated; ``head`` says whether a head can be seen.
    """
    if error_px is not None and four_fit(error_px, window):
        return "eyes"
    if head and four_fit(head_error_px(window), window):
        return "head"
    return "keyboard"
