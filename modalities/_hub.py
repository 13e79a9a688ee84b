"""Models that stand in a folder, or in the cache of the Hugging Face hub."""

import contextlib
from collections.abc import Sequence
from pathlib import Path


def folder_of(name: str, folders: Sequence[Path]) -> Path | None:
    """The folder of that name, or the one of that name in ``folders``; None where there is none, and for no name."""
    with contextlib.suppress(OSError, ValueError):  # a name that can be no folder's
        for folder in (Path(name), *(Path(one) / name for one in folders)):
            if name and folder.is_dir():
                return folder
    return None


def unreadable() -> tuple[type[Exception], ...]:
    """What transformers raises where a file of a model is missing or damaged, or the model is one of another kind."""
    from safetensors import SafetensorError

    return (OSError, ValueError, KeyError, RuntimeError, AttributeError, TypeError, ImportError, SafetensorError)
