"""The demonstration's moments, brought near today: written once, it would soon look like a place that people left."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any


def read(file: Path, *, by: timedelta = timedelta(0)) -> dict[str, Any]:
    """What a file holds, with every moment and every date so much later."""
    written: dict[str, Any] = _later(tomllib.loads(file.read_text(encoding="utf-8")), by)
    return written


def days_to_yesterday(folder: Path, today: date) -> timedelta:
    """By how many whole days its last words are older than yesterday; none where they are not."""
    moments = [moment for file in sorted(folder.glob("*.toml")) for moment in _moments(read(file))]
    newest = max((moment.date() for moment in moments), default=today)
    return max(timedelta(0), today - timedelta(days=1) - newest)


def _later(written: Any, by: timedelta) -> Any:
    if isinstance(written, dict):
        return {name: _later(value, by) for name, value in written.items()}
    if isinstance(written, list):
        return [_later(value, by) for value in written]
    return written + by if isinstance(written, date) else written  # a moment is a date too


def _moments(written: Any) -> list[datetime]:
    """A café's dates lie ahead; what was said has a moment."""
    if isinstance(written, dict):
        return [moment for value in written.values() for moment in _moments(value)]
    if isinstance(written, list):
        return [moment for value in written for moment in _moments(value)]
    return [written] if isinstance(written, datetime) else []
