"""An answer, read aloud sentence by sentence."""

import hashlib
import io
import threading
import wave
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from errors import NotFound
from modalities.voice import Speech, Voice, sentences
from vocabulary import Language

PAUSE_SECONDS = 0.35  # between two sentences, as a reader breathes
_RATE_OF_NOTHING = 22_050  # Hz, of a file without a sentence
_READINGS_KEPT = 200  # a page's token; a text is at most some kilobytes
_BYTES_KEPT = 64 * 1024 * 1024  # of sound: about 25 minutes at 22 050 Hz


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text, cut where a voice breathes."""

    sentences: tuple[str, ...]
    language: Language
    speed: float = 1.0


@dataclass(slots=True)
class _Sounds:
    """The most recent sentences spoken, never more than a number of bytes."""

    limit: int
    _kept: OrderedDict[tuple[str, int], Speech] = field(default_factory=OrderedDict)
    _bytes: int = 0

    def get(self, key: tuple[str, int]) -> Speech | None:
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: tuple[str, int], speech: Speech) -> None:
        if key in self._kept:
            self._bytes -= len(self._kept.pop(key).wav)
        self._kept[key] = speech
        self._bytes += len(speech.wav)
        while self._bytes > self.limit and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest.wav)


class SpeakingDesk:
    """Gives the sound of a registered text, one sentence at a time, so that the first one is heard early.

    Tokens cannot be guessed from outside: they depend on the whole text. Thread-safe; a sentence is spoken once.
    """

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._readings: OrderedDict[str, Reading] = OrderedDict()
        self._sounds = _Sounds(_BYTES_KEPT)
        self._kept = threading.Lock()
        self._speaking = threading.Lock()

    def register(self, text: str, language: Language, *, speed: float = 1.0) -> str:
        """A token for the text; the same text, language and speed give the same token."""
        token = hashlib.sha256(f"{language} {speed:.2f} {text}".encode()).hexdigest()[:32]
        reading = Reading(sentences=reading_of(text, language), language=language, speed=speed)
        with self._kept:
            self._readings[token] = reading
            self._readings.move_to_end(token)
            while len(self._readings) > _READINGS_KEPT:
                self._readings.popitem(last=False)
        return token

    def reading(self, token: str) -> Reading:
        """Raises ``NotFound`` for a token that was never given, or so long ago that it was dropped."""
        with self._kept:
            if token not in self._readings:
                raise NotFound(name=token)
            self._readings.move_to_end(token)
            return self._readings[token]

    def sentences(self, token: str) -> tuple[str, ...]:
        """Raises ``NotFound``."""
        return self.reading(token).sentences

    def sound(self, token: str, n: int) -> Speech:
        """Sentence ``n``, from 0. Raises ``NotFound`` and ``VoiceSilent``."""
        reading = self.reading(token)
        if not 0 <= n < len(reading.sentences):
            raise NotFound(name=f"{token}/{n}")
        return self._heard_before(token, n) or self._spoken_now(token, n, reading)

    def _heard_before(self, token: str, n: int) -> Speech | None:
        with self._kept:
            return self._sounds.get((token, n))

    def _spoken_now(self, token: str, n: int, reading: Reading) -> Speech:
        """One sentence at a time; who waited for the same one gets the same sound."""
        with self._speaking:
            speech = self._heard_before(token, n)
            if speech is None:
                speech = self._voice.speak(reading.sentences[n], language=reading.language, speed=reading.speed)
                with self._kept:
                    self._sounds.put((token, n), speech)
            return speech


def reading_of(text: str, language: Language) -> tuple[str, ...]:
    """The sentences of a text, as they are read aloud."""
    return tuple(sentences(text, language))


def paragraphs_of(text: str, language: Language) -> tuple[int, ...]:
    """The sentences, from 0, that begin a paragraph after the first; none where these cannot be told."""
    starts, place = [], 0
    for paragraph in text.split("\n\n"):
        starts.append(place)
        place += len(reading_of(paragraph, language))
    return tuple(starts[1:]) if place == len(reading_of(text, language)) else ()


def read_aloud(text: str, voice: Voice, *, language: Language, speed: float = 1.0) -> bytes:
    """The whole text as one WAV file. Raises ``VoiceSilent``."""
    return save_wav([voice.speak(one, language=language, speed=speed) for one in reading_of(text, language)])


def save_wav(speeches: Sequence[Speech]) -> bytes:
    """Join sentences of one voice, hence of one rate, into one RIFF file, with a short pause between them.

    No sentence gives a file without sound.
    """
    joined = io.BytesIO()
    with wave.open(joined, "wb") as out:
        out.setparams((1, 2, _RATE_OF_NOTHING, 0, "NONE", "not compressed"))
        for n, speech in enumerate(speeches):
            with wave.open(io.BytesIO(speech.wav)) as sentence:
                if n == 0:
                    out.setparams(sentence.getparams())
                else:
                    out.writeframes(_silence(out))
                out.writeframes(sentence.readframes(sentence.getnframes()))
    return joined.getvalue()


def _silence(out: wave.Wave_write) -> bytes:
    return bytes(int(PAUSE_SECONDS * out.getframerate()) * out.getnchannels() * out.getsampwidth())
