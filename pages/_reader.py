"""A text on a screen, with what reads it aloud."""

from collections.abc import Sequence

import streamlit as st

from modalities.voice.component import reader
from pages._deeds import listening_gestures
from pages._house import house
from pages._language import _
from pages._reader_labels import reader_labels
from pipelines.speaking import paragraphs_of
from pipelines.telling_aloud import SpokenLine, spoken_answer, spoken_text, written_lines
from vocabulary import Answer, Language, Source

_PRESSES = "listen-presses"
_PATIENCE_S = 0.15  # a warm voice of the system takes a tenth of that


def press_listen() -> None:
    """Listen to the answer of this page, or stop, as its button does."""
    st.session_state[_PRESSES] = st.session_state.get(_PRESSES, 0) + 1


def show_reader(
    text: str, *, language: Language, key: str, is_long: bool = False, sources: Sequence[Source] = ()
) -> None:
    """Draw a text with what reads it aloud: below it, above it if long. ``sources`` are whose words it says."""
    paragraphs = paragraphs_of(text, language) if is_long else ()
    lines = spoken_text(text, language)
    _show(lines, language=language, key=key, paragraphs=paragraphs, is_long=is_long, sources=sources)


def show_spoken_answer(answer: Answer, *, key: str) -> None:
    """Draw an answer as it is written, with what says it."""
    _show(spoken_answer(answer), language=answer.language, key=key, is_answer=True, sources=answer.sources)


def _show(
    lines: Sequence[SpokenLine],
    *,
    language: Language,
    key: str,
    is_answer: bool = False,
    paragraphs: Sequence[int] = (),
    is_long: bool = False,
    sources: Sequence[Source] = (),
) -> None:
    """The page brings the first breath along, if the voice is quick; it waits no longer.

    What the voice misses is said where it was asked a moment ago, and when it is pressed.
    """
    desk = house().desk
    token = desk.register(lines, language, sources=sources)
    early = desk.first(token, wait_s=_PATIENCE_S) if lines else None
    trouble = desk.trouble(language)
    reader(
        key=f"reader-{key}",
        lines=written_lines(lines),
        breaths=[line.line for line in lines],
        first=early,
        address=f"/spoken/{token}",
        labels=reader_labels(),
        language=language,
        is_answer=is_answer,
        presses=st.session_state.get(_PRESSES, 0),
        gestures=listening_gestures(),
        paragraphs=paragraphs,
        is_long=is_long,
        trouble=trouble.said(_) if trouble is not None else "",
        file_name=_("reponse") if is_answer else _("lecture"),
    )
