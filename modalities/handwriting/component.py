"""The sheet in the browser: a member writes on it with mouse, finger or stylus."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from modalities.handwriting._sheet import Sheet, page_of

_HERE = Path(__file__).parent
_SCRIPTS = ("sheet_store.js", "sheet_model.js", "sheet_pen.js", "sheet.js")
"""One script in the browser, which can import nothing: each file may use what stands in those before it."""

_mount = st.components.v2.component(
    "cafe_sheet",
    html=(_HERE / "sheet.html").read_text("utf-8"),
    css=(_HERE / "sheet.css").read_text("utf-8"),
    js="\n".join((_HERE / name).read_text("utf-8") for name in _SCRIPTS),
)

LABELS = (
    *("tools", "undo", "redo", "clear", "smaller", "larger", "canvas", "hint", "keeping", "kept"),
    *("up", "down", "refused"),
    *("no_pen", "type", "speak", "read", "how", "doubtful", "others", "no_others", "raw", "keep", "rewrite", "erase"),
)
"""The words that are shown. ``others``, ``no_others``, ``raw`` and ``keep`` hold ``{word}``."""

OtherWay = Literal["type", "speak"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWord:
    """A word as it is shown under the sheet."""

    text: str
    doubtful: bool
    strokes: tuple[str, ...]
    """Ids of its strokes; with none, it cannot be replaced by itself."""
    box: tuple[float, float, float, float]
    others: tuple[str, ...] = ()
    raw: str = ""
    """What the recogniser itself had read, where that is another word."""


def news_of(key: str) -> str | None:
    """What the browser said last and Streamlit holds for this run; None before its first message."""
    held = st.session_state.get(key)
    news = held.get("news") if held is not None else None
    return news if isinstance(news, str) else None


def sheet(
    *,
    key: str,
    sheet: Sheet,
    reading: Sequence[Sequence[ShownWord]],
    labels: Mapping[str, str],
    language: str,
    draft: str | None = "",
    adopts: str = "",
) -> OtherWay | None:
    """Draw the sheet with what was read from it; gives the way that somebody without a pen asked for, in that run.

    ``sheet`` is what Python has: apply ``news_of(key)`` before drawing, and the browser hears that it may forget its
    copy. It may be drawn in a form, a fragment or a dialog. ``labels`` holds ``LABELS`` in the member's language,
    ``language`` is that of the writing. Under the name of ``draft`` the browser stores what was not acknowledged; under
    an empty name, what has no draft yet; of a sheet whose ``draft`` is None it stores nothing. Under a new key a sheet
    goes on that was drawn on this page under another one when ``adopts`` is its ``page_of``.
    """
    news = news_of(key)
    page = page_of(news)
    result = _mount(
        key=key,
        data={
            "key": key,
            "page": page,
            "draft": draft,
            "adopts": adopts,
            "acknowledged": sheet.acknowledged(page),
            "untold": sheet.untold(news),
            "reading": json.dumps([[_shown(word) for word in line] for line in reading]),
            "labels": json.dumps({name: labels[name] for name in LABELS}),
            "lang": language,
        },
        default={"news": None},
        on_news_change=_noticed,
        on_other_way_change=_noticed,
    )
    way = result.get("other_way")
    return way if way in ("type", "speak") else None


def _shown(word: ShownWord) -> dict[str, Any]:
    """One string travels for all of it: lists in a component's data would make Streamlit load pandas."""
    return {
        "text": word.text,
        "doubtful": word.doubtful,
        "strokes": list(word.strokes),
        "box": list(word.box),
        "others": list(word.others),
        "raw": word.raw,
    }


def _noticed() -> None:
    """Streamlit gives Python only the values that have a callback."""
