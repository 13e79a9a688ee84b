"""Gestures that a member teaches: shown twice, kept as a list of numbers, recognised in a stream."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from errors import N_, GestureNotLearnt
from modalities.gesture import Hand
from modalities.gesture._points import FEATURES, features, is_hand
from modalities.gesture._shapes import COMMANDS, LEAST, NONE, UNSURE, Shapes, decided, shares_of, stored_shapes

Take = Sequence[tuple[float, Hand]]
"""One showing: milliseconds and the hand that acts, in order. Moments without a hand are left out."""

LEAST_MS: Final = 2000
LEAST_SEEN: Final = 15
"""How long and how often a hand has to be seen in a take; five seconds are asked for."""

# Distances are root mean squares over all features, each in its spread over made-up hands. One man's ten gestures, from
# 4 to 12 pictures of each: two halves of one gesture are at most 0.29 apart, its pictures at most 0.8 from their mean
# (0.5 on average), different gestures at least 0.69.
NEAR: Final = 0.55
"""A hand so near shows the gesture."""
_UNSTEADY: Final = 0.6
_OTHER_TAKE: Final = 0.5
_TOO_CLOSE: Final = 0.65
_CLEARLY: Final = 0.8
"""Another taught gesture has to be farther by this factor, else it is either of the two."""
_TAKEN_FOR_KNOWN: Final = 0.3
"""A gesture that so many of its pictures show as one of ours is that one."""

MOST_SIGNS: Final = 40
SWIPES: Final = ("swipe_left", "swipe_right", "swipe_up", "swipe_down")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A gesture that somebody taught, whatever the hand, its size and its turn in the picture."""

    name: str
    """As its author called it; it is the label of its recognitions."""
    shape: tuple[float, ...]
    """The features of its mean hand; no picture, and no face."""

    def as_dict(self) -> dict[str, Any]:
        """What to keep of it, for JSON: some 2 kB."""
        return {"name": self.name, "shape": list(self.shape)}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Taught":
        """A gesture that was kept. Raises ``GestureNotLearnt`` where it is of another version or damaged."""
        name, shape = kept.get("name"), kept.get("shape")
        try:
            numbers = tuple(float(number) for number in shape or ())
        except (TypeError, ValueError):
            numbers = ()
        if not isinstance(name, str) or len(numbers) != FEATURES or not np.isfinite(numbers).all():
            raise GestureNotLearnt(name=str(name), why=N_("ce qui en était gardé ne se lit plus : montrez-le encore"))
        return cls(name=name, shape=numbers)


def teach(takes: Sequence[Take], name: str, *, among: Iterable[Taught] = (), shapes: Shapes | None = None) -> Taught:
    """Learn a gesture from two takes of it.

    Raises ``GestureNotLearnt`` with the reason: no usable name, too little seen, the hand did not keep one shape, the
    two takes differ, or it is too close to a gesture of ours or of ``among``.
    """
    shapes = shapes or stored_shapes()
    name = _usable(name, among)
    if len(takes) != 2:
        raise GestureNotLearnt(name=name, why=N_("il se montre deux fois"))
    means = []
    for take in takes:
        shown = _shown(take, name)
        means.append(_typical(shown, shapes, name))
        _refuse_known(shown, shapes, name)
    if _apart(means[0], means[1]) > _OTHER_TAKE:
        raise GestureNotLearnt(name=name, why=N_("les deux fois ne se ressemblent pas : montrez la même forme"))
    mean = np.asarray((means[0] + means[1]) / 2, np.float32)
    for other in among:
        if other.name != name and _apart(mean, shapes.standard(np.array(other.shape))) < _TOO_CLOSE:
            raise GestureNotLearnt(name=name, why=N_("il ressemble trop à un geste que vous avez déjà appris au café"))
    raw = shapes.raw(mean)
    return Taught(name=name, shape=tuple(round(float(number), 4) for number in raw))


class Known:
    """The taught gestures of a stream."""

    def __init__(self, taught: Sequence[Taught], shapes: Shapes) -> None:
        self._names = [one.name for one in taught]
        self._shapes = shapes
        self._means = shapes.standard(np.array([one.shape for one in taught])) if taught else None

    def nearest(self, hand: Hand) -> tuple[str, float] | None:
        """The taught gesture that a hand shows, and how surely: 1.0 just as taught, 0.5 at the limit."""
        if self._means is None or not is_hand(hand.points):
            return None
        away = _apart(self._means, self._shapes.standard(features(hand.points[None])[0]))
        order = np.argsort(away)
        if away[order[0]] > NEAR or (len(order) > 1 and away[order[0]] > _CLEARLY * away[order[1]]):
            return None
        return self._names[order[0]], float(1.0 - 0.5 * away[order[0]] / NEAR)


def _usable(name: str, among: Iterable[Taught]) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= MOST_SIGNS:
        raise GestureNotLearnt(name=name, why=N_("donnez-lui un nom de 1 à 40 caractères"))
    taken = {*COMMANDS, *SWIPES, NONE, UNSURE, *(one.name.casefold() for one in among)}
    if name.casefold() in taken:
        raise GestureNotLearnt(name=name, why=N_("ce nom est déjà pris"))
    return name


def _shown(take: Take, name: str) -> list[Hand]:
    usable = [(t_ms, hand) for t_ms, hand in take if is_hand(hand.points)]
    times = {t_ms for t_ms, _hand in usable}
    if len(times) < LEAST_SEEN or max(times) - min(times) < LEAST_MS:
        raise GestureNotLearnt(name=name, why=N_("la main n’a pas été vue assez longtemps : gardez-la dans l’image"))
    return [hand for _t_ms, hand in usable]


def _typical(hands: Sequence[Hand], shapes: Shapes, name: str) -> NDArray[np.float32]:
    """The mean of the hands that agree; those far off, while the hand rose or fell, are left out."""
    standard = shapes.standard(features(np.stack([hand.points for hand in hands])))
    centre = np.median(standard, axis=0)
    away = _apart(standard, centre)
    if np.median(away) > _UNSTEADY or (away > 2 * _UNSTEADY).mean() > 1 / 3:
        raise GestureNotLearnt(name=name, why=N_("la main a changé de forme : gardez-la immobile"))
    return np.asarray(standard[away <= max(_UNSTEADY, float(np.median(away)))].mean(axis=0), np.float32)


def _refuse_known(hands: Sequence[Hand], shapes: Shapes, name: str) -> None:
    read = [decided([shares_of(shapes, hand.points, is_left=hand.is_left)]) for hand in hands]
    if np.mean([reading.label in COMMANDS for reading in read]) > _TAKEN_FOR_KNOWN:
        raise GestureNotLearnt(name=name, why=N_("il ressemble trop à un geste que le café connaît déjà"))
    mean = {label: float(np.mean([reading.shares.get(label, 0.0) for reading in read])) for label in COMMANDS}
    if max(mean.values()) > LEAST * _CLEARLY:
        raise GestureNotLearnt(name=name, why=N_("il ressemble trop à un geste que le café connaît déjà"))


def _apart(one: NDArray[np.floating], other: NDArray[np.floating]) -> NDArray[np.floating]:
    return np.asarray(np.sqrt(((one - other) ** 2).mean(axis=-1)))
