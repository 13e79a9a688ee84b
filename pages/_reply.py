"""One reply of a thread."""

import streamlit as st

from community.forum import Reply
from community.members import Member
from pages._house import house
from pages._language import _
from pages._merits import show_author
from pages._moderation import show_ways, show_withheld
from pages._pictures import show_pictures
from pages._recording import show_what_was_expressed
from pages._text import show


def show_reply(reply: Reply, *, lang: str, asker: bool, here: Member | None) -> None:
    """Draw a reply; ``asker`` is whether the member here asked the question, and so chooses its solution."""
    forum = house().community.forum
    with st.container(border=True, key=f"reply-{reply.id}"):
        if reply.is_solution:
            st.badge(_("Solution"), icon=":material/task_alt:", color="green")
        show_withheld(reply)
        show(reply.body, lang=lang)
        show_pictures(reply.pictures)
        show_what_was_expressed(reply)
        show_author(reply.author, reply.written_at)
        with st.container(horizontal=True, vertical_alignment="center"):
            own = here is not None and here.id == reply.author.id
            thanks = _("Merci ({count})").format(count=reply.thanks)
            if st.button(thanks, key=f"thank-{reply.id}", icon=":material/favorite:", disabled=here is None or own):
                assert here is not None, "the button is disabled for a guest"
                forum.thank(reply.id, by=here)
                st.rerun()
            choice = _("Ce n’est plus la solution") if reply.is_solution else _("C’est la solution")
            if asker and st.button(choice, key=f"solution-{reply.id}", icon=":material/task_alt:"):
                assert here is not None, "who asked is a member"
                forum.mark_solution(reply.id, by=here)
                st.rerun()
            show_ways(reply, here=here)
