"""One part of a synthesis: a quotation with its author and the way to it, or a sentence."""

import streamlit as st

from community.syntheses import Part
from pages._language import _, day
from pages._recording import show_what_was_expressed
from pages._text import label, show


def show_part(part: Part) -> None:
    """Draw it as everyone reads it."""
    if not part.is_quote:
        show(part.text, lang=part.language)
        show_what_was_expressed(part)
        return
    if part.quoted is None:
        st.caption(_("Une citation qui était ici n’est plus montrée."))
        return
    show(part.text, lang=part.language, quote=True)
    st.page_link(
        "atelier.py",
        label=f"{label(part.quoted.author.pseudonym)} · {day(part.quoted.written_at)}",
        icon=":material/format_quote:",
        query_params={"id": part.atelier, "contribution": part.quoted.id},
    )
