"""What no widget of Streamlit can say to the browser: the page's language, and Streamlit's own words in French."""

import json
from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "cafe_document", html="<span hidden></span>", js=(_HERE / "document.js").read_text("utf-8")
)


def set_document(*, language: str, cookie: str, words: dict[str, str]) -> None:
    """Tell the browser the language of the page, and remember it there.

    ``words`` translates the names that Streamlit gives to its own buttons, which it offers in English only. They travel
    as one string: a dictionary in a component's data would make Streamlit load pandas before the first page.
    """
    _mount(key="document", data={"language": language, "cookie": cookie, "words": json.dumps(words)}, height=0)
