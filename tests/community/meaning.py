"""Meanings made up for tests: vectors of no model."""

import hashlib

import numpy as np

from community import Community

MODEL = "made up"
DIMENSIONS = 32


def vector_of(text: str, *, dimensions: int = DIMENSIONS) -> np.ndarray:
    """A direction of its own for each text."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    vector = np.random.default_rng(seed).standard_normal(dimensions).astype(np.float32)
    return vector / np.linalg.norm(vector)


def vectors_of(texts) -> np.ndarray:
    return np.stack([vector_of(text) for text in texts]) if texts else np.zeros((0, DIMENSIONS), np.float32)


def understand(community: Community) -> int:
    """Give every post that waits its vector; how many there were."""
    community.meanings.begin(model=MODEL, dimensions=DIMENSIONS)
    count = 0
    while waited := community.meanings.waiting(limit=500):
        count += community.meanings.take(waited, vectors_of([one.text for one in waited]), model=MODEL)
    return count


def clustered(count: int, *, dimensions: int = 64, clusters: int = 100, seed: int = 1) -> np.ndarray:
    """Unit rows in heaps, as texts about the same things are."""
    random = np.random.default_rng(seed)
    centres = random.standard_normal((clusters, dimensions))
    rows = centres[random.integers(0, clusters, count)] + 0.6 * random.standard_normal((count, dimensions))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
