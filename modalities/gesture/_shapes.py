"""Which shape a hand has, or that it has none that we know. Made by ``scripts/gesture/train.py``.

Three small networks are asked, and their answers averaged: where they were not taught they disagree, so that their mean
is unsure there. A hand that is unlike all that the networks were taught is unknown whatever they say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from modalities.gesture._points import Points, away_from_up_deg, features, foreshortened, is_hand, shows_its_back

FORMS: Final = ("palm", "fist", "thumb", "victory", "point", "other")
"""Shapes whatever their direction; « other » is every shape that asks for nothing."""
COMMANDS: Final = ("open_palm", "fist", "thumb_up", "thumb_down", "victory", "pointing_up")
NONE: Final = "none"
UNSURE: Final = "unsure"

FILE: Final = Path(__file__).parents[2] / "assets" / "gesture" / "shapes.npz"
NETWORKS: Final = 3
LAYERS: Final = 3

LEAST: Final = 0.5
"""How probable a command has to be: more than everything else together. Of people whom the networks never saw, the
right command got 0.62 or more in each of 87 pictures, and a wrong one 0.32 or less in 51 of 52."""

_UP_DEG: Final = 75.0
_DOWN_DEG: Final = 105.0
"""A thumb between the two says neither yes nor no. People tilt a thumb down by up to 53 degrees, up by up to 35."""
_POINTS_UP_DEG: Final = 50.0
_SEEN: Final = 0.35
"""A thumb or a finger of which less is seen points at the camera, and its direction in the picture is chance."""
_UPRIGHT_DEG: Final = 60.0
"""The side of a hand (left, right) was wrong for 2 of 10 palms lying on a table, and for none that stands up: only
there the back of the hand is told from the palm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one hand shows."""

    label: str
    """One of ``COMMANDS``, ``NONE``, ``UNSURE`` or the name of a taught gesture."""
    confidence: float | None
    """The label's probability; None for ``UNSURE``."""
    shares: Mapping[str, float]
    """The probability of each label, ``UNSURE`` among them. They add up to 1."""


UNKNOWN: Final = Reading(label=UNSURE, confidence=None, shares={UNSURE: 1.0})
"""Of what cannot be a hand."""


class Shapes:
    """The networks. It may be called by several threads at once."""

    def __init__(self, arrays: Mapping[str, NDArray[np.floating]], *, prefix: str = "") -> None:
        """Take the networks out of a file's arrays; those whose names begin with ``prefix``."""
        self._mean, self._spread = (arrays[name].astype(np.float32) for name in ("mean", "spread"))
        self._networks = [
            [
                (
                    arrays[f"{prefix}weights_{network}_{layer}"].astype(np.float32),
                    arrays[f"{prefix}biases_{network}_{layer}"].astype(np.float32),
                )
                for layer in range(LAYERS)
            ]
            for network in range(NETWORKS)
        ]
        self._typical = arrays["typical"].astype(np.float32)
        self._width = arrays["width"].astype(np.float32)
        self._farthest = arrays["farthest"].astype(np.float32)

    def probabilities(self, hands: Points) -> NDArray[np.float32]:
        """How probable each of ``FORMS`` is: shape (n, 6) for hands (n, 21, 3)."""
        return self._answers(self.standard(features(hands)))

    def forms(self, hands: Points) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """The probabilities, and whether each hand is like those of its most probable form that were taught."""
        standard = self.standard(features(hands))
        answers = self._answers(standard)
        best = answers.argmax(axis=1)
        away = np.sqrt((((standard - self._typical[best]) / self._width[best]) ** 2).mean(axis=1))
        return answers, away <= self._farthest[best]

    def standard(self, found: NDArray[np.floating]) -> NDArray[np.float32]:
        """Features in their spreads over made-up hands, from their means."""
        return np.asarray((found - self._mean) / self._spread, np.float32)

    def raw(self, standard: NDArray[np.float32]) -> NDArray[np.float32]:
        """The features again."""
        return np.asarray(standard * self._spread + self._mean, np.float32)

    def _answers(self, standard: NDArray[np.float32]) -> NDArray[np.float32]:
        answers = [_softmax(_through(layers, standard)) for layers in self._networks]
        return np.asarray(np.mean(answers, axis=0), np.float32)


