"""A voice whose work is done in a process of its own: asked again when it hangs, and remembering what it said."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Any

from errors import N_, VoiceSilent
from modalities.voice import Speech, SpokenWord
from modalities.voice._keeper import CutOff, Failed, Keeper
from modalities.voice._sound import pcm, silence, wav
from modalities.voice._spoken import Spoken, refuse_unspeakable, spoken
from vocabulary import Language

NO_VOICE: Mapping[Language, str] = {
    "fr": N_("aucune voix française n’est installée"),
    "en": N_("aucune voix anglaise n’est installée"),
}

_ATTEMPTS = 2
_NOT_STARTED = N_("elle n’a pas démarré")
_NO_ANSWER = N_("elle n’a pas répondu à temps, deux fois de suite")
_NOT_SOUND = N_("le moteur de voix n’a pas rendu de son")


class WorkedVoice:
    """A voice that several threads may ask; their sentences are spoken one after another.

    Its worker tells ``{"voices": [{"id", "languages"}…]}`` when it is ready. Asked ``{"text", "voice", "speed"}``, it
    tells ``{"words": [[start in seconds, index in the text]…]}`` and gives a sound file.
    """

    def __init__(
        self, keeper: Keeper, *, name: str, no_engine: str, limit_s: float, limit_s_a_character: float, remembered: int
    ) -> None:
        """``no_engine`` says why there is no voice, when the worker tells that it has none."""
        self.name = name
        self._keeper = keeper
        self._no_engine = no_engine
        self._limit_s = limit_s
        self._limit_s_a_character = limit_s_a_character
        self._lock = threading.Lock()
        # The sound of the same sentence differs from call to call, and browsers replay what changed.
        self._remembered: OrderedDict[tuple[str, Language, float], Speech] = OrderedDict()
        self._remembers = remembered

    @property
    def pid(self) -> int | None:
        """The worker's process, while one runs."""
        return self._keeper.pid

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

    def voices(self) -> list[dict[str, Any]]:
        """What the worker has: ``id`` and ``languages`` of each. Raises ``VoiceSilent``."""
        try:
            return list(self._keeper.greeting()["voices"])
        except Failed as reason:
            raise VoiceSilent(name=self.name, why=self._no_engine) from reason
        except CutOff as reason:
            raise VoiceSilent(name=self.name, why=_NOT_STARTED) from reason

    def best_voice(self, language: Language) -> str | None:
        """The id of the voice that speaks this language best; None when none speaks it."""
        raise NotImplementedError

    def worded(self, said: str) -> str:
        """What is given to the worker for what is to be said: as many characters."""
        return said

    def _speak(self, text: str, language: Language, speed: float) -> Speech:
        said = spoken(text, language)
        voice = self.best_voice(language)
        if voice is None:
            raise VoiceSilent(name=self.name, why=NO_VOICE[language])
        if not said.text.strip():
            return _pause()
        question = {"text": self.worded(said.text), "voice": voice, "speed": speed}
        answer, sound = self._ask(question, length=len(said.text))
        return self._speech(text, said, sound, answer["words"])

    def _ask(self, question: dict[str, Any], *, length: int) -> tuple[dict[str, Any], bytes]:
        limit_s = self._limit_s + self._limit_s_a_character * length
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._keeper.ask(question, limit_s=limit_s)
            except CutOff as reason:
                if attempt == _ATTEMPTS:
                    raise VoiceSilent(name=self.name, why=_NO_ANSWER) from reason
            except Failed as reason:
                raise VoiceSilent(name=self.name, why=_NOT_SOUND) from reason
        raise AssertionError("the last attempt returns or raises")

    def _speech(self, text: str, said: Spoken, file: bytes, heard: Iterable[tuple[float, int]]) -> Speech:
        try:
            sound = pcm(file)
        except ValueError as reason:
            raise VoiceSilent(name=self.name, why=_NOT_SOUND) from reason
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
