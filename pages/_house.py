"""The one house behind every session: opened at the first call, shared by all."""

import streamlit as st

from pipelines.house import House, open_house
from pipelines.staying import let_stay
from settings import Settings


@st.cache_resource(show_spinner=False)
def house() -> House:
    """Settings, community, recogniser queue, voice and painter. Raises ``CafeError`` when it cannot be opened."""
    opened = open_house(Settings.read())
    let_stay()
    return opened
