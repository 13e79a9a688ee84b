"""From a vector a token to one vector a text."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def pooled(states: Floats, mask: NDArray[np.int64], way: str) -> Floats:
    """Shape (texts, width), of ``states`` of shape (texts, tokens, width). The padding, 0 in ``mask``, is behind."""
    if way == "cls":
        return np.asarray(states[:, 0])
    if way == "lasttoken":
        return np.asarray(states[np.arange(len(states)), mask.sum(1) - 1])
    seen = mask[:, :, None].astype(states.dtype)
    if way == "max":
        return np.asarray(np.where(seen > 0, states, -np.inf).max(1), np.float32)
    return np.asarray((states * seen).sum(1) / np.maximum(seen.sum(1), 1), np.float32)


def dense(folder: Path) -> Callable[[Floats], Floats]:
    """A layer that stands behind the pooling. Raises ``ValueError`` for one that is not known, ``OSError``."""
    from safetensors.numpy import load_file

    config = json.loads((folder / "config.json").read_text("utf-8"))
    weights: dict[str, Any] = load_file(folder / "model.safetensors")
    kind = str(config.get("activation_function", "Tanh")).rpartition(".")[2]
    if kind not in {"Tanh", "Identity"}:
        raise ValueError(kind)
    matrix, bias = weights["linear.weight"].T, weights.get("linear.bias", np.float32(0))

    def layer(found: Floats) -> Floats:
        told = found @ matrix + bias
        return np.asarray(np.tanh(told) if kind == "Tanh" else told, np.float32)

    return layer
