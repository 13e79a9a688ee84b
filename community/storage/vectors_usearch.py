"""The nearest vectors by usearch: a file beside the database that is read and never written in place.

The table ``meanings`` holds every vector, so the file may be lost, damaged or old, and nothing is: it only proposes
what may be near. What is new since it was written is compared one by one, and whatever is proposed is looked up in the
table again before it is given, so that a post that went is never found. When much is new, or something went, the file
is written anew under another name, and ``meanings.json`` begins to name that one.
"""

import json
import logging
import os
import threading
import time
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import numpy as np

from community.kept import file_errors_translated
from community.meanings import UnusableVector
from community.storage.vectors import from_kept, mean_in_table, put_into_table, ranked, unit

if TYPE_CHECKING:
    from usearch.index import Index

    from community.meanings import Matrix
    from community.storage import Rows, Store
    from community.storage.meanings import State

_FORMAT = 1
_MANIFEST = "meanings.json"
_PATTERN = "meanings-*.usearch*"
_WORTH_A_FILE = 1_000  # vectors; so few are compared one by one in less than a millisecond
_FRESH, _FRESH_PART = 2_000, 50  # vectors that are new, or a fiftieth of those in the file, before it is written anew
_MOST_FRESH = 50_000  # that are compared one by one
_AT_ONCE = 10_000  # vectors that are read from the table together
_WIDER, _LEAST_WIDE = 2, 100  # times as many as are asked for come out of the file: it keeps int8 and proposes only
_BLOCK = 1 << 22  # bytes
_SHARE = 10  # to write the file because posts went takes at most a tenth of the time
_A_DAY_S = 24 * 3600

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Manifest:
    """What stands in the file that is current."""

    format: int
    file: str
    model: str
    dimensions: int
    change: int
    """Every vector that was kept until then is in it."""
    count: int
    bytes: int
    crc32: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """The state of the vectors as this process knows it; replaced, never changed."""

    model: str
    dimensions: int
    manifest: _Manifest | None
    index: "Index | None"
    change: int
    numbers: "np.ndarray[Any, np.dtype[np.int64]]"
    """The posts whose vectors came since the file was written."""
    fresh: "Matrix"

    def candidates(self, vector: "Matrix", *, limit: int) -> list[int]:
        """Posts that may be near."""
        found: list[int] = []
        if self.index is not None:
            found += [int(key) for key in self.index.search(vector, max(_WIDER * limit, _LEAST_WIDE)).keys]
        if len(self.numbers):
            cosines = self.fresh @ vector
            best = np.argpartition(-cosines, min(limit, len(cosines)) - 1)[:limit]
            found += [int(number) for number in self.numbers[best]]
        return list(dict.fromkeys(found))


