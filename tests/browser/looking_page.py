"""The frame of ``pages/main.py`` around the screen where one looks, and another page with targets."""

from pathlib import Path

import streamlit as st

from pages import _looks, document
from pages._language import COOKIE, _, choose_language, language
from pages._streamlit_words import streamlit_words
from pages._style import STYLE, apply_accent

PAGES = Path(__file__).resolve().parents[2] / "pages"


def many():
    """More targets than have room for who looks."""
    _looks.show_camera()
    chosen = _looks.show_targets({str(n): f"Case {n}" for n in range(1, 61)}, page="many")
    if chosen:
        st.session_state["choices"] = [*st.session_state.get("choices", []), chosen]
    st.text(f"choices: {' '.join(st.session_state.get('choices', []))}")


st.set_page_config(page_title="Regard", layout="centered")
document.set_document(language=language(), cookie=COOKIE, words=streamlit_words(_, language()))
st.html(f"<style>{STYLE}</style>")  # which the app serves with the page
apply_accent()
screens = st.navigation(
    [
        st.Page(PAGES / "look.py", title="Regard", url_path="look", default=True),
        st.Page(many, title="Beaucoup", url_path="many"),
    ],
    position="top",
)
choose_language()
screens.run()
