"""The answer on the screen, read aloud by the browser one breath after another."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import streamlit as st

from modalities.voice import Speech, SpokenWord

_HERE = Path(__file__).parent
_SCRIPTS = ("reader_sounds.js", "reader_player.js", "reader_ear.js", "reader_palm.js", "reader.js")
"""One script in the browser, which can import nothing: each file may use what stands in the others."""

_mount = st.components.v2.component(
    "cafe_reader",
    html=(_HERE / "reader.html").read_text("utf-8"),
    css=(_HERE / "reader.css").read_text("utf-8"),
    js="\n".join((_HERE / name).read_text("utf-8") for name in _SCRIPTS),
)

LABELS = (
    *("listen", "stop", "pause", "resume", "again", "previous", "repeat", "next", "slower", "faster", "spell", "more"),
    *("speed", "reading", "ended", "paused", "paused_palm", "paused_speech", "blocked", "silent", "which_word"),
    *("about_speed", "about_sentences", "about_words", "about_keeping"),
    *("previous_short", "repeat_short", "next_short", "wav_short", "vtt_short"),
    *("wav", "vtt", "saving", "saved", "not_saved", "early", "early_why", "ear", "ear_why", "ear_on"),
    *("ear_refused", "ear_missing", "ear_taken", "ear_insecure", "ear_lost", "ear_other"),
)
"""The words that are shown; a button with a ``_short`` word is called by its whole one.

``speed`` holds ``{speed}``; ``reading`` holds ``{n}`` and ``{total}``."""


def reader(
    *,
    key: str,
    lines: Sequence[str],
    breaths: Sequence[int],
    address: str,
    first: tuple[Speech, Sequence[SpokenWord]] | None = None,
    labels: Mapping[str, str],
    language: str,
    autoplay: bool = False,
    is_answer: bool = False,
    speed: float = 1.0,
    presses: int = 0,
    gestures: Sequence[str] = (),
    paragraphs: Sequence[int] = (),
    is_long: bool = False,
    trouble: str = "",
    file_name: str = "lecture",
) -> None:
    """Show lines with what reads them aloud: one button to listen and to pause, and stop while something is heard.

    The rest is opened by a button, and stays so in that browser: slower, by sentence, spelled, kept as a file. What
    makes no sense for the lines is not shown.

    ``breaths`` gives for each sound the line that lights meanwhile, from 0. The sound of breath ``n``, from 0, is
    fetched from ``{address}/{n}.wav`` and its words' times from ``{address}/{n}.json``: ``{"words": [{"start", "first",
    "last"}…]}``, positions in characters of the line; a word spelled from ``{address}/{n}/{first}-{last}.wav``; all of
    it, to be kept under ``file_name``, from ``{address}.wav`` and ``{address}.vtt``. While the address stays, so does
    what is being heard. ``first`` is the first breath where it is here already, with when its words light.

    ``labels`` holds ``LABELS`` in the member's language; ``language`` is that of the lines. ``autoplay`` begins at
    once; an answer (``is_answer``) does where the member chose so. ``speed`` is that of the first reading, 0.6 to 1.5,
    until the member chooses another. ``presses`` counts how often listen or stop was asked for elsewhere, by a gesture
    say: when it grows, it is done. ``gestures`` are the labels by which the camera of the page asks for the same: they
    stop the reading as soon as they are seen. ``paragraphs`` are the lines before which there is more room; above a
    long text stand the buttons. ``trouble`` says why there may be no sound.
    """
    _mount(
        key=key,
        data={
            "key": key,
            "lines": list(lines),
            "breaths": [{"line": line} for line in breaths],
            "address": address.rstrip("/"),
            "first": base64.b64encode(first[0].wav).decode() if first else "",
            "firstWords": [asdict(word) for word in first[1]] if first else [],
            "labels": {name: labels[name] for name in LABELS},
            "language": language,
            "autoplay": autoplay,
            "isAnswer": is_answer,
            "speed": speed,
            "presses": presses,
            "gestures": list(gestures),
            "paragraphs": list(paragraphs),
            "isLong": is_long,
            "trouble": trouble,
            "fileName": file_name,
        },
    )
