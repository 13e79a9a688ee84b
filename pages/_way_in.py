"""Where somebody was before they signed in, so that they go on there."""

from typing import Any, NoReturn

import streamlit as st

from pages._house import house
from pages._visit import visit

_LAST = "page-before-signing-in"
_NOT_A_PLACE = {"sign-in", "my-code", "first-time"}
"""Pages that are on the way in themselves."""


def remember_page(url_path: str) -> None:
    """Note the page that is being drawn, with what its address says: which question, which draft."""
    if url_path not in _NOT_A_PLACE:
        st.session_state[_LAST] = {"page": _file_of(url_path), "query": st.query_params.to_dict()}


def keep_page() -> None:
    """Keep that page for this browser, which leaves for another site: it comes back as a new session."""
    if _LAST in st.session_state:
        house().community.habits.keep(visit(), _LAST, st.session_state[_LAST])


def go_on() -> NoReturn:
    """Go back to that page."""
    last = st.session_state.get(_LAST) or _kept() or {"page": "ask.py", "query": {}}
    st.switch_page(last["page"], query_params=last["query"])


def _kept() -> Any:
    habits = house().community.habits
    kept = habits.of_visit(visit()).get(_LAST)
    if kept is not None:
        habits.forget(visit(), _LAST)
    return kept


def _file_of(url_path: str) -> str:
    """The file of a page, which is named as its address is; the first page has none."""
    return f"{url_path.replace('-', '_') or 'ask'}.py"
