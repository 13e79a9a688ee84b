"""The One-Euro filter: calms what trembles at rest, follows what moves.

Géry Casiez, Nicolas Roussel and Daniel Vogel, "1 € Filter: A Simple Speed-based Low-pass Filter for Noisy Input in
Interactive Systems", CHI 2012, https://doi.org/10.1145/2207676.2208639; the names are those of its Algorithm 1.
"""

from math import inf, pi
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.floating[Any]]


class OneEuro:
    """Smooths one stream of values: numbers of any shape, each for itself. Not for several threads at once.

    To set it, as the paper says: with ``beta`` at 0, lower ``min_cutoff_hz`` until a value at rest is calm; then raise
    ``beta`` until a moving one no longer lags.
    """

    def __init__(self, *, min_cutoff_hz: float = 1.0, beta: float = 0.0, derivative_cutoff_hz: float = 1.0) -> None:
        """Set it; ``beta`` is in hertz for each unit of value a second.

        Raises ``ValueError`` for a cutoff that is not above 0, or a negative ``beta``.
        """
        if not (0 < min_cutoff_hz < inf and 0 < derivative_cutoff_hz < inf and 0 <= beta < inf):
            raise ValueError("cutoffs are above 0 Hz and beta is not negative")
        self._min_cutoff_hz = min_cutoff_hz
        self._beta = beta
        self._derivative_cutoff_hz = derivative_cutoff_hz
        self._t_s = -inf
        self._value: NDArray[np.float64] | None = None
        self._speed: NDArray[np.float64] | None = None

    def filter(self, value: Values, t_s: float) -> NDArray[np.float64]:
        """The value at ``t_s`` seconds, smoothed; the first one comes back as it is.

        A value that is not later than the one before it changes nothing: what came last is given again. After a pause
        the next value counts nearly for itself. Raises ``ValueError`` for a value that is not finite or of another
        shape than the first; the filter is then as it was.
        """
        new = np.array(value, dtype=np.float64)
        if not np.isfinite(new).all():
            raise ValueError("a value to smooth is finite")
        if self._value is None or self._speed is None:
            self._value, self._speed, self._t_s = new, np.zeros_like(new), t_s
            return new.copy()
        if new.shape != self._value.shape:
            raise ValueError(f"values of shape {self._value.shape} are smoothed here, not {new.shape}")
        passed_s = t_s - self._t_s
        if passed_s <= 0:
            return self._value.copy()
        speed = (new - self._value) / passed_s
        self._speed = self._speed + _alpha(self._derivative_cutoff_hz, passed_s) * (speed - self._speed)
        cutoff_hz = self._min_cutoff_hz + self._beta * np.abs(self._speed)
        self._value = self._value + _alpha(cutoff_hz, passed_s) * (new - self._value)
        self._t_s = t_s
        return self._value.copy()

    def forget(self) -> None:
        """Begin again with the next value, for instance where a hand or a face was lost."""
        self._value = self._speed = None
        self._t_s = -inf


def _alpha(cutoff_hz: Any, passed_s: float) -> Any:
    """The weight of a new value in an exponential smoothing of that cutoff."""
    return 1 / (1 + 1 / (2 * pi * cutoff_hz * passed_s))
