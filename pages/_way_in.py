"""Where somebody was before they signed in, so that they go on there."""

from typing import NoReturn

import streamlit as st

_LAST = "page-before-signing-in"
_NOT_A_PLACE = {"sign-in", "my-code"}
"""Pages that are on the way in themselves."""


def remember_page(url_path: str) -> None:
    """Note the page that is being drawn, with what its address says: which question, which draft."""
    if url_path not in _NOT_A_PLACE:
        st.session_state[_LAST] = {"page": _file_of(url_path), "query": st.query_params.to_dict()}


def go_on() -> NoReturn:
    """Go back to that page."""
    last = st.session_state.get(_LAST, {"page": "ask.py", "query": {}})
    st.switch_page(last["page"], query_params=last["query"])


def _file_of(url_path: str) -> str:
    """The file of a page, which is named as its address is; the first page has none."""
    return f"{url_path.replace('-', '_') or 'ask'}.py"
