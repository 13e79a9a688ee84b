"""The nearest vectors by pgvector, in the database itself.

Its table is made when the first model is chosen, since it holds vectors of one length, and only where the server has
the extension: the steps of ``migrations`` run everywhere.
"""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from community.storage.vectors import unit, units

if TYPE_CHECKING:
    from community.meanings import Matrix
    from community.storage import Rows, Store

_HALFVEC_SINCE = (0, 7)
_LEAST_WIDE, _MOST_WIDE = 100, 1_000  # posts that HNSW looks at on its way; pgvector takes no more

_KEEP = text(
    """
    INSERT INTO meaning_vectors (number, embedding)
    SELECT number, CAST(:vector AS halfvec) FROM search_posts WHERE number = :number FOR KEY SHARE
    ON CONFLICT (number) DO UPDATE SET embedding = excluded.embedding
    """
)
_FIND = text(
    """
    SELECT number, 1 - (embedding <=> CAST(:vector AS halfvec)) FROM meaning_vectors
    ORDER BY embedding <=> CAST(:vector AS halfvec) LIMIT :limit
    """
)


def why_absent(store: "Store") -> str | None:
    """Make the extension ready; why it cannot be used, None where it can."""
    version = "SELECT extversion FROM pg_extension WHERE extname = 'vector'"
    try:
        with store.writing() as rows:
            connection = rows.meanings.connection
            found = connection.scalars(text(version)).one_or_none()
            if found is None:
                available = "SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'"
                if not connection.scalars(text(available)).one():
                    return "it is not installed"
                with connection.begin_nested():
                    connection.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
                found = connection.scalars(text(version)).one()
    except DBAPIError as error:
        return str(error.orig).splitlines()[0]
    known = tuple(int(part) for part in str(found).split(".")[:2])
    return None if known >= _HALFVEC_SINCE else f"version {found} is too old"


class PgvectorVectors:
    """Vectors in a table of pgvector's, with an HNSW index by cosine."""

    name = "pgvector"
    place = "pgvector"

    def begin_anew(self, rows: "Rows", *, model: str, dimensions: int) -> None:
        rows.meanings.begin_anew(model=model, dimensions=dimensions, place=self.place)
        for statement in (
            "DROP TABLE IF EXISTS meaning_vectors",
            f"""
            CREATE TABLE meaning_vectors (
                number INTEGER PRIMARY KEY REFERENCES search_posts (number) ON DELETE CASCADE,
                embedding halfvec({int(dimensions)}) NOT NULL
            )
            """,
            "CREATE INDEX ix_meaning_vectors_hnsw ON meaning_vectors USING hnsw (embedding halfvec_cosine_ops)",
        ):
            rows.meanings.connection.execute(text(statement))

    def put(self, rows: "Rows", numbers: Sequence[int], vectors: "Matrix") -> None:
        made = units(vectors, dimensions=rows.meanings.state().dimensions)
        change = rows.meanings.next_change()
        kept = [{"number": n, "vector": _literal(row)} for n, row in zip(numbers, made, strict=True)]
        if kept:
            rows.meanings.connection.execute(_KEEP, kept)
        rows.meanings.set(dict.fromkeys(numbers), change=change)

    def nearest(self, rows: "Rows", vector: "Matrix", *, limit: int) -> list[tuple[int, float]]:
        asked = unit(vector, dimensions=rows.meanings.state().dimensions)
        connection = rows.meanings.connection
        wide = min(max(limit, _LEAST_WIDE), _MOST_WIDE)
        connection.execute(text(f"SET LOCAL hnsw.ef_search = {wide}"))
        found = connection.execute(_FIND, {"vector": _literal(asked), "limit": limit})
        return [(row[0], float(row[1])) for row in found]

    def mean(self, rows: "Rows", numbers: Sequence[int]) -> "Matrix | None":
        means = text("SELECT CAST(avg(embedding) AS text) FROM meaning_vectors WHERE number = ANY(:numbers)")
        found = rows.meanings.connection.scalars(means, {"numbers": list(numbers)}).one()
        return np.array(json.loads(found), dtype=np.float32) if found is not None else None

    def settle(self, store: "Store", *, threads: int = 1) -> bool:
        return False  # the database looks after its index itself


def _literal(vector: "Matrix") -> str:
    return "[" + ",".join(f"{value:.6g}" for value in vector.tolist()) + "]"
