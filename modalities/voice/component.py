"""The answer on the screen, read aloud by the browser one sentence after another."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "cafe_reader",
    html=(_HERE / "reader.html").read_text("utf-8"),
    css=(_HERE / "reader.css").read_text("utf-8"),
    js=(_HERE / "reader.js").read_text("utf-8"),
)

LABELS = (
    *("listen", "stop", "again", "repeat", "slower", "faster"),
    *("speed", "reading", "ended", "blocked", "silent"),
)
"""The words that are shown. ``speed`` holds ``{speed}``; ``reading`` holds ``{n}`` and ``{total}``."""


def reader(
    *,
    key: str,
    sentences: Sequence[str],
    address: str,
    labels: Mapping[str, str],
    language: str,
    autoplay: bool = False,
    speed: float = 1.0,
    presses: int = 0,
    paragraphs: Sequence[int] = (),
    is_long: bool = False,
) -> None:
    """Show sentences with what reads them aloud: listen or stop, from the start, repeat, slower, faster.

    The sound of sentence ``n``, from 0, is fetched from ``{address}/{n}.wav`` and its words' times from
    ``{address}/{n}.json``: ``{"words": [{"start", "first", "last"}…], "seconds"}``, positions in characters. While the
    address stays, so does what is being heard. ``labels`` holds ``LABELS`` in the member's language; ``language`` is
    that of the sentences. ``speed`` is that of the first reading, 0.6 to 1.5, until the member chooses another.
    ``presses`` counts how often listen or stop was asked for elsewhere, by a gesture say: when it grows, it is done.
    ``paragraphs`` are the sentences before which there is more room; above a long text stand the buttons.
    """
    _mount(
        key=key,
        data={
            "key": key,
            "sentences": list(sentences),
            "address": address.rstrip("/"),
            "labels": {name: labels[name] for name in LABELS},
            "language": language,
            "autoplay": autoplay,
            "speed": speed,
            "presses": presses,
            "paragraphs": list(paragraphs),
            "isLong": is_long,
        },
    )
