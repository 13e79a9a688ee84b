"""Recordings and pictures, kept as files named after their content beside the database."""

import contextlib
import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from errors import CannotBeKept, DiskFull, NotFound, StoreReadOnly

FILES = "files"
"""The purpose for which one is alone with the files: they are kept and erased inside the transaction that notes
it. Else one could be erased as due while somebody keeps another of the same content."""

_EXTENSIONS = {
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/flac": "flac",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/webm": "webm",
    "audio/mp4": "m4a",
    "video/webm": "webm",
    "video/mp4": "mp4",
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/jpeg": "jpg",
    "application/json": "json",
}
_MEDIA_TYPES = {extension: media_type for media_type, extension in reversed(_EXTENSIONS.items())}
_NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,5}")
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextlib.contextmanager
def file_errors_translated(place: Path) -> Iterator[None]:
    """Turn what the system says of a file into ``DiskFull``, ``StoreReadOnly`` or ``CannotBeKept``."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull from error
        if error.errno in _READ_ONLY:
            raise StoreReadOnly(name=place) from error
        raise CannotBeKept(why=error.strerror or str(error)) from error


class Kept:
    """A folder of files that never change: the name is the SHA-256 of the bytes, with an extension for the type."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes, media_type: str) -> str:
        """Keep bytes for good and return their name. A crash leaves either the whole file or none.

        Raises ``DiskFull``, ``StoreReadOnly`` and ``CannotBeKept``.
        """
        name = f"{hashlib.sha256(content).hexdigest()}.{_EXTENSIONS.get(media_type, 'bin')}"
        with file_errors_translated(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            if not self._holds(name, len(content)):
                self._write(name, content)
        return name

    def path(self, name: str) -> Path:
        """Where a kept file lies. Raises ``NotFound``, also for a name that is not one of ours."""
        place = self._folder / name
        if not _NAME.fullmatch(name) or not place.is_file():
            raise NotFound(name=name)
        return place

    def read(self, name: str) -> bytes:
        """The bytes of a kept file. Raises ``NotFound``."""
        place = self.path(name)
        with file_errors_translated(place):
            return place.read_bytes()

    def media_type(self, name: str) -> str:
        """What kind of file it is, from its name."""
        return _MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")

    def erase(self, name: str) -> None:
        """Remove a file that nothing refers to any more. Its absence is no error."""
        if _NAME.fullmatch(name):
            with file_errors_translated(self._folder):
                (self._folder / name).unlink(missing_ok=True)

    def _holds(self, name: str, size: int) -> bool:
        with contextlib.suppress(FileNotFoundError):
            return (self._folder / name).stat().st_size == size
        return False

    def _write(self, name: str, content: bytes) -> None:
        handle, temporary = tempfile.mkstemp(dir=self._folder, prefix=".coming-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(self._folder / name)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _fsync_folder(self._folder)


def _fsync_folder(folder: Path) -> None:
    """Make a rename survive a power cut. Windows cannot open a folder and does not need it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
