"""Voices of piper, in a process of their own: nearer to a person's than espeak-ng's, from files on this machine.

The library is not part of what the café installs: `pip install cafe-multimodal[piper]`. It tells how long each phoneme
lasts, and so when each word is heard; a voice that does not tell gives speech without word times.
"""

import importlib.metadata
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from errors import N_, ModelDamaged, ModelMissing, VoiceSilent
from modalities import models
from modalities.voice._keeper import Keeper
from modalities.voice._worked import WorkedVoice
from vocabulary import LANGUAGES, Language

NAME = "piper"
PACKAGE = "piper-tts"
FILE_ENDS = ".onnx"

_NO_LIBRARY = N_("le paquet piper-tts n’est pas installé")
_NO_VOICE = N_("aucune de ses voix n’est là ; pour une voix française : cafe models pull fr_FR-siwis-medium")
_NOT_HERE = N_("le fichier de cette voix n’est pas là ; « cafe models » montre celles qui peuvent être téléchargées")
_DAMAGED = N_("le fichier de cette voix est abîmé")
_OTHER_LANGUAGE = N_("cette voix ne parle ni français ni anglais")


def load(
    *,
    model: str | None = None,
    folders: Sequence[Path] = (),
    limit_s: float = 8.0,
    limit_s_a_character: float = 0.1,
    start_limit_s: float = 60.0,
    remembered: int = 64,
    program: Sequence[str] | None = None,
    **_ignored: object,
) -> "PiperVoice":
    """Start the worker and wait until its voices are read.

    ``model`` names voices, separated by commas: a name (``fr_FR-siwis-medium``), looked for in ``folders`` and in the
    user's cache, or the path of an ``.onnx`` file with its ``.onnx.json`` beside it. The first that speaks a language
    speaks it. None takes those of the catalogue that are here. The other options are those of ``pyttsx3``.
    Raises ``VoiceSilent``.
    """
    if program is None and not is_installed():
        raise VoiceSilent(name=NAME, why=_NO_LIBRARY)
    spoken = {str(file): _language(file) for file in files(model, folders)}
    worker = [sys.executable, "-P", str(Path(__file__).with_name("_piper_worker.py")), *spoken]
    voice = PiperVoice(
        Keeper(program or worker, start_limit_s=start_limit_s),
        name=NAME,
        no_engine=_DAMAGED,
        limit_s=limit_s,
        limit_s_a_character=limit_s_a_character,
        remembered=remembered,
    )
    voice.speaks = spoken
    voice.voices()
    return voice


class PiperVoice(WorkedVoice):
    """One or more of piper's voices."""

    speaks: dict[str, Language]
    """The language of each file."""

    def languages(self) -> tuple[Language, ...]:
        return tuple(language for language in LANGUAGES if language in self.speaks.values())

    def best_voice(self, language: Language) -> str | None:
        """The first that was named."""
        return next((file for file, one in self.speaks.items() if one == language), None)

    def worded(self, said: str) -> str:
        """Two brackets would be taken for phonemes."""
        return said.replace("[[", "[ ")


def is_installed() -> bool:
    """Whether the library is here; it is not imported."""
    try:
        importlib.metadata.distribution(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def files(model: str | None = None, folders: Sequence[Path] = ()) -> list[Path]:
    """The files of the voices that are named as for ``load``. Raises ``VoiceSilent``, also where there is none."""
    names = [name.strip() for name in (model or "").split(",") if name.strip()]
    found = [_located(name, folders) for name in names or _names_here(folders)]
    if not found:
        raise VoiceSilent(name=NAME, why=_NO_VOICE)
    return found


def _names_here(folders: Sequence[Path]) -> list[str]:
    """The catalogue's voices that are on this machine, as long as they should be."""
    listed = [model.name for model in models.catalogue() if model.file.endswith(FILE_ENDS)]
    return [name for name in listed if models.find(name, folders)]


def _located(name: str, folders: Sequence[Path]) -> Path:
    if name.endswith(FILE_ENDS):
        return _present(Path(name).expanduser(), name)
    if name in (model.name for model in models.catalogue()):
        return _of_the_catalogue(name, folders)
    places = (folder / f"{name}{FILE_ENDS}" for folder in (*folders, models.own_folder()))
    return _present(next((place for place in places if place.is_file()), Path(name)), name)


def _of_the_catalogue(name: str, folders: Sequence[Path]) -> Path:
    try:
        return models.required(name, folders)
    except ModelMissing as reason:
        raise VoiceSilent(name=f"{NAME} ({name})", why=_NOT_HERE) from reason
    except ModelDamaged as reason:
        raise VoiceSilent(name=f"{NAME} ({name})", why=_DAMAGED) from reason


def _present(file: Path, name: str) -> Path:
    if not file.is_file():
        raise VoiceSilent(name=f"{NAME} ({name})", why=_NOT_HERE)
    return file


def _language(file: Path) -> Language:
    """The language of a voice, from the file that stands beside it. Raises ``VoiceSilent``."""
    try:
        tag = str(json.loads(Path(f"{file}.json").read_text("utf-8"))["espeak"]["voice"])
    except (OSError, ValueError, KeyError, TypeError) as reason:
        raise VoiceSilent(name=f"{NAME} ({file.stem})", why=_DAMAGED) from reason
    language = next((one for one in LANGUAGES if tag.lower().split("-")[0] == one), None)
    if language is None:
        raise VoiceSilent(name=f"{NAME} ({file.stem})", why=_OTHER_LANGUAGE)
    return language
