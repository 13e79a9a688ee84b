"""The log of moderation as lines: JSON Lines for programs, CSV for spreadsheets."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from community.moderation_log import Entry

FIELDS = ("number", "at", "done", "ground", "reason", "kind", "thing", "by", "by_name", "author", "author_name")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """One object a line, in ASCII, in which every character survives."""
    for entry in entries:
        yield json.dumps(_record(entry)) + "\n"


def as_csv(entries: Iterable[Entry]) -> Iterator[str]:
    """A line of names, then one an entry; what a spreadsheet would take for a formula is marked as text."""
    yield _line(FIELDS)
    for entry in entries:
        yield _line([_cell(value) for value in _record(entry).values()])


def _record(entry: Entry) -> dict[str, Any]:
    by, author = entry.by, entry.author
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "done": entry.done,
        "ground": entry.ground,
        "reason": entry.reason,
        "kind": entry.thing.kind,
        "thing": entry.thing.id,
        "by": by.id if by is not None else None,
        "by_name": by.pseudonym if by is not None else None,
        "author": author.id if author is not None else None,
        "author_name": author.pseudonym if author is not None else None,
    }


def _cell(value: Any) -> str:
    text = "" if value is None else str(value).encode("utf-8", "backslashreplace").decode("utf-8")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(values: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()
