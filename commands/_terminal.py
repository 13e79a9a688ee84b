"""What is written to the terminal: results to standard output, everything else to standard error."""

import json
import sys
from collections.abc import Mapping
from typing import Any


def tell(sentence: str) -> None:
    """Say something that is no result."""
    print(sentence, file=sys.stderr)  # noqa: T201 - the terminal is this file's screen


def show(line: str) -> None:
    """Give a result."""
    print(line, flush=True)  # noqa: T201


def show_record(record: Mapping[str, Any]) -> None:
    show(json.dumps(record, ensure_ascii=False))


def show_progress(line: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)  # noqa: T201


def speak_utf8() -> None:
    """JSON is UTF-8 whatever the system's own encoding; a file name that is not becomes an escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
