"""An answer on a screen: quoted, read aloud, drawn."""

from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from pages._card import show_card
from pages._found_by import show_found_by
from pages._language import _, day
from pages._pictures import show_pictures
from pages._plain import show_plain
from pages._reader import show_spoken_answer
from pages._rewritten import quote_anchor, show_rewritten
from pages._text import label, show
from pages.printing import show_printed_answer
from vocabulary import Answer, Source, SourceKind

_PLACES: dict[SourceKind, tuple[str, str]] = {
    "reply": ("question.py", ":material/forum:"),
    "tip": ("tip.py", ":material/lightbulb:"),
    "contribution": ("atelier.py", ":material/coffee:"),
    "atelier": ("atelier.py", ":material/how_to_vote:"),
}
"""The page on which a source stands, and its sign."""


def show_answer(answer: Answer, *, key: str, asked: str = "") -> None:
    """Draw an answer to what was ``asked``; one that knows nothing is a sentence, read aloud like the others."""
    if not show_plain(answer, key=key):
        with st.container(key=f"on-screen-{key}"):
            show_spoken_answer(answer, key=key)
        show_printed_answer(answer)
    if not answer.known:
        show_found_by(answer.found_by, key=key)
        return
    show_card(answer, key=key)
    st.subheader(_("Qui le dit"), anchor=False)
    for n, source in enumerate(answer.sources):
        with st.container(border=True, key=f"source-{key}-{n}"):
            _show_source(source, lang=answer.language)
    show_found_by(answer.found_by, key=key)
    show_rewritten(answer, asked=asked, key=key)


def _show_source(source: Source, *, lang: str) -> None:
    show(source.quote, lang=lang, quote=True, anchor=quote_anchor(source.id))
    when = f", {day(source.written_at)}" if source.written_at else ""
    solution = f" · :material/task_alt: {_('solution')}" if source.is_solution else ""
    st.markdown(f"**{label(source.author)}**{when}{solution}")
    page, icon = _PLACES[source.kind]
    st.page_link(page, label=label(source.title), icon=icon, query_params=dict(parse_qsl(urlsplit(source.link).query)))
    show_pictures(source.pictures)
