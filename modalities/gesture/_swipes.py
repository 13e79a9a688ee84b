"""Swipes: a hand that crosses a good part of the picture at once.

The rule is that of the data they were measured on: the mean of the points moves by more than 0.3 of the picture within
0.6 s. The rest is about movements that are no swipes: a hand that comes into the picture or leaves it, goes back to
where it came from, or is another hand than a moment ago.
"""

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from modalities.gesture._points import Numbers

FAR: Final = 0.3
"""Of the picture's width (to the sides) or height (up, down)."""

_SIDEWAYS: Final = 0.5
"""How much a swipe may stray from its way, of its length."""
_STRAIGHT: Final = 0.7
"""How much of all its movement leads to its end: less is shaking or drawing."""
_LOST_MS: Final = 350
"""A hand in quick movement is blurred and not found; the labelled swipes have such gaps of up to 330 ms."""
_SEEN: Final = 0.06
"""So much of the movement has to be seen beside its largest step. Where one hand is lost and another one found
elsewhere, there is that step alone."""
_STILL: Final = 0.05
"""A hand that strays less than this is at rest."""
_MOVES: Final = 0.035
_SEEN_MS: Final = 50
"""A swipe to the side begins with a hand that was there: at rest for two pictures."""
_RAISED_MS: Final = 250
"""One up begins with a hand that rested so long, one down ends so: else a hand is only raised into the picture or let
down."""
_STOPPED_MS: Final = 120
"""A hand that rests so long has arrived."""
_BACK_MS: Final = 400
"""The opposite swipe: after so long a rest at the end of the first. Without it the hand only goes back. The same swipe
again: after that rest, or once it has gone back by half."""


@dataclass(frozen=True, slots=True)
class _Place:
    t_ms: float
    at: Numbers
    """Of the picture's width and height."""


class Swipes:
    """Watches one hand. Give every place of it, in order, and say when it is gone."""

    def __init__(self, within_ms: float = 600) -> None:
        self._within_ms = within_ms
        self._places: deque[_Place] = deque(maxlen=512)
        self._last: str | None = None
        self._end: Numbers | None = None
        self._is_back = False
        self._resting_from: _Place | None = None

    def forget(self) -> None:
        """Another hand acts from now on, or none."""
        self._places.clear()
        self._resting_from = None
        self._last = None

    def lost(self, t_ms: float) -> None:
        """The hand is not seen at this time."""
        if self._places and t_ms - self._places[-1].t_ms > _LOST_MS:
            self.forget()

    @property
    def is_moving(self) -> bool:
        """Whether the hand moves too quickly to show a shape: by 0.035 of the picture in the last 0.2 s."""
        if not self._places:
            return False
        newest = self._places[-1]
        recent = [place.at for place in self._places if newest.t_ms - place.t_ms <= 200]
        return bool(np.ptp(recent, axis=0).max() > _MOVES)

    def moved(self, at: Numbers, t_ms: float) -> str | None:
        """The hand is at this place of the picture, of its width and height; the swipe that this completes, if any."""
        self.lost(t_ms)
        place = _Place(t_ms, at)
        if self._resting_from is None or np.abs(at - self._resting_from.at).max() > _STILL:
            self._resting_from = place
        self._places.append(place)
        while self._places and t_ms - self._places[0].t_ms > self._within_ms + 2 * _RAISED_MS:
            self._places.popleft()
        self._may_go_again(place)
        swipe = self._completed(place)
        if swipe is None or (self._last == swipe and not self._is_back):
            return None
        if self._last is not None and swipe == _OPPOSITE[self._last]:
            return None
        self._last, self._end, self._is_back = swipe, at, False
        self._keep_only(place)
        return swipe

    def _may_go_again(self, now: _Place) -> None:
        if self._last is None or self._resting_from is None or self._end is None:
            return
        axis, sign = _WAYS[self._last]
        if (now.at[axis] - self._end[axis]) * sign > 0:
            self._end = now.at  # it went on after it had counted
        self._is_back = self._is_back or (self._end[axis] - now.at[axis]) * sign > FAR / 2
        if now.t_ms - self._resting_from.t_ms >= _BACK_MS:
            self._last = None
            self._keep_only(self._resting_from)

    def _keep_only(self, place: _Place) -> None:
        kept = [one for one in self._places if one.t_ms >= place.t_ms]
        self._places.clear()
        self._places.extend(kept)

    def _completed(self, end: _Place) -> str | None:
        path = [place for place in self._places if end.t_ms - place.t_ms <= self._within_ms]
        if len(path) < 3:
            return None
        ways = np.array([end.at - place.at for place in path])
        start, axis = (int(one) for one in np.unravel_index(np.abs(ways).argmax(), ways.shape))
        way = ways[start]
        if abs(way[axis]) <= FAR or abs(way[1 - axis]) > _SIDEWAYS * abs(way[axis]):
            return None
        label = next(name for name, (along, sign) in _WAYS.items() if along == axis and sign * way[axis] > 0)
        if not _is_one_movement(path[start:], axis) or not self._was_there(
            path[start], _RAISED_MS if axis else _SEEN_MS
        ):
            return None
        if label == "swipe_down" and not self._rests(end):
            return None
        return label

    def _was_there(self, start: _Place, for_ms: float) -> bool:
        """Whether the hand had been near the start of its way so long before it left it."""
        near = [place.t_ms for place in self._places if np.abs(place.at - start.at).max() <= _STILL]
        return bool(near) and max(near) - min(near) >= for_ms

    def _rests(self, end: _Place) -> bool:
        return self._resting_from is not None and end.t_ms - self._resting_from.t_ms >= _STOPPED_MS


_WAYS: Final = {"swipe_left": (0, -1), "swipe_right": (0, 1), "swipe_up": (1, -1), "swipe_down": (1, 1)}
"""Axis and sign, in the picture as the camera gives it."""
_OPPOSITE: Final = {
    "swipe_left": "swipe_right",
    "swipe_right": "swipe_left",
    "swipe_up": "swipe_down",
    "swipe_down": "swipe_up",
}


def _is_one_movement(path: list[_Place], axis: int) -> bool:
    steps = np.diff([place.at[axis] for place in path])
    whole = steps.sum()
    if abs(whole) < _STRAIGHT * np.abs(steps).sum():
        return False
    return bool(abs(whole) - np.abs(steps).max() >= _SEEN)
