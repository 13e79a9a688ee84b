"""The seconds in which a publication can be taken back, counted by the browser, and the button that does it.

A fragment that runs every few seconds would count them too, but its requests carry the address of the screen they left
from: one that crosses a change of screen is answered after it, and the browser then clears the new screen. Here nothing
is sent but the one press.
"""

from pathlib import Path

import streamlit as st

from pages._language import _

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "cafe_way_back",
    html=(_HERE / "way_back.html").read_text("utf-8"),
    css=(_HERE / "way_back.css").read_text("utf-8"),
    js=(_HERE / "way_back.js").read_text("utf-8"),
)


def is_taken(key: str) -> bool:
    """Whether the button was pressed. Asked before the way back is drawn, which would make the button ready again."""
    held = st.session_state.get(key)
    return held is not None and held.get("taken") is True


def offer_way_back(*, key: str, left: float, is_public: bool = True) -> None:
    """Draw the way back that ends in so many seconds; the browser then says that there is none any more.

    ``is_public`` is whether others see already what is taken back.
    """
    if is_public:
        still, over = (
            _("C’est publié. Vous pouvez encore l’annuler pendant {seconds} secondes."),
            _("C’est publié. Merci !"),
        )
        undo = _("Annuler la publication")
    else:
        still, over = _("C’est ajouté. Vous pouvez encore le reprendre pendant {seconds} secondes."), _("C’est ajouté.")
        undo = _("Reprendre le brouillon")
    _mount(
        key=key,
        data={
            "key": key,
            "left": left,
            "still": still,
            "over": over,
            "undo": undo,
        },
        default={"taken": False},
        on_taken_change=_noticed,
    )


def _noticed() -> None:
    """Streamlit gives Python only the values that have a callback."""
