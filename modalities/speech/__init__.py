"""Speech in: what a speech recogniser is, and the sound that it is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vocabulary import Recognition, now

SAMPLE_RATE = 16_000  # Hz, what every recogniser here expects


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clip:
    """Decoded sound."""

    samples: NDArray[np.float32]
    """Mono, shape (n,), -1.0 to 1.0, ``SAMPLE_RATE`` a second."""
    captured_at: datetime = field(default_factory=now)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / SAMPLE_RATE


Progress = Callable[[float], None]
"""Told the part done, 0.0 to 1.0. It may raise ``Cancelled``, which stops the recognition."""


class SpeechRecogniser(Protocol):
    """One back-end. It is given only sound in which someone speaks, at most 30 seconds at a time."""

    @property
    def name(self) -> str:
        """The back-end's name; ``auto`` gives the name of what it would choose."""
        ...

    def recognise(self, clip: Clip, *, language: str | None = None, hints: Sequence[str] = ()) -> Recognition:
        """What was said in the clip; an empty text when nothing was.

        ``language`` is ISO 639-1, or None to detect it; ``hints`` are words of the community that may occur.
        Raises ``UnknownLanguage`` when the engine does not know it.
        """
        ...


# What a pipeline needs of this folder, whatever the back-end. They stand last because they are made of the above.
from modalities.speech._audio import decode, encode_wav  # noqa: E402
from modalities.speech._listening import recognise_speech  # noqa: E402

__all__ = [
    "SAMPLE_RATE",
    "Clip",
    "Progress",
    "SpeechRecogniser",
    "decode",
    "encode_wav",
    "recognise_speech",
]
