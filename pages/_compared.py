"""Two texts side by side. What was removed and added is told by signs and lines, and in words to a screen reader."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from community.comparing import Piece, side_by_side
from pages._language import _


def show_compared(before: str, after: str, *, names: tuple[str, str], lang: str) -> None:
    """Draw both; ``names`` say what stands on the left and on the right."""
    rows = side_by_side(before, after)
    left, right = (escape(name) for name in names)
    lines = "".join(
        f'<tr class="{"changed" if row.is_changed else "same"}">'
        f'<td data-side="{left}">{_line(row.before)}</td><td data-side="{right}">{_line(row.after)}</td></tr>'
        for row in rows
    )
    st.html(
        f'<table class="compared" lang="{escape(lang)}"><thead><tr><th scope="col">{left}</th>'
        f'<th scope="col">{right}</th></tr></thead><tbody>{lines}</tbody></table>'
    )


def show_legend() -> None:
    """Draw what the signs mean."""
    removed, added = escape(_("mots retirés")), escape(_("mots ajoutés"))
    st.html(f'<p class="compared-legend"><del>− {removed}</del> <ins>+ {added}</ins></p>')


def _line(pieces: Sequence[Piece]) -> str:
    return "".join(_piece(piece) for piece in pieces)


def _piece(piece: Piece) -> str:
    words = escape(piece.words.strip())
    if piece.kind == "same" or not words:
        return escape(piece.words)
    if piece.kind == "removed":
        told = _told("del", _("retiré :"), words, _("fin de ce qui est retiré."))
    else:
        told = _told("ins", _("ajouté :"), words, _("fin de ce qui est ajouté."))
    before, after = (piece.words[: -len(piece.words.lstrip())], piece.words[len(piece.words.rstrip()) :])
    return f"{before}{told}{after}"


def _told(tag: str, begins: str, words: str, ends: str) -> str:
    spoken, over = (f'<span class="only-said"> {escape(said)} </span>' for said in (begins, ends))
    return f"<{tag}>{spoken}{words}{over}</{tag}>"
