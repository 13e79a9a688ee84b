"""What ``said.toml`` holds, read once."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from vocabulary import Language


@lru_cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("said.toml").read_text("utf-8"))


def looked_up(language: Language, *path: str) -> dict[str, Any]:
    """What stands under that heading, without the headings under it."""
    found: Any = _table()[language]
    for name in path:
        found = found[name]
    return {key: value for key, value in found.items() if not isinstance(value, dict)}


@lru_cache
def listed(language: Language, name: str) -> frozenset[str]:
    """The words of a list of ``[fr.lists]`` or ``[en.lists]``."""
    return frozenset(str(_table()[language]["lists"][name]).split())
