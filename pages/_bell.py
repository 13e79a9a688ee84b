"""How many notices wait, in the frame around every screen."""

import streamlit as st

from pages._house import house
from pages._language import _, plural
from pages._visit import member


def show_bell() -> None:
    """Draw the way to the notices; nothing for a guest, who has none."""
    here = member()
    if here is None:
        return
    unread = house().community.following.unread(here)
    name = plural("{count} nouvelle", "{count} nouvelles", unread) if unread else _("Nouvelles")
    icon = ":material/notifications_unread:" if unread else ":material/notifications:"
    st.page_link("notices.py", label=name, icon=icon)
