"""Hands as the live channel shows them."""

from collections.abc import Iterable

from modalities.gesture import Hand

_LINES = (
    (0, 1, 2, 3, 4),
    (5, 6, 7, 8),
    (9, 10, 11, 12),
    (13, 14, 15, 16),
    (0, 17, 18, 19, 20),
    (0, 5, 9, 13, 17),
)
"""The landmarks that are joined: thumb, three fingers, the little finger with the edge of the hand, the palm."""


def lines_of(hands: Iterable[Hand]) -> list[list[list[float]]]:
    """Hands as the browser draws them, in heights of the picture."""
    return [hand.points[list(line), :2].astype(float).round(4).tolist() for hand in hands for line in _LINES]
