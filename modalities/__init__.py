"""Ways in (speech, handwriting, gesture, gaze) and ways out (voice, picture).

A back-end is one file in the folder of its modality, and its name is the file's name.
"""

import importlib
import pkgutil
from types import ModuleType
from typing import Any

from errors import UnknownBackend

_NOT_BACKENDS = {"component"}
"""The file of a modality's browser part, whose name the house fixes. Other helpers of a modality begin with ``_``."""


def available(modality: ModuleType) -> list[str]:
    """Names of the back-ends of one modality. Imports none of them."""
    found = (module.name for module in pkgutil.iter_modules(modality.__path__))
    return sorted(name for name in found if not name.startswith("_") and name not in _NOT_BACKENDS)


def load(modality: ModuleType, name: str, **options: Any) -> Any:
    """Import one back-end and build it; only now is anything heavy imported.

    Raises ``UnknownBackend``, and what the back-end raises when something of its own is missing.
    """
    if name not in available(modality):
        raise UnknownBackend(name=name, known=", ".join(available(modality)))
    return importlib.import_module(f"{modality.__name__}.{name}").load(**options)
