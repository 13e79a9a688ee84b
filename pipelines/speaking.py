"""What is read aloud, breath after breath: the first is made before it is asked for, the others while one plays."""

import hashlib
import io
import threading
import time
import wave
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO

from errors import CafeError, NotFound, TooManyWords
from modalities.voice import Speech, SpokenWord, Voice, sentences, spelled
from pipelines.telling_aloud import SpokenLine, lit_words
from vocabulary import Language, Source

PAUSE_SECONDS = 0.35  # between two sentences, as a reader breathes
LONGEST_SPELLED = 80  # characters of one word
_RATE_OF_NOTHING = 22_050  # Hz, of a file without a sentence
_READINGS_KEPT = 200  # a page's token; a text is at most some kilobytes
_BYTES_KEPT = 64 * 1024 * 1024  # of sound: about 25 minutes at 22 050 Hz
_AWAITED = 16  # first breaths of pages that were just drawn
_SILENT_SECONDS = 10.0  # after which a voice that did not speak is asked again


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text, cut where a voice breathes."""

    lines: tuple[SpokenLine, ...]
    language: Language
    speed: float = 1.0
    sources: tuple[Source, ...] = ()
    """Whose words are said."""


@dataclass(slots=True)
class _Sounds:
    """The most recent sentences spoken, never more than a number of bytes."""

    limit: int
    _kept: OrderedDict[str, Speech] = field(default_factory=OrderedDict)
    _bytes: int = 0

    def get(self, key: str) -> Speech | None:
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: str, speech: Speech) -> None:
        if key in self._kept:
            self._bytes -= len(self._kept.pop(key).wav)
        self._kept[key] = speech
        self._bytes += len(speech.wav)
        while self._bytes > self.limit and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest.wav)

    def forget(self, token: str) -> None:
        """Drop every sound of a text."""
        for key in [key for key in self._kept if key.startswith(token)]:
            self._bytes -= len(self._kept.pop(key).wav)


class SpeakingDesk:
    """Gives the sound of a registered text, one breath at a time, so that the first one is heard early.

    ``voice`` is asked for when something is to be said, never while a page is drawn: a voice may take long to come, or
    hang. Tokens cannot be guessed from outside: they depend on the whole text. Thread-safe; a breath is spoken once.
    ``stands`` tells whether a source can still be read: what rests on one that cannot is forgotten with its sound.
    """

    def __init__(self, voice: Callable[[], Voice], *, stands: Callable[[Source], bool] = lambda _source: True) -> None:
        self._voice = voice
        self._stands = stands
        self._readings: OrderedDict[str, Reading] = OrderedDict()
        self._sounds = _Sounds(_BYTES_KEPT)
        self._kept = threading.Condition()
        self._speaking = threading.Lock()
        self._awaited: deque[str] = deque(maxlen=_AWAITED)
        self._is_getting_ready = False
        self._has_spoken = False
        self._silent: dict[Language, tuple[CafeError, float]] = {}

    def register(
        self, lines: Sequence[SpokenLine], language: Language, *, speed: float = 1.0, sources: Sequence[Source] = ()
    ) -> str:
        """A token for what is to be said; the same gives the same token. The voice is not asked."""
        token = token_of(lines, language, speed=speed)
        reading = Reading(lines=tuple(lines), language=language, speed=speed, sources=tuple(sources))
        with self._kept:
            self._readings[token] = reading
            self._readings.move_to_end(token)
            while len(self._readings) > _READINGS_KEPT:
                self._readings.popitem(last=False)
        return token

    def get_ready(self, token: str) -> None:
        """Make the first breath of a text while its page is drawn; returns at once."""
        with self._kept:
            if token in self._awaited or self._sounds.get(f"{token}/0"):
                return
            self._awaited.append(token)
            if self._is_getting_ready:
                return
            self._is_getting_ready = True
        threading.Thread(target=self._get_ready, name="first breaths", daemon=True).start()

    def _get_ready(self) -> None:
        while True:
            with self._kept:
                if not self._awaited:
                    self._is_getting_ready = False
                    return
                token = self._awaited.popleft()
            with suppress(CafeError):  # said when the member asks to hear it
                self.sound(token, 0)

    def first(self, token: str, *, wait_s: float) -> tuple[Speech, tuple[SpokenWord, ...]] | None:
        """The first breath of a text and when its words light, for the page to bring along: what comes after the page
        waits behind all that it draws. None where it is not made in time.
        """
        self.get_ready(token)
        with self._kept:
            reading = self._readings.get(token)
            language = reading.language if reading else None
            patience_s = wait_s if self._has_spoken and self.trouble(language) is None else 0
            self._kept.wait_for(lambda: self._sounds.get(f"{token}/0") or self.trouble(language), patience_s)
            speech = self._sounds.get(f"{token}/0")
        return (speech, lit_words(reading.lines[0], speech)) if speech and reading else None

    def warm_up(self, languages: Iterable[Language]) -> None:
        """Have the voice ready to speak these languages. What it misses is said when there is something to say."""
        for language in languages:
            with suppress(CafeError), self._speaking:
                self._spoken("Oui.", language, 1.0)

    def trouble(self, language: Language | None) -> CafeError | None:
        """Why the voice did not speak this language a moment ago; None where it did, or was not asked. Never waits."""
        silent = self._silent.get(language) if language else None
        return silent[0] if silent and time.monotonic() < silent[1] else None

    def reading(self, token: str) -> Reading:
        """Raises ``NotFound`` for a token that was never given, or so long ago that it was dropped.

        So it does where a source was hidden or taken back meanwhile, whoever still has its page open.
        """
        with self._kept:
            if token not in self._readings:
                raise NotFound(name=token)
            self._readings.move_to_end(token)
            reading = self._readings[token]
        if not all(map(self._stands, reading.sources)):
            with self._kept:
                self._readings.pop(token, None)
                self._sounds.forget(token)
            raise NotFound(name=token)
        return reading

    def sound(self, token: str, n: int) -> Speech:
        """Breath ``n``, from 0; its words stand in what is said. Raises ``NotFound`` and ``VoiceSilent``."""
        reading = self.reading(token)
        return self._made(f"{token}/{n}", self._line(reading, token, n).said, reading)

    def lit(self, token: str, n: int) -> tuple[SpokenWord, ...]:
        """When each word of the written line lights during that breath. Raises ``NotFound`` and ``VoiceSilent``."""
        return lit_words(self._line(self.reading(token), token, n), self.sound(token, n))

    def spelling(self, token: str, n: int, first: int, last: int) -> Speech:
        """A word of the line that breath ``n`` says, letter by letter: its characters from ``first`` to ``last``.

        Raises ``NotFound``, ``TooManyWords`` beyond ``LONGEST_SPELLED`` characters, and ``VoiceSilent``.
        """
        reading = self.reading(token)
        word = self._line(reading, token, n).written[first:last]
        if len(word) > LONGEST_SPELLED:
            raise TooManyWords(length=len(word), limit=LONGEST_SPELLED)
        said = spelled(word, reading.language)
        if not said:
            raise NotFound(name=f"{token}/{n}/{first}-{last}")
        return self._made(f"{token} {word}", said, reading)

    def spoken(self, token: str) -> Iterator[tuple[SpokenLine, Speech]]:
        """All breaths of a text with their sounds, in order, each made when it is come to. Raises like ``sound``."""
        for n, line in enumerate(self.reading(token).lines):
            yield line, self.sound(token, n)

    def _line(self, reading: Reading, token: str, n: int) -> SpokenLine:
        if not 0 <= n < len(reading.lines):
            raise NotFound(name=f"{token}/{n}")
        return reading.lines[n]

    def _heard_before(self, key: str) -> Speech | None:
        with self._kept:
            return self._sounds.get(key)

    def _made(self, key: str, said: str, reading: Reading) -> Speech:
        """One breath at a time; who waited for the same one gets the same sound."""
        heard = self._heard_before(key)
        if heard is not None:
            return heard
        with self._speaking:
            speech = self._heard_before(key) or self._spoken(said, reading.language, reading.speed)
            with self._kept:
                self._sounds.put(key, speech)
                self._kept.notify_all()
            return speech

    def _spoken(self, said: str, language: Language, speed: float) -> Speech:
        """Who waits behind a voice that hangs is not made to wait again for each sentence."""
        trouble = self.trouble(language)
        if trouble is not None:
            raise trouble
        try:
            speech = self._voice().speak(said, language=language, speed=speed)
        except CafeError as error:
            self._silent[language] = (error, time.monotonic() + _SILENT_SECONDS)
            with self._kept:
                self._kept.notify_all()
            raise
        self._silent.pop(language, None)
        self._has_spoken = True
        return speech


def token_of(lines: Sequence[SpokenLine], language: Language, *, speed: float = 1.0) -> str:
    """The token under which that is registered."""
    told = f"{language} {speed:.2f} {tuple(lines)}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def paragraphs_of(text: str, language: Language) -> tuple[int, ...]:
    """The lines, from 0, that begin a paragraph after the first; none where these cannot be told."""
    starts, place = [], 0
    for paragraph in text.split("\n\n"):
        starts.append(place)
        place += len(sentences(paragraph, language))
    return tuple(starts[1:]) if place == len(sentences(text, language)) else ()


def read_aloud(lines: Sequence[SpokenLine], voice: Voice, *, language: Language, speed: float = 1.0) -> list[Speech]:
    """Every breath of a text, spoken. Raises ``VoiceSilent``."""
    return [voice.speak(line.said, language=language, speed=speed) for line in lines]


def save_wav(speeches: Iterable[Speech]) -> bytes:
    """Join what one voice said, hence of one rate, into one RIFF file, with a short pause between breaths.

    No breath gives a file without sound.
    """
    joined = io.BytesIO()
    write_wav(speeches, joined)
    return joined.getvalue()


def write_wav(speeches: Iterable[Speech], file: IO[bytes]) -> None:
    """The same into a file that can be sought in; only one breath is held at a time."""
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, _RATE_OF_NOTHING, 0, "NONE", "not compressed"))
        for n, speech in enumerate(speeches):
            with wave.open(io.BytesIO(speech.wav)) as sentence:
                if n == 0:
                    out.setparams(sentence.getparams())
                else:
                    out.writeframes(_silence(out))
                out.writeframes(sentence.readframes(sentence.getnframes()))


def _silence(out: wave.Wave_write) -> bytes:
    return bytes(int(PAUSE_SECONDS * out.getframerate()) * out.getnchannels() * out.getsampwidth())
