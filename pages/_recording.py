"""What was said or written, kept beside what its author made of it."""

import streamlit as st

from community.articles import Article
from community.cafes import Contribution
from community.forum import Question, Reply
from community.preparing import CafeWords
from community.syntheses import Part
from community.tips import Version
from pages._house import house
from pages._language import _
from pages._text import show
from pages._written import show_ink, show_note


def show_what_was_expressed(post: Question | Reply | Contribution | Part | Version | Article | CafeWords) -> None:
    """Draw the recording, the ink or the photo, where its author left them, and what the machine had understood."""
    kept = house().community.kept
    if post.recording is not None:
        st.audio(kept.read(post.recording), alt=_("La voix de l’auteur"))
    if post.ink is not None:
        show_ink(post.ink, key=post.id, text=post.text if isinstance(post, Part) else post.body)
    if post.photo is not None:
        show_note(post.photo, alt=post.photo_alt if isinstance(post, Contribution) else None)
    understood = [one for one in post.recognitions if one.text]
    if understood:
        with st.expander(_("Ce que la machine avait compris")):
            for one in understood:
                show(one.raw or one.text, lang=one.language or "fr", quote=True)
                st.caption(one.engine)
