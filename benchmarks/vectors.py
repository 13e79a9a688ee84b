"""How quick the nearest of many vectors are found, and words and meaning together.

    python -m benchmarks.vectors [--posts N] [--kept FOLDER] [--out FILE.json]

The made-up community (``made_up.py``) of 10 000 and of 1 000 000 posts, or of N, in SQLite; each post is given a vector
that is made up too: 384 numbers, in heaps, as those of texts about the same things are. *Bare* is usearch alone, on the
same file; *exact* compares every vector. The filled databases with their vectors stay in the folder and serve again.
"""

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import make_url

from benchmarks import search
from benchmarks.made_up import MadeUp
from benchmarks.timing import spread, timed
from community import Community, open_community
from community.storage.vectors_usearch import UsearchVectors
from pipelines.finding import NEAR, ranked
from pipelines.meaning import Sense

if TYPE_CHECKING:
    from community.meanings import Matrix, Vectors

SIZES = (10_000, 1_000_000)
DIMENSIONS, HEAPS = 384, 2_000
MODEL = "made up"
QUESTIONS = 60
NEAREST = 10
P95_MS = 50.0  # words and meaning together
LEAST_RECALL = 0.95
_AT_ONCE = 10_000

Tell = Callable[[str], None]


class Heaps:
    """Vectors in heaps; the same for the same number."""

    def __init__(self, *, seed: int = 1) -> None:
        self._centres = np.random.default_rng(seed).standard_normal((HEAPS, DIMENSIONS), dtype=np.float32)

    def vectors(self, numbers: Sequence[int]) -> "Matrix":
        """Unit rows, one for each number."""
        random = np.random.default_rng(numbers[0])
        heaps = self._centres[random.integers(0, HEAPS, len(numbers))]
        rows = heaps + np.float32(0.8) * random.standard_normal((len(numbers), DIMENSIONS), dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)

    def asked(self, count: int) -> "Matrix":
        """As vectors, of numbers that no post has."""
        return self.vectors([2**40 + number for number in range(count)])


def give_vectors(community: Community, vectors: "Vectors", *, tell: Tell = lambda _: None) -> int:
    """Give every post that waits a vector that is made up; how many there were."""
    store, heaps, made = community.store, Heaps(), 0
    community.meanings.begin(model=MODEL, dimensions=DIMENSIONS)
    while True:
        with store.writing() as rows:
            numbers = [post.number for post in rows.meanings.waiting(limit=_AT_ONCE)]
            if numbers:
                vectors.put(rows, numbers, heaps.vectors(numbers))
        if not numbers:
            return made
        made += len(numbers)
        if made % 100_000 == 0:
            tell(f"{made} vectors")


@contextmanager
def filled(posts: int, folder: Path, *, tell: Tell = print) -> Iterator[tuple[Community, UsearchVectors, Path]]:
    """A community in SQLite whose posts have vectors, with their store and its file, made now unless they are there."""
    with search.in_sqlite(MadeUp(posts=posts), folder) as subject:
        file = Path(make_url(subject.address).database or "")
        data = file.with_suffix(".vectors")
        data.mkdir(exist_ok=True)
        community = open_community(subject.address, data=data)
        try:
            vectors = UsearchVectors(data)
            filling_s, made = timed(lambda: give_vectors(community, vectors, tell=tell))
            settling_s, _settled = timed(lambda: vectors.settle(community.store, threads=os.cpu_count() or 1))
            tell(f"{made} vectors in {filling_s:.0f} s, the file in {settling_s:.0f} s")
            yield community, vectors, data
        finally:
            community.close()


