"""The few rules that the theme cannot say: sizes of targets, widths of text, the focus that is seen."""

from pathlib import Path

import streamlit as st

_RULES = (Path(__file__).parent / "style.css").read_text("utf-8")


def apply_style() -> None:
    """Add ``style.css`` to the page."""
    st.html(f"<style>{_RULES}</style>")
