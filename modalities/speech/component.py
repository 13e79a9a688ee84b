"""What the browser knows of its microphone, and which Streamlit does not tell Python."""

from pathlib import Path
from typing import Literal

import streamlit as st

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "cafe_microphone", html="<span hidden></span>", js=(_HERE / "microphone.js").read_text("utf-8")
)

Problem = Literal["missing", "denied", "insecure"]


def microphone(*, key: str) -> Problem | None:
    """Why this browser cannot record: no microphone, refused, or a page that is neither local nor https.

    None when it can, or when it has not said yet.
    """
    result = _mount(key=key, default={"problem": None}, on_problem_change=_noticed, height=0)
    problem = result.get("problem")
    return problem if problem in ("missing", "denied", "insecure") else None


def _noticed() -> None:
    """Streamlit gives Python only the values that have a callback."""
