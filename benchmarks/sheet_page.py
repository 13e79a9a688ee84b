"""Whether a page of twenty lines stays smooth while it is written: how long each pause of the pen keeps the server.

A real writer's page is written word by word on the sheet, driven through Streamlit's own AppTest. One rerun is what the
app does at each pause: the fragment of the sheet alone, from the strokes that arrive, through keeping and reading them,
to the words that go back. The browser's share is not in it.
"""

import contextlib
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from modalities.handwriting import Ink, Stroke, read_inks
from modalities.handwriting._grouping import boxes_of, lines_of

LINES = 20
MOST_MS = 150.0
_STROKES_A_PAUSE = 5  # about a word
_KEY = "sheet-new-0"
_SCREEN = "from pages._sheet import show_sheet; show_sheet(None)"


def run(ink_folder: Path) -> dict[str, Any] | None:
    """Write the page and print how long the reruns took; None where there is no page to write."""
    lines = _page(ink_folder)
    if not lines:
        return None
    with _app() as app:
        took_ms = list(_written(app, lines))
    measured = {
        "lines": len(lines),
        "reruns": len(took_ms),
        "median_ms": round(statistics.median(took_ms), 1),
        "last_line_ms": round(statistics.median(took_ms[-len(took_ms) // len(lines) :]), 1),
        "slowest_ms": round(max(took_ms), 1),
        "asked_ms": MOST_MS,
    }
    print(
        f"a page of {measured['lines']} lines, {measured['reruns']} reruns: median {measured['median_ms']} ms, on the "
        f"last line {measured['last_line_ms']} ms, slowest {measured['slowest_ms']} ms (asked: at most {MOST_MS:.0f})"
    )
    return measured


def _page(ink_folder: Path) -> list[list[Stroke]]:
    """Twenty lines of strokes: the lines of the longest page of the set, again below where it has fewer."""
    path = ink_folder / "myscript.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []
    pages = [row for row in rows if row["level"] == "page"]
    if not pages:
        return []
    (ink,) = read_inks(json.dumps({"strokes": pages[0]["strokes"]}).encode(), name=path.name)
    assert isinstance(ink, Ink)
    once = [[ink.strokes[number] for number in line] for line in lines_of(ink)]
    boxes = boxes_of(ink.strokes)
    below = float(boxes[:, 3].max() - boxes[:, 1].min()) * (len(once) + 1) / len(once)
    down = np.array([0.0, below, 0.0, 0.0])
    rounds = [[[stroke + n * down for stroke in line] for line in once] for n in range(LINES)]
    return [line for page in rounds for line in page][:LINES]


@contextlib.contextmanager
def _app() -> Iterator[Any]:
    """A screen with nothing but the sheet, and a store of its own; drawn once, its recogniser ready."""
    import streamlit as st
    from streamlit.testing.v1 import AppTest

    from pages._house import house

    with tempfile.TemporaryDirectory() as data, mock.patch.dict(os.environ, CAFE_DATA=data):
        st.cache_resource.clear()
        app = AppTest.from_string(_SCREEN, default_timeout=60)
        app.session_state["visit"] = "a bench"
        app.run()
        house().reader.warm_up("fr")
        yield app
        house().close()
        st.cache_resource.clear()


def _written(app: Any, lines: Sequence[Sequence[Stroke]]) -> Iterator[float]:
    """Milliseconds of each rerun, one after each few strokes."""
    number = 0
    for line in lines:
        for start in range(0, len(line), _STROKES_A_PAUSE):
            operations = []
            for stroke in line[start : start + _STROKES_A_PAUSE]:
                number += 1
                points = np.round(stroke, 1).tolist()
                operations.append({"n": number, "do": "add", "id": f"page-{number}", "stroke": points})
            app.session_state[_KEY] = {"news": json.dumps({"page": "page", "operations": operations})}
            begun = time.perf_counter()
            app.run()
            yield 1000 * (time.perf_counter() - begun)
            assert not app.exception, app.exception
