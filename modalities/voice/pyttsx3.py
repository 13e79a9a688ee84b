"""The system's voices through pyttsx3, in a process of their own.

On Linux that is espeak-ng, from the system or from the espeakng-loader wheel, and it tells when each word is heard. The
voices of Windows and macOS do not tell that while they write to a file: their speech comes without word times.
"""

import sys
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from errors import N_, VoiceSilent
from modalities.voice import Speech, SpokenWord
from modalities.voice._keeper import CutOff, Failed, Keeper
from modalities.voice._sound import pcm, silence, wav
from modalities.voice._spoken import Spoken, refuse_unspeakable, spoken
from vocabulary import Language

NAME = "pyttsx3"

_ATTEMPTS = 2
_PREFERRED: dict[Language, tuple[str, ...]] = {"fr": ("fr-fr", "fr"), "en": ("en-gb", "en", "en-us")}
_NO_VOICE = {"fr": N_("aucune voix française n’est installée"), "en": N_("aucune voix anglaise n’est installée")}
_NO_ENGINE = N_("aucun moteur de voix n’est installé")
_NOT_STARTED = N_("elle n’a pas démarré")
_NO_ANSWER = N_("elle n’a pas répondu à temps, deux fois de suite")
_NOT_SOUND = N_("le moteur de voix n’a pas rendu de son")


def load(
    *,
    driver: str | None = None,
    limit_s: float = 2.0,
    limit_s_a_character: float = 0.05,
    start_limit_s: float = 20.0,
    remembered: int = 64,
    program: Sequence[str] | None = None,
) -> "Pyttsx3Voice":
    """Start the worker and wait until it is ready.

    ``driver`` is pyttsx3's name for the system's voices, its own choice by default. A sentence may take ``limit_s``
    plus ``limit_s_a_character`` for each of its characters. ``remembered`` sentences are kept with their sound.
    ``program`` is run in place of our worker. Raises ``VoiceSilent`` when no voice can be had here at all.
    """
    worker = [sys.executable, "-P", str(Path(__file__).with_name("_worker.py")), *([driver] if driver else [])]
    voice = Pyttsx3Voice(
        Keeper(program or worker, start_limit_s=start_limit_s),
        limit_s=limit_s,
        limit_s_a_character=limit_s_a_character,
        remembered=remembered,
    )
    voice.languages()
    return voice


class Pyttsx3Voice:
    """A voice that several threads may ask; their sentences are spoken one after another."""

    name = NAME

    def __init__(self, keeper: Keeper, *, limit_s: float, limit_s_a_character: float, remembered: int) -> None:
        self._keeper = keeper
        self._limit_s = limit_s
        self._limit_s_a_character = limit_s_a_character
        self._lock = threading.Lock()
        # espeak-ng's sound differs by a few bytes from call to call, and browsers replay what changed.
        self._remembered: OrderedDict[tuple[str, Language, float], Speech] = OrderedDict()
        self._remembers = remembered

    @property
    def pid(self) -> int | None:
        """The worker's process, while one runs."""
        return self._keeper.pid

    def languages(self) -> tuple[Language, ...]:
        """Those that a voice of this machine speaks. Raises ``VoiceSilent`` when there is no voice at all."""
        voices = self._voices()
        return tuple(language for language in _PREFERRED if _best(voices, language))

    def speak(self, text: str, *, language: Language, speed: float = 1.0) -> Speech:
        refuse_unspeakable(text, language, speed)
        with self._lock:
            asked = (text, language, speed)
            if asked not in self._remembered:
                self._remembered[asked] = self._speak(text, language, speed)
            self._remembered.move_to_end(asked)
            speech = self._remembered[asked]
            if len(self._remembered) > self._remembers:
                self._remembered.popitem(last=False)
            return speech

    def close(self) -> None:
        """End the worker process; it also ends with ours. Speaking again starts another."""
        self._keeper.close()

    def _speak(self, text: str, language: Language, speed: float) -> Speech:
        said = spoken(text, language)
        voice = _best(self._voices(), language)
        if voice is None:
            raise VoiceSilent(name=NAME, why=_NO_VOICE[language])
        if not said.text.strip():
            return _pause()
        answer, sound = self._ask({"text": said.text, "voice": voice, "speed": speed}, length=len(said.text))
        return _speech(text, said, sound, answer["words"])

    def _ask(self, question: dict[str, Any], *, length: int) -> tuple[dict[str, Any], bytes]:
        limit_s = self._limit_s + self._limit_s_a_character * length
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._keeper.ask(question, limit_s=limit_s)
            except CutOff as reason:
                if attempt == _ATTEMPTS:
                    raise VoiceSilent(name=NAME, why=_NO_ANSWER) from reason
            except Failed as reason:
                raise VoiceSilent(name=NAME, why=_NOT_SOUND) from reason
        raise AssertionError("the last attempt returns or raises")

    def _voices(self) -> list[dict[str, Any]]:
        try:
            return list(self._keeper.greeting()["voices"])
        except Failed as reason:
            raise VoiceSilent(name=NAME, why=_NO_ENGINE) from reason
        except CutOff as reason:
            raise VoiceSilent(name=NAME, why=_NOT_STARTED) from reason


def _best(voices: Iterable[dict[str, Any]], language: Language) -> str | None:
    """The id of the voice nearest to the language as it is spoken in its first country; None when none speaks it."""
    ranked = [(rank, voice["id"]) for voice in voices if (rank := _rank(voice, language)) is not None]
    return min(ranked)[1] if ranked else None


def _rank(voice: dict[str, Any], language: Language) -> int | None:
    preferred = _PREFERRED[language]
    for tag in (tag.lower().replace("_", "-") for tag in voice["languages"]):
        # espeak-ng lists MBROLA voices whether or not their recordings are installed.
        if tag.split("-")[0] == language and not voice["id"].startswith("mb/"):
            return preferred.index(tag) if tag in preferred else len(preferred)
    return None


def _speech(text: str, said: Spoken, file: bytes, heard: Iterable[tuple[float, int]]) -> Speech:
    try:
        sound = pcm(file)
    except ValueError as reason:
        raise VoiceSilent(name=NAME, why=_NOT_SOUND) from reason
    if not sound.samples:
        return _pause()
    return Speech(wav=wav(sound), seconds=sound.seconds, words=_words(text, said, heard, sound.seconds))


def _words(text: str, said: Spoken, heard: Iterable[tuple[float, int]], seconds: float) -> tuple[SpokenWord, ...]:
    """The words of the text as given, each once: « 2,4 » is told by three words, and « l’été » by its « l »."""
    words: list[SpokenWord] = []
    for start, index in heard:
        place = said.place(text, index)
        goes_forward = not words or (place and place[0] >= words[-1].last and start >= words[-1].start)
        if place and goes_forward and start < seconds:
            words.append(SpokenWord(start=start, first=place[0], last=place[1]))
    return tuple(words)


def _pause() -> Speech:
    quiet = silence(0.2)
    return Speech(wav=wav(quiet), seconds=quiet.seconds)
