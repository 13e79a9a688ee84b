"""The label of what was written to show the café, by people who do not exist."""

import streamlit as st

from pages._language import _


def show_demonstration_label(is_demonstration: bool) -> None:
    """Draw the label on demonstration content, and nothing on members' own."""
    if is_demonstration:
        st.badge(_("Démonstration : personnes et messages inventés"), icon=":material/science:", color="gray")