def _through(
    layers: Sequence[tuple[NDArray[np.float32], NDArray[np.float32]]], x: NDArray[np.float32]
) -> NDArray[np.float32]:
    for number, (weights, biases) in enumerate(layers):
        x = x @ weights + biases
        if number < len(layers) - 1:
            x = np.maximum(x, 0)
    return x


def _softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


@cache
def stored_shapes() -> Shapes:
    """The networks that come with the café."""
    with np.load(FILE) as arrays:
        return Shapes(arrays)


def read_hand(shapes: Shapes, points: Points, *, is_left: bool | None, from_above: bool = False) -> Reading:
    """What one hand shows; see ``decided`` for how sure it has to be."""
    return decided([shares_of(shapes, points, is_left=is_left, from_above=from_above)])


def shares_of(shapes: Shapes, points: Points, *, is_left: bool | None, from_above: bool = False) -> dict[str, float]:
    """How probable each label is for one hand.

    The form knows no direction. Where the camera faces the person, the thumb's direction in the picture makes it up or
    down, a finger has to point up, and a palm has to be shown. ``from_above``, over a table, there is no up: every
    thumb is ``thumb_up``, every pointing finger ``pointing_up``.
    """
    if not is_hand(points):
        return {UNSURE: 1.0}
    answers, is_known = shapes.forms(points[None])
    by_form = {form: float(share) for form, share in zip(FORMS, answers[0], strict=True)}
    best = max(by_form, key=lambda form: by_form[form])
    if not is_known[0] and best != "other":
        return {UNSURE: 1.0}
    shares = {"fist": by_form["fist"], "victory": by_form["victory"], NONE: by_form["other"]}
    meant = {
        "thumb": "thumb_up" if from_above else _of_thumb(points),
        "point": "pointing_up" if from_above else _of_finger(points),
        "palm": "open_palm" if from_above else _of_palm(points, is_left),
    }
    for form, label in meant.items():
        shares[label] = shares.get(label, 0.0) + by_form[form]
    return shares


def _of_thumb(points: Points) -> str:
    if foreshortened(points, 2, 4) < _SEEN:
        return UNSURE
    away_deg = away_from_up_deg(points, 2, 4)
    return "thumb_up" if away_deg <= _UP_DEG else "thumb_down" if away_deg >= _DOWN_DEG else UNSURE


def _of_finger(points: Points) -> str:
    if foreshortened(points, 5, 8) < _SEEN:
        return UNSURE
    return "pointing_up" if away_from_up_deg(points, 5, 8) <= _POINTS_UP_DEG else NONE


def _of_palm(points: Points, is_left: bool | None) -> str:
    is_upright = away_from_up_deg(points, 0, 9) <= _UPRIGHT_DEG
    return NONE if is_left is not None and is_upright and shows_its_back(points, is_left=is_left) else "open_palm"


def decided(looks: Sequence[Mapping[str, float]]) -> Reading:
    """One reading of several looks at the same hand: the mean of what they say, if it is sure enough.

    A command has to be as probable as ``LEAST`` says. « none » has only to be the most probable: it does nothing.
    """
    if not looks:
        return UNKNOWN
    labels = dict.fromkeys(label for look in looks for label in look)
    shares = {label: sum(look.get(label, 0.0) for look in looks) / len(looks) for label in labels}
    best = max(shares, key=lambda label: shares[label])
    if best == UNSURE or (best in COMMANDS and shares[best] < LEAST):
        return Reading(label=UNSURE, confidence=None, shares=shares)
    return Reading(label=best, confidence=shares[best], shares=shares)
