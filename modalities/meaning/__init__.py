"""Meaning: vectors of sentences, near one another where the sentences say the same in other words."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One row a text, shape (n, dimensions), each of length 1. A text without a word gives a row of zeros."""


class Embedder(Protocol):
    """One back-end. Several threads may call it at once."""

    @property
    def name(self) -> str:
        """The back-end's name."""
        ...

    @property
    def model(self) -> str:
        """What its vectors are of: the model's name, and a fingerprint of its files and of how they are used.

        Vectors of two models say nothing about each other and are never compared.
        """
        ...

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts that may be found. The end of a text that is too long for the model does not count.

        Raises ``EngineFailed``.
        """
        ...

    def questions(self, texts: Sequence[str]) -> Vectors:
        """The vectors of what is sought: near those of the passages that speak of it. Raises ``EngineFailed``."""
        ...

    def answering(self, question: str, passages: Sequence[str]) -> Vectors | None:
        """The log odds with which each passage answers a question, read together: shape (n,).

        None where nothing was made that reads with this model. Raises ``EngineFailed``.
        """
        ...
