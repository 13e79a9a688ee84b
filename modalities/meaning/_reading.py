"""Whether a passage answers a question, by reading the two together. Made by ``scripts/reading/train.py``.

Two troubles of one thing have nearly the same meaning: *I want another PIN* and *my PIN is refused*. What tells them
apart are a few words, each held beside those of the other text that it is about. A small network does so: it attends
from each word to the other text and compares the two (Parikh et al. 2016, "A decomposable attention model"), and what
it saw is summed up by mean, maximum and attention (Chen et al. 2017, "Enhanced LSTM for natural language inference",
without its LSTM: the words are already told in their context). It takes the words as multilingual-e5-small has them
in three of its layers; that model stays as it is.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

FILE: Final = Path(__file__).parents[2] / "assets" / "meaning" / "reading.npz"
LAYERS: Final = (6, 9, 12)
"""Of the model, counted from 1. The last alone tells less: it has given up what tells a word from its neighbours."""
QUESTION_TOKENS: Final = 64
PASSAGE_TOKENS: Final = 160
USUAL: Final = (0.85, 0.85, 0.75, 0.8)
"""Of the four signs of nearness, what they are between texts on the same thing; cosines of e5 all are great."""
SPREAD: Final = (20.0, 20.0, 10.0, 20.0)
COSINE_USUAL, COSINE_SPREAD = 0.8, 5
"""Likewise of the cosines of two words, which say where to look."""
TRIAL: Final = "trial"
_SAME_MODEL = 0.9  # the cosine of a trial, between the model that was taught upon and one of the same name
_LEAST = 1e-12

Floats = NDArray[np.float32]


class Reading:
    """Some networks that were taught alike but for chance, whose mean errs less. Several threads may ask at once."""

    def __init__(self, arrays: Mapping[str, NDArray[np.floating]]) -> None:
        numbers = sorted({name.partition(" ")[0] for name in arrays} - {TRIAL})
        self._trial = arrays[TRIAL].astype(np.float32)
        self._networks = [
            _Network({name.removeprefix(f"{n} "): one for name, one in arrays.items() if name.startswith(f"{n} ")})
            for n in numbers
        ]

    def knows(self, trial: Floats) -> bool:
        """Whether a model is the one whose words it was taught to read; ``trial`` is its vector of a short sentence."""
        if trial.shape != self._trial.shape:
            return False
        return float(_unit(trial[None])[0] @ _unit(self._trial[None])[0]) >= _SAME_MODEL

    def log_odds(self, question: Floats, passages: Sequence[Floats]) -> Floats:
        """With which each passage answers the question; shape (passages,).

        Both as ``LAYERS`` have their tokens: shape (tokens, layers, width).
        """
        asked = _Text(question)
        told = [_Text(one) for one in passages]
        odds = [network.log_odds(asked, told) for network in self._networks]
        return np.asarray(np.mean(odds, axis=0), np.float32)


class _Text:
    """A text as the networks take it, a row a token."""

    def __init__(self, layers: Floats) -> None:
        around = layers - layers.mean((1, 2), keepdims=True)
        spread = np.sqrt((around**2).mean((1, 2), keepdims=True) + 1e-5)
        self.even = (around / spread).reshape(len(layers), -1)
        """All layers, with a mean of 0 and a variance of 1."""
        self.last = _unit(layers[:, -1])
        """As the model's last layer has them, each of length 1."""
        self.whole = _unit(self.last.mean(0)[None])[0]
        """The mean of ``last``, of length 1."""


class _Network:
    def __init__(self, arrays: Mapping[str, NDArray[np.floating]]) -> None:
        self._of = {name: array.astype(np.float32) for name, array in arrays.items()}

    def log_odds(self, asked: _Text, passages: Sequence[_Text]) -> list[float]:
        q = self._through("words", asked.even)
        seeks = np.tanh(self._through("seeks", q))
        return [self._beside(asked, q, seeks, one) for one in passages]

    def _beside(self, asked: _Text, q: Floats, seeks: Floats, passage: _Text) -> float:
        cosines = asked.last @ passage.last.T
        near = _nearness(asked, passage, cosines)
        by_cosine, by_words = self._of["trust"]
        p = self._through("words", passage.even)
        offers = np.tanh(self._through("offers", p))
        attention = by_words * (seeks @ offers.T) / math.sqrt(seeks.shape[1])
        attention = attention + by_cosine * (cosines - COSINE_USUAL) * COSINE_SPREAD
        seen = [
            self._summed("asked", _compared(q, _softmax(attention) @ p)),
            self._summed("passage", _compared(p, _softmax(attention.T) @ q)),
            (near - np.array(USUAL, np.float32)) * np.array(SPREAD, np.float32),
        ]
        hidden = np.maximum(self._through("weighed", np.concatenate(seen)), 0)
        return float(self._through("answers", hidden)[0])

    def _summed(self, side: str, compared: Floats) -> Floats:
        seen = np.maximum(self._through(f"{side} compared", compared), 0)
        weights = _softmax(self._through(f"{side} counts", seen).T)
        return np.concatenate([seen.mean(0), seen.max(0), (weights @ seen)[0]])

    def _through(self, layer: str, x: Floats) -> Floats:
        return np.asarray(x @ self._of[f"{layer} weights"] + self._of[f"{layer} biases"], np.float32)


def _nearness(asked: _Text, passage: _Text, cosines: Floats) -> Floats:
    """Of the whole, of each word asked about to the nearest one told (mean and least), and the other way round."""
    nearest = cosines.max(1)
    return np.array([asked.whole @ passage.whole, nearest.mean(), nearest.min(), cosines.max(0).mean()], np.float32)


def _compared(words: Floats, beside: Floats) -> Floats:
    return np.concatenate([words, beside, words - beside, words * beside], axis=1)


def _softmax(x: Floats) -> Floats:
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _unit(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), _LEAST))


@cache
def stored_reading(file: Path = FILE) -> Reading:
    """The network in a file; the one that comes with the café."""
    with np.load(file) as arrays:
        return Reading(arrays)
