"""Whoever has just written by hand presses something else at once: the press counts as well as the ink."""

from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "cafe_presses", html="<span hidden></span>", js=(_HERE / "presses.js").read_text("utf-8")
)


def let_presses_count(*, key: str = "presses") -> None:
    """Let a press that follows the last stroke at once reach the part of the page that it is meant for."""
    _mount(key=key, height=0)
