"""Six pictures, chosen one after another out of all of them: a code without a keyboard."""

import json
from base64 import b64encode
from html import escape
from pathlib import Path

import streamlit as st

from community.codes import LENGTH, PICTOGRAMS, Code
from modalities.picture import svg_of
from pages._language import _, language
from pipelines.code_words import word_of

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "cafe_code_pad",
    html=(_HERE / "code_pad.html").read_text("utf-8"),
    css=(_HERE / "code_pad.css").read_text("utf-8"),
    js=(_HERE / "code_pad.js").read_text("utf-8"),
)


def code_pad(*, key: str, laid: Code = ()) -> Code | None:
    """Draw the pictures. Gives the code when its author enters it, once; None meanwhile.

    ``laid`` are the pictures that were said: another code lays them into the places, and its author goes on from there.
    """
    # As one string: a dictionary in a component's data would make Streamlit load pandas.
    pictures = json.dumps(
        [{"name": name, "word": word_of(name, language()), "svg": svg_of(name)} for name in PICTOGRAMS]
    )
    labels = json.dumps(
        {
            "places": _("Votre code"),
            "place": _("Place {n}"),
            "empty": _("vide"),
            "pictures": _("Les images"),
            "erase": _("Effacer la dernière"),
            "clear": _("Tout effacer"),
            "enter": _("Entrer avec ce code"),
        }
    )
    result = _mount(
        key=key,
        data={"key": key, "length": LENGTH, "laid": " ".join(laid), "pictures": pictures, "labels": labels},
        on_entered_change=_noticed,
    )
    entered = getattr(result, "entered", None)
    return tuple(str(entered).split()) if entered else None


def _noticed() -> None:
    """Streamlit gives Python only the values that have a callback."""


def show_code(code: Code) -> None:
    """Draw the pictures of a code with their words, in their order."""
    items = "".join(f"<li>{_drawing(name)}{escape(word_of(name, language()))}</li>" for name in code)
    st.html(f'<ol class="code">{items}</ol>')


def _drawing(name: str) -> str:
    """A pictogram in the colour of the text: as a mask, since Streamlit lets no SVG through."""
    address = "data:image/svg+xml;base64," + b64encode(svg_of(name).encode()).decode()
    return f'<span class="pictogram" aria-hidden="true" style="--pictogram: url({address})"></span>'
