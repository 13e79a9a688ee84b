"""The few rules that the theme cannot say: sizes of targets, widths of text, the focus that is seen."""

from pathlib import Path

import streamlit as st

from pages import printing

_RULES = (Path(__file__).parent / "style.css").read_text("utf-8") + printing.STYLE
_ACCENTS = {"light": ("#9A3412", "#FFFFFF"), "dark": ("#FDBA74", "#1C1917")}
"""The theme's primary colour and what is written on it: Streamlit gives these to components only."""


def apply_style() -> None:
    """Add ``style.css``, and how the page is printed."""
    accent, on_accent = _ACCENTS.get(st.context.theme.type or "light", _ACCENTS["light"])
    st.html(f"<style>:root {{ --cafe-accent: {accent}; --cafe-on-accent: {on_accent}; }}\n{_RULES}</style>")
