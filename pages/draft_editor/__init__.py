"""The author's text, beside what was heard: doubtful words are marked, their other readings one click away."""

import json
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from pages._language import _

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "cafe_draft_editor",
    html=(_HERE / "draft_editor.html").read_text("utf-8"),
    css=(_HERE / "draft_editor.css").read_text("utf-8"),
    js=(_HERE / "draft_editor.js").read_text("utf-8"),
)


def edited_text(key: str) -> str | None:
    """What the editor sent and Streamlit holds for this run; None before its first message."""
    held = st.session_state.get(key)
    text = held.get("text") if held is not None else None
    return text if isinstance(text, str) else None


def edit_words(
    *,
    key: str,
    text: str,
    words: Sequence[tuple[str, bool, Sequence[str]]],
    whole: Sequence[str],
    language: str,
    title: str,
    instead: str = "",
) -> None:
    """Draw the editor, with what was understood under ``title``.

    ``text`` is what is kept: once it equals what was typed, the browser says so. ``words`` are those understood, in
    order: text, whether it is doubtful, other readings. ``whole`` are other readings of everything. What is typed
    stays in the browser until Python has it, so a reload loses nothing. What was typed in the editor of the key
    ``instead``, and was not kept, is forgotten: its author chose another text.
    """
    _mount(
        key=key,
        data={"key": key, "text": text, "lang": language, "heard": _heard(words, whole, title), "instead": instead},
        default={"text": text},
        on_text_change=_noticed,
    )


def _heard(words: Sequence[tuple[str, bool, Sequence[str]]], whole: Sequence[str], title: str) -> str:
    """All that is not plain text, as one string: lists in a component's data would make Streamlit load pandas."""
    marked = [{"text": word, "doubtful": doubtful, "others": list(others)} for word, doubtful, others in words]
    return json.dumps({"words": marked, "whole": list(whole), "labels": {**_labels(), "heard": title}})


def _labels() -> dict[str, str]:
    return {
        "doubtful": _("mot douteux"),
        "corrected": _("corrigé"),
        "howto": _("Les mots soulignés suivis d’un « ? » sont douteux : appuyez dessus pour voir d’autres lectures."),
        "instead": _("Au lieu de « {word} » :"),
        "no_others": _("Pas d’autre lecture : corrigez le mot dans le texte."),
        "keep": _("Garder « {word} »"),
        "whole": _("Autres lectures de toute la phrase"),
        "text": _("Votre texte"),
        "kept": _("Gardé comme brouillon"),
        "keeping": _("Pas encore gardé…"),
    }


def _noticed() -> None:
    """Streamlit gives Python only the values that have a callback."""