def measured(posts: int, folder: Path) -> dict[str, Any]:
    """Seconds; the recall of the nearest ten beside comparing each, at up to 10 000 posts."""
    with filled(posts, folder) as (community, vectors, data):
        asked = Heaps().asked(QUESTIONS)
        texts = search.searched(community, search.some_threads(community, MadeUp(posts=posts)))
        texts = (texts + MadeUp(posts=posts).questions_nobody_asked(QUESTIONS))[-QUESTIONS:]
        senses = [Sense(model=MODEL, vector=row) for row in asked]
        bare = _bare(data)
        taken: dict[str, list[float]] = {name: [] for name in ("bare", "nearest", "words", "near", "ranked")}
        for text, sense in zip(texts, senses, strict=True):
            calls: dict[str, Callable[[], Any]] = {
                "bare": lambda: bare.search(sense.vector, NEAREST),  # noqa: B023
                "nearest": lambda: community.meanings.nearest(sense.vector, model=MODEL, limit=NEAREST),  # noqa: B023
                "words": lambda: community.search.passages(text, language="fr"),  # noqa: B023
                "near": lambda: community.meanings.nearest(sense.vector, model=MODEL, limit=NEAR),  # noqa: B023
                "ranked": lambda: ranked(community, text, language="fr", sense=sense),  # noqa: B023
            }
            for name, call in calls.items():
                taken[name].append(min(timed(call)[0] for _ in range(2)))
        taken["both"] = [words + near for words, near in zip(taken["words"], taken["near"], strict=True)]
        recall = _recall(community, vectors, asked)
        size = sum(file.stat().st_size for file in data.glob("*.usearch"))
    times = {name: spread(seconds) for name, seconds in taken.items()}
    return {"posts": posts, "bytes": size, "recall": recall, **times}


def _bare(data: Path) -> Any:
    from usearch.index import Index

    (file,) = data.glob("*.usearch")
    return Index.restore(str(file), view=True)


def _recall(community: Community, vectors: UsearchVectors, asked: "Matrix") -> float:
    with community.store.reading() as rows:
        found = [{number for number, _ in vectors.nearest(rows, one, limit=NEAREST)} for one in asked]
        best: list[list[tuple[float, int]]] = [[] for _ in asked]
        after = -1
        until = rows.meanings.state().change
        while kept := rows.meanings.stretch(after=after, until=until, limit=_AT_ONCE):
            after = kept[-1].number
            matrix = np.frombuffer(b"".join(one.vector for one in kept), "<f2").reshape(-1, DIMENSIONS)
            for place, cosines in enumerate(asked @ matrix.astype(np.float32).T):
                nearest = np.argsort(-cosines)[:NEAREST]
                known = [*best[place], *((float(cosines[at]), kept[at].number) for at in nearest)]
                best[place] = sorted(known, reverse=True)[:NEAREST]
    return float(np.mean([len(some & {n for _, n in true}) / NEAREST for some, true in zip(found, best, strict=True)]))


def run(posts: int | None = None, *, kept: Path | None = None) -> dict[str, Any]:
    """Measure and print; gives all figures."""
    with tempfile.TemporaryDirectory(prefix="cafe-bench-") as passing:
        rows = [measured(size, kept or Path(passing)) for size in (SIZES if posts is None else (posts,))]
    print("\n".join(_table(row) for row in rows))
    verdicts = [line for row in rows for line in _verdicts(row)]
    print("\n".join(verdicts))
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return {"subject": "vectors", "machine": machine, "rows": rows, "verdicts": verdicts}


def _table(row: dict[str, Any]) -> str:
    names = {
        "bare": "usearch alone",
        "nearest": "nearest ten, as posts",
        "words": "words",
        "near": f"nearest {NEAR}, as posts",
        "both": "words and meaning",
        "ranked": "judged, in one list",
    }
    lines = [
        f"SQLite, {row['posts']} posts, {DIMENSIONS} numbers each, file {row['bytes'] / 1e6:.0f} MB: "
        f"median / 95th percentile, ms; recall@{NEAREST} {row['recall']:.3f}"
    ]
    lines += [
        f"  {title:22} {1000 * row[name]['median']:.1f} / {1000 * row[name]['p95']:.1f}"
        for name, title in names.items()
    ]
    return "\n".join(lines)


def _verdicts(row: dict[str, Any]) -> Iterator[str]:
    p95_ms = 1000 * row["both"]["p95"]
    yield f"{'within' if p95_ms <= P95_MS else 'OVER  '} {row['posts']} posts: words and meaning, p95 {p95_ms:.1f} ms"
    is_enough = row["recall"] >= LEAST_RECALL
    yield f"{'within' if is_enough else 'UNDER '} {row['posts']} posts: recall@{NEAREST} {row['recall']:.3f}"


def main() -> None:
    """Run from a shell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, help="measure this size only")
    parser.add_argument("--kept", type=Path, help="a folder for the filled databases, used again by the next run")
    parser.add_argument("--out", type=Path, help="a file for all figures, as JSON")
    options = parser.parse_args()
    figures = run(options.posts, kept=options.kept)
    if options.out:
        options.out.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
