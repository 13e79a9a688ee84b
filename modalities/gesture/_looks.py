"""Which of the hands in a picture acts, and closer looks at it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

import numpy as np

from modalities.frames import Frame
from modalities.gesture import Hand, HandFinder
from modalities.gesture._points import is_hand, middle, palm_length

Side = Literal["left", "right", "either"]

_CLOSER: Final = 2.6
"""The side of the part that is looked at again, in sizes of the hand."""
_LEAST_PX: Final = 48
_SAME: Final = 0.5
"""Two hands nearer to each other than this, in lengths of the palm, are one hand that was found twice."""
_AS_HIGH: Final = 1.0
"""Hands that differ less in height, in lengths of the palm, are raised alike; then the larger one acts: it is held out
towards the camera."""


def hands_apart(hands: Sequence[Hand], side: Side = "either") -> tuple[Hand, ...]:
    """The usable hands: points that can be a hand's, of the wanted side, each hand once, in the order given.

    A hand of which nobody knows the side is of either.
    """
    found: list[Hand] = []
    for hand in hands:
        if not is_hand(hand.points) or (side != "either" and hand.is_left is (side == "right")):
            continue
        if all(
            _distance(hand, other) > _SAME * max(palm_length(hand.points), palm_length(other.points)) for other in found
        ):
            found.append(hand)
    return tuple(found)


def acting_hand(hands: Sequence[Hand], side: Side = "either") -> Hand | None:
    """The raised hand when there are two; of two that are raised alike the larger. None where there is none."""
    apart = hands_apart(hands, side)
    if not apart:
        return None
    highest = min(apart, key=lambda hand: float(middle(hand.points)[1]))
    return max(
        (hand for hand in apart if not is_raised_above(highest, hand)), key=lambda hand: palm_length(hand.points)
    )


def is_raised_above(one: Hand, other: Hand) -> bool:
    """Whether one hand is held clearly higher than another."""
    reach = _AS_HIGH * max(palm_length(one.points), palm_length(other.points))
    return float(middle(other.points)[1] - middle(one.points)[1]) > reach


def _distance(one: Hand, other: Hand) -> float:
    return float(np.linalg.norm(middle(one.points) - middle(other.points)))


def looks_at(finder: HandFinder, picture: Frame, hand: Hand) -> tuple[Hand, ...]:
    """The hand as it was found, and as it is found in the part of the picture around it, also mirrored.

    A hand of a person far away is some pixels wide and its points may be thrown; a second look from nearer seldom
    throws them alike. Everything is in heights of the whole picture. Raises ``EngineFailed``.
    """
    height = picture.shape[0]
    low, high = hand.points[:, :2].min(axis=0) * height, hand.points[:, :2].max(axis=0) * height
    reach = max(float((high - low).max()) * _CLOSER, _LEAST_PX) / 2
    left, top = (int(max(0, edge)) for edge in (low + high) / 2 - reach)
    right, bottom = (int(edge) for edge in (low + high) / 2 + reach)
    part = np.ascontiguousarray(picture[top:bottom, left:right])
    if min(part.shape[:2]) < _LEAST_PX // 2:
        return (hand,)
    found = [hand]
    for mirrored in (False, True):
        seen = finder.find(np.ascontiguousarray(part[:, ::-1]) if mirrored else part)
        whole = [
            _in_whole(one, part.shape, (left, top), height, mirrored=mirrored) for one in seen if is_hand(one.points)
        ]
        if whole:
            nearest = min(whole, key=lambda one: _distance(one, hand))
            if _distance(nearest, hand) < reach / height:
                found.append(nearest)
    return tuple(found)


def _in_whole(hand: Hand, part: tuple[int, ...], corner: tuple[int, int], height: int, *, mirrored: bool) -> Hand:
    points = hand.points * (part[0] / height)
    if mirrored:
        points[:, 0] = part[1] / height - points[:, 0]
    points[:, :2] += np.array(corner, np.float32) / height
    is_left = hand.is_left if hand.is_left is None or not mirrored else not hand.is_left
    return replace(hand, points=points, is_left=is_left)
