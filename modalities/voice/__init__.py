"""Voice out: what a voice is, and the sound that it gives."""

from dataclasses import dataclass
from typing import Protocol

from modalities.voice._saying.spelling import spelled
from modalities.voice._sentences import sentences
from modalities.voice._spoken import LONGEST_SPOKEN
from vocabulary import Language

__all__ = ["LONGEST_SPOKEN", "Speech", "SpokenWord", "Voice", "sentences", "spelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWord:
    """When a word of the sentence is heard."""

    start: float
    """Seconds from the beginning of the sound."""
    first: int
    """Index of its first character in the text that was given."""
    last: int
    """Index just after its last character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """One sentence, spoken."""

    wav: bytes
    """RIFF, PCM 16-bit."""
    seconds: float
    words: tuple[SpokenWord, ...] = ()
    """Empty when the voice does not say when it speaks each word."""


class Voice(Protocol):
    """One back-end."""

    @property
    def name(self) -> str: ...

    def speak(self, text: str, *, language: Language, speed: float = 1.0) -> Speech:
        """Say one sentence. ``speed`` is 0.5 to 2.0, 1.0 being the voice's own.

        What holds nothing to say gives a short silence. Raises ``VoiceSilent`` when no voice of that language is here,
        or it hangs twice; ``TooManyWords`` beyond ``LONGEST_SPOKEN``; ``BadSetting`` for another speed;
        ``UnknownLanguage``.
        """
        ...
