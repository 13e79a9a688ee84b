"""To follow a thread, an atelier or somebody, and to stop."""

import streamlit as st

from community.happenings import Thing
from community.members import Member
from pages._house import house
from pages._language import _


def show_follow(thing: Thing, *, here: Member | None) -> None:
    """Draw the button; nothing for a guest, or for oneself."""
    if here is None or (thing.kind == "member" and thing.id == here.id):
        return
    following = house().community.following
    if following.follows(thing, member=here):
        if st.button(_("Ne plus suivre"), key=f"unfollow-{thing.id}", icon=":material/notifications_off:"):
            following.unfollow(thing, by=here)
            st.rerun()
    elif st.button(_("Suivre"), key=f"follow-{thing.id}", icon=":material/notification_add:"):
        following.follow(thing, by=here)
        st.rerun()
