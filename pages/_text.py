"""Members' words on a screen: always as text, whatever signs they hold."""

import re
from html import escape

import streamlit as st

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&^=])")
_DIRECTIVE = re.compile(r":(?=[\w/+-]+[:\[])")
_WORD_JOINER = "\N{WORD JOINER}"


def label(text: str) -> str:
    """Text for a label, a caption or a link, of which Streamlit would otherwise read the Markdown.

    A word joiner, which is not seen, keeps ``:red[…]`` and ``:smile:`` from being read as Streamlit's own signs:
    these have no escape.
    """
    one_line = " ".join(text.split())
    return _DIRECTIVE.sub(f":{_WORD_JOINER}", _MARKDOWN.sub(r"\\\1", one_line))


def show(text: str, *, lang: str, level: int | None = None, quote: bool = False, anchor: str = "") -> None:
    """Draw members' words: as a paragraph, a heading of a level, or a quotation. ``lang`` is for the screen reader.

    ``anchor`` is where a link on the same page leads to.
    """
    place = f' id="{escape(anchor)}"' if anchor else ""
    tag = f"h{level}" if level else "blockquote" if quote else "p"
    st.html(f'<{tag}{place} lang="{escape(lang)}" class="words">{escape(text)}</{tag}>')
