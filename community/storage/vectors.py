"""The vectors of posts: as they are kept, and where the nearest ones are found.

What is kept is float16: half of the bytes, and the order of what is near stays as it was.
"""

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from community.meanings import UnusableVector, Vectors

if TYPE_CHECKING:
    from community.meanings import Matrix
    from community.storage import Rows, Store

_KEPT_AS = np.dtype("<f2")
_log = logging.getLogger(__name__)


def vectors_of(store: "Store", folder: Path) -> Vectors:
    """Where this community's vectors are: pgvector where the server has it, else a file of usearch in the folder."""
    from community.storage.vectors_usearch import UsearchVectors

    if store.dialect == "postgresql":
        from community.storage.vectors_pgvector import PgvectorVectors, why_absent

        why = why_absent(store)
        if why is None:
            return PgvectorVectors()
        _log.warning("Vectors stand in a file, since the server has no pgvector: %s", why)
    return UsearchVectors(folder)


def units(vectors: "Matrix", *, dimensions: int) -> "Matrix":
    """Rows of length 1, float32, shape (n, ``dimensions``).

    Raises ``UnusableVector`` for another shape, for what is no number, and for a row that points nowhere.
    """
    rows = np.atleast_2d(np.asarray(vectors, dtype=np.float32))
    if rows.ndim != 2 or rows.shape[1] != dimensions:
        raise UnusableVector(f"shape {rows.shape}, where (n, {dimensions}) is needed")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or (lengths < 1e-6).any():
        raise UnusableVector("a row that is no direction")
    units: Matrix = rows / lengths
    return units


def unit(vector: "Matrix", *, dimensions: int) -> "Matrix":
    """A single one, shape (``dimensions``,). Raises ``UnusableVector``."""
    if np.shape(vector) != (dimensions,):
        raise UnusableVector(f"shape {np.shape(vector)}, where ({dimensions},) is needed")
    (row,) = units(vector, dimensions=dimensions)
    return row  # type: ignore[no-any-return]


def to_keep(vector: "Matrix") -> bytes:
    """A row as bytes."""
    return vector.astype(_KEPT_AS).tobytes()


def from_kept(kept: Iterable[bytes], *, dimensions: int) -> "Matrix":
    """Rows, float32, shape (n, ``dimensions``). Raises ``UnusableVector`` where one has other bytes."""
    joined = b"".join(kept)
    flat = np.frombuffer(joined, dtype=_KEPT_AS)
    if flat.size % dimensions:
        raise UnusableVector(f"{len(joined)} bytes are no vectors of {dimensions}")
    return flat.reshape(-1, dimensions).astype(np.float32)


class ExactVectors:
    """Compares a vector with each that is kept: what the others are measured by."""

    name = "exact"
    place = "table"

    def begin_anew(self, rows: "Rows", *, model: str, dimensions: int) -> None:
        rows.meanings.begin_anew(model=model, dimensions=dimensions, place=self.place)

    def put(self, rows: "Rows", numbers: Sequence[int], vectors: "Matrix") -> None:
        put_into_table(rows, numbers, vectors)

    def nearest(self, rows: "Rows", vector: "Matrix", *, limit: int) -> list[tuple[int, float]]:
        state = rows.meanings.state()
        every = rows.meanings.stretch(after=-1, until=state.change, limit=2**31)
        asked = unit(vector, dimensions=state.dimensions)
        return ranked({one.number: one.vector for one in every}, asked, limit=limit)

    def mean(self, rows: "Rows", numbers: Sequence[int]) -> "Matrix | None":
        return mean_in_table(rows, numbers)

    def settle(self, store: "Store", *, threads: int = 1) -> bool:
        return False


def put_into_table(rows: "Rows", numbers: Sequence[int], vectors: "Matrix") -> None:
    """Keep a vector for each of these posts."""
    made = units(vectors, dimensions=rows.meanings.state().dimensions)
    kept: dict[int, bytes | None] = {n: to_keep(row) for n, row in zip(numbers, made, strict=True)}
    rows.meanings.set(kept, change=rows.meanings.next_change())


def mean_in_table(rows: "Rows", numbers: Sequence[int]) -> "Matrix | None":
    """The mean of the vectors of these posts."""
    kept = rows.meanings.vectors(numbers)
    if not kept:
        return None
    mean: Matrix = from_kept(kept.values(), dimensions=rows.meanings.state().dimensions).mean(axis=0)
    return mean


def ranked(kept: dict[int, bytes], vector: "Matrix", *, limit: int) -> list[tuple[int, float]]:
    """The numbers of the vectors that are nearest to one of length 1, with their cosine, the nearest first."""
    if not kept:
        return []
    numbers = np.fromiter(kept, dtype=np.int64, count=len(kept))
    cosines = from_kept(kept.values(), dimensions=vector.size) @ vector
    order = np.lexsort((numbers, -cosines))[:limit]
    return [(int(numbers[place]), float(cosines[place])) for place in order]
