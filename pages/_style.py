"""The few rules that the theme cannot say: sizes of targets, widths of text, the focus that is seen."""

from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_ACCENTS = {"light": ("#9A3412", "#FFFFFF"), "dark": ("#FDBA74", "#1C1917")}
"""The theme's primary colour and what is written on it: Streamlit gives these to components only."""


def _accent(theme: str) -> str:
    accent, on_accent = _ACCENTS[theme]
    return f":root {{ --cafe-accent: {accent}; --cafe-on-accent: {on_accent}; }}"


STYLE = "\n".join(
    (
        _accent("light"),
        f"@media (prefers-color-scheme: dark) {{ {_accent('dark')} }}",
        (_HERE / "style.css").read_text("utf-8"),
        (_HERE / "printing" / "print.css").read_text("utf-8"),
    )
)
"""``style.css``, and how the browser's own « Imprimer » prints every page; in the colours that the browser prefers."""


def apply_accent() -> None:
    """Set the accent colour of the theme that the page is drawn in, where that is known already."""
    theme = st.context.theme.type
    st.html(f"<style>{_accent(theme) if theme else ''}</style>")
