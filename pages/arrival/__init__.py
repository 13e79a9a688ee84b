"""Where a member arrives: at the top of the screen that follows, or in the field that they asked for."""

from collections.abc import Collection
from pathlib import Path
from typing import Literal

import streamlit as st

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "cafe_arrival", html="<span hidden></span>", js=(_HERE / "arrival.js").read_text("utf-8")
)

Field = Literal["typed", "spoken", "draft", "confirm", "yes"]
"""The text to type and the microphone of the first screen, the text of a draft, the button that publishes it, and the
microphone beside it, which is pressed as well."""

_PRESSED: Collection[Field] = frozenset({"yes"})
_FIELDS: dict[Field, str] = {
    "typed": ".st-key-written textarea",
    "spoken": '.st-key-sound [data-testid="stAudioInputActionButton"]',
    "draft": '[data-testid="draft-text"]',
    "confirm": ".st-key-confirm button",
    "yes": '[class*="st-key-say-yes-"] [data-testid="stAudioInputActionButton"]',
}


def lead_to(field: Field) -> None:
    """Let the next screen begin in a field. Followed by ``st.rerun()``."""
    count, _field = st.session_state.get("led-to", (0, None))
    st.session_state["led-to"] = (count + 1, field)


def show_title(title: str, *, screen: str) -> None:
    """Draw the title of a screen; who comes from another one begins there, or in the field that was asked for.

    ``screen`` names what is shown, such as one draft: the browser sees by it that another screen follows.
    """
    st.title(title, anchor=False)
    count, field = st.session_state.get("led-to", (0, None))
    place = {"field": _FIELDS[field], "asked": count} if field else {"field": "", "asked": 0}
    presses = field in _PRESSED
    _mount(key="arrival", data={"screen": screen, "title": title, "presses": presses, **place}, height=0)