class UsearchVectors:
    """Vectors in the table, found by a file of usearch. It may be called from several threads at once."""

    name = "usearch"
    place = "table"

    def __init__(
        self, folder: Path, *, worth_a_file: int = _WORTH_A_FILE, fresh: int = _FRESH, share: int = _SHARE
    ) -> None:
        self._folder = folder
        self._share = share
        self._worth_a_file = worth_a_file
        self._most_fresh = fresh
        self._seen: _Seen | None = None
        self._looking = threading.Lock()
        self._writing = threading.Lock()
        self._wrote_at = self._took_s = 0.0

    def begin_anew(self, rows: "Rows", *, model: str, dimensions: int) -> None:
        rows.meanings.begin_anew(model=model, dimensions=dimensions, place=self.place)

    def put(self, rows: "Rows", numbers: Sequence[int], vectors: "Matrix") -> None:
        put_into_table(rows, numbers, vectors)

    def nearest(self, rows: "Rows", vector: "Matrix", *, limit: int) -> list[tuple[int, float]]:
        state = rows.meanings.state()
        asked = unit(vector, dimensions=state.dimensions)
        candidates = self._caught_up(rows, state).candidates(asked, limit=limit)
        return ranked(rows.meanings.vectors(candidates), asked, limit=limit)

    def mean(self, rows: "Rows", numbers: Sequence[int]) -> "Matrix | None":
        return mean_in_table(rows, numbers)

    def settle(self, store: "Store", *, threads: int = 1) -> bool:
        """Write the file anew if much is new or something went; whether that was done. ``threads`` work at it."""
        with self._writing, file_errors_translated(self._folder):
            with store.reading() as rows:
                state = rows.meanings.state()
                seen = self._caught_up(rows, state, look_again=True)
                count = rows.meanings.count()
                alive = rows.meanings.count(until=seen.manifest.change) if seen.manifest is not None else 0
            gone = seen.manifest.count - alive if seen.manifest is not None else 0
            if count < self._worth_a_file:
                if seen.manifest is not None or self._manifest_path.exists():
                    self._forget()
                return False
            is_due = gone and time.monotonic() - self._wrote_at >= self._share * self._took_s
            is_little = count - alive < max(self._most_fresh, alive // _FRESH_PART)
            if not is_due and is_little and seen.manifest is not None:
                return False
            self._write_anew(store, state, seen if not gone else None, threads)
            return True

    @property
    def _manifest_path(self) -> Path:
        return self._folder / _MANIFEST

    def _caught_up(self, rows: "Rows", state: "State", *, look_again: bool = False) -> _Seen:
        """What is known of the vectors, with all that came until now; with ``look_again``, by the newest file."""
        with self._looking:
            seen = self._seen
            is_other = seen is None or (seen.model, seen.dimensions) != (state.model, state.dimensions)
            if seen is None or is_other or (look_again and self._read_manifest() != seen.manifest):
                seen = self._opened(state)
            if seen.change < state.change:
                seen = _with_fresh(seen, rows, state)
            self._seen = seen
            return seen

    def _opened(self, state: "State") -> _Seen:
        manifest = self._read_manifest()
        index = self._view(manifest, state) if manifest is not None else None
        if index is None:
            manifest = None
        return _Seen(
            model=state.model,
            dimensions=state.dimensions,
            manifest=manifest,
            index=index,
            change=manifest.change if manifest is not None else 0,
            numbers=np.zeros(0, dtype=np.int64),
            fresh=np.zeros((0, state.dimensions), dtype=np.float32),
        )

    def _read_manifest(self) -> _Manifest | None:
        try:
            manifest = _Manifest(**json.loads(self._manifest_path.read_text("utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError) as failure:
            _log.warning("%s is damaged, and is made anew: %s", self._manifest_path, failure)
            return None
        return manifest if manifest.format == _FORMAT else None

    def _view(self, manifest: _Manifest, state: "State") -> "Index | None":
        """The file that a manifest names, mapped into memory; None where it is not what was written."""
        if (manifest.model, manifest.dimensions) != (state.model, state.dimensions):
            return None
        path = self._folder / Path(manifest.file).name
        try:
            # A graph that leads out of the file would end the process, so every byte is looked at before.
            if manifest.change > state.change or path.stat().st_size != manifest.bytes:
                raise ValueError("it is of another state")
            if _crc32(path) != manifest.crc32:
                raise ValueError("its bytes are others")
            index = _new_index(manifest.dimensions)
            index.view(str(path))
        except (OSError, ValueError, RuntimeError) as failure:
            _log.warning("%s is damaged, and is made anew: %s", path, failure)
            return None
        return index

    def _write_anew(self, store: "Store", state: "State", seen: _Seen | None, threads: int) -> None:
        """Write the file: what is new added to the one that is there, or all of it from the table."""
        begun = time.monotonic()
        self._folder.mkdir(parents=True, exist_ok=True)
        index = _new_index(state.dimensions)
        if seen is not None and seen.manifest is not None and len(seen.numbers) < _MOST_FRESH:
            index.load(str(self._folder / seen.manifest.file))
            index.add(seen.numbers, seen.fresh, threads=threads)
            change = seen.change
        else:
            change = state.change
            _add_all(index, store, until=change, dimensions=state.dimensions, threads=threads)
        name = f"meanings-{change}-{token_hex(4)}.usearch"
        unfinished = self._folder / f"{name}.part"
        index.save(str(unfinished))
        manifest = _Manifest(
            format=_FORMAT,
            file=name,
            model=state.model,
            dimensions=state.dimensions,
            change=change,
            count=len(index),
            bytes=unfinished.stat().st_size,
            crc32=_crc32(unfinished),
        )
        former = self._read_manifest()
        _put_in_place(unfinished, self._folder / name)
        self._name(manifest)
        self._wrote_at = time.monotonic()
        self._took_s = self._wrote_at - begun
        with store.reading() as rows:
            self._caught_up(rows, rows.meanings.state(), look_again=True)
        self._sweep(former, manifest)

    def _name(self, manifest: _Manifest) -> None:
        unfinished = self._folder / f"{_MANIFEST}.{token_hex(4)}.part"
        unfinished.write_text(json.dumps(asdict(manifest)), "utf-8")
        _put_in_place(unfinished, self._manifest_path)

    def _forget(self) -> None:
        """There are few vectors, or none any longer: they need no file."""
        former = self._read_manifest()
        self._manifest_path.unlink(missing_ok=True)
        with self._looking:
            self._seen = None
        self._sweep(former, None)

    def _sweep(self, former: _Manifest | None, current: _Manifest | None) -> None:
        """Remove the file that was replaced, and what programs left that were cut off."""
        for path in self._folder.glob(_PATTERN):
            if current is not None and path.name == current.file:
                continue
            was_replaced = former is not None and path.name == former.file
            try:
                if was_replaced or time.time() - path.stat().st_mtime > _A_DAY_S:
                    path.unlink()
            except OSError:  # Windows keeps what another process reads
                _log.info("%s goes another time", path)


def _with_fresh(seen: _Seen, rows: "Rows", state: "State") -> _Seen:
    """With the vectors that came since; of a post that had one, the new one."""
    new = rows.meanings.since(seen.change, limit=_MOST_FRESH)
    try:
        vectors = from_kept((one.vector for one in new), dimensions=state.dimensions)
    except UnusableVector as failure:  # a database in which somebody else wrote
        _log.warning("Some vectors are left out: %s", failure)
        new, vectors = [], np.zeros((0, state.dimensions), dtype=np.float32)
    numbers = np.fromiter((one.number for one in new), dtype=np.int64, count=len(new))
    stays = ~np.isin(seen.numbers, numbers)
    return _Seen(
        model=seen.model,
        dimensions=seen.dimensions,
        manifest=seen.manifest,
        index=seen.index,
        change=state.change,
        numbers=np.concatenate([seen.numbers[stays], numbers]),
        fresh=np.concatenate([seen.fresh[stays], vectors]),
    )


def _new_index(dimensions: int) -> "Index":
    from usearch.index import Index

    return Index(ndim=dimensions, metric="cos", dtype="i8", expansion_search=128)


def _add_all(index: "Index", store: "Store", *, until: int, dimensions: int, threads: int) -> None:
    after = -1
    while True:
        with store.reading() as rows:
            kept = rows.meanings.stretch(after=after, until=until, limit=_AT_ONCE)
        if not kept:
            return
        numbers = np.fromiter((one.number for one in kept), dtype=np.int64, count=len(kept))
        index.add(numbers, from_kept((one.vector for one in kept), dimensions=dimensions), threads=threads)
        after = kept[-1].number


def _crc32(path: Path) -> int:
    found = 0
    with path.open("rb") as bytes_of:
        while block := bytes_of.read(_BLOCK):
            found = zlib.crc32(block, found)
    return found


def _put_in_place(unfinished: Path, path: Path) -> None:
    """Give a file its name once it is on the disk."""
    with unfinished.open("rb+") as written:
        os.fsync(written.fileno())
    unfinished.replace(path)
