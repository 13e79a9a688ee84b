"""The system's voices through pyttsx3, in a process of their own.

On Linux that is espeak-ng, from the system or from the espeakng-loader wheel, and it tells when each word is heard. The
voices of Windows and macOS do not tell that while they write to a file: their speech comes without word times.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from errors import N_
from modalities.voice._keeper import Keeper
from modalities.voice._worked import WorkedVoice
from vocabulary import Language

NAME = "pyttsx3"

_PREFERRED: dict[Language, tuple[str, ...]] = {"fr": ("fr-fr", "fr"), "en": ("en-gb", "en", "en-us")}
_NO_ENGINE = N_("aucun moteur de voix n’est installé")


def load(
    *,
    driver: str | None = None,
    limit_s: float = 2.0,
    limit_s_a_character: float = 0.05,
    start_limit_s: float = 20.0,
    remembered: int = 64,
    program: Sequence[str] | None = None,
    **_ignored: object,
) -> "Pyttsx3Voice":
    """Start the worker and wait until it is ready.

    ``driver`` is pyttsx3's name for the system's voices, its own choice by default. A sentence may take ``limit_s``
    plus ``limit_s_a_character`` for each of its characters. ``remembered`` sentences are kept with their sound.
    ``program`` is run in place of our worker. Raises ``VoiceSilent`` when no voice can be had here at all.
    """
    worker = [sys.executable, "-P", str(Path(__file__).with_name("_worker.py")), *([driver] if driver else [])]
    voice = Pyttsx3Voice(
        Keeper(program or worker, start_limit_s=start_limit_s),
        name=NAME,
        no_engine=_NO_ENGINE,
        limit_s=limit_s,
        limit_s_a_character=limit_s_a_character,
        remembered=remembered,
    )
    voice.languages()
    return voice


class Pyttsx3Voice(WorkedVoice):
    """The system's voices."""

    def languages(self) -> tuple[Language, ...]:
        """Those that a voice of this machine speaks. Raises ``VoiceSilent`` when there is no voice at all."""
        voices = self.voices()
        return tuple(language for language in _PREFERRED if any(_rank(voice, language) is not None for voice in voices))

    def best_voice(self, language: Language) -> str | None:
        """The one nearest to the language as it is spoken in its first country."""
        ranked = [(rank, voice["id"]) for voice in self.voices() if (rank := _rank(voice, language)) is not None]
        return min(ranked)[1] if ranked else None


def _rank(voice: dict[str, Any], language: Language) -> int | None:
    preferred = _PREFERRED[language]
    for tag in (tag.lower().replace("_", "-") for tag in voice["languages"]):
        # espeak-ng lists MBROLA voices whether or not their recordings are installed.
        if tag.split("-")[0] == language and not voice["id"].startswith("mb/"):
            return preferred.index(tag) if tag in preferred else len(preferred)
    return None
