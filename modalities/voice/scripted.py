"""A voice that needs nothing: a soft tone as long as the sentence would be, for a room without voices and for tests."""

from functools import lru_cache

import numpy as np

from modalities.voice import Speech, SpokenWord, Voice
from modalities.voice._sound import Pcm, silence, wav
from modalities.voice._spoken import refuse_unspeakable, word_around
from vocabulary import Language

RATE = 16_000  # Hz
_SECONDS_A_CHARACTER = 0.06  # about 170 words a minute
_PITCH = {"fr": 220.0, "en": 277.18}  # Hz, a and c sharp: one hears which language it stands for
_LOUDNESS = 0.15
_FADE_S = 0.02


def load(**_ignored: object) -> Voice:
    """The scripted voice. It has no options."""
    return ScriptedVoice()


class ScriptedVoice:
    name = "scripted"

    def speak(self, text: str, *, language: Language, speed: float = 1.0) -> Speech:
        """A tone for each word, lasting what the word would. What holds no word is a short silence."""
        refuse_unspeakable(text, language, speed)
        return _tones(text, language, speed)


@lru_cache(maxsize=64)
def _tones(text: str, language: Language, speed: float) -> Speech:
    words = _words(text)
    if not words:
        return Speech(wav=wav(silence(0.2, rate=RATE)), seconds=0.2)
    a_character = _SECONDS_A_CHARACTER / speed
    seconds = len(text) * a_character
    samples = np.zeros(round(seconds * RATE), dtype=np.float64)
    for first, last in words:
        start, end = (round(place * a_character * RATE) for place in (first, last))
        samples[start:end] = _tone(end - start, _PITCH[language])
    heard = (samples * 32_767).astype("<i2").tobytes()
    said = tuple(SpokenWord(start=first * a_character, first=first, last=last) for first, last in words)
    return Speech(wav=wav(Pcm(samples=heard, rate=RATE)), seconds=len(samples) / RATE, words=said)


def _words(text: str) -> list[tuple[int, int]]:
    found = (word_around(text, index) for index, character in enumerate(text) if character.isalnum())
    return sorted({word for word in found if word})


def _tone(length: int, pitch: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """A sine that fades in and out, so that it does not click."""
    at = np.arange(length)
    fade = np.minimum(1.0, np.minimum(at, at[::-1]) / (_FADE_S * RATE))
    return np.asarray(_LOUDNESS * fade * np.sin(2 * np.pi * pitch * at / RATE))
