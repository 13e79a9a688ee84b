"""Ink and photographed notes, beside the words that were read from them."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import streamlit as st

from community.drafts import KeptDraft
from modalities.handwriting import Ink, Stroke, sheet_from_json, write_inkml
from pages._house import house
from pages._language import _
from pages._note import WIDTH, show_read_note

_MARGIN = 16  # canvas pixels
_PEN = 2.6  # canvas pixels at half pressure, as the sheet draws it
_WIDTHS = 10  # steps of pressure that are told apart


def show_written(kept: KeptDraft) -> None:
    """Draw the ink or the photo of a draft, and the way back to the sheet."""
    if kept.ink is not None:
        show_ink(kept.ink, key=kept.id, text=kept.draft.text)
        if st.button(_("Revenir à la feuille"), key="back-to-sheet", icon=":material/draw:"):
            st.query_params["sheet"] = "1"
            st.rerun()
    if kept.photo is not None:
        show_read_note(kept)
    if (kept.ink or kept.photo) and not any(one.text for one in kept.draft.recognitions):
        st.info(
            _("Je n’ai pas lu de mots. Ce que vous avez écrit est gardé : tapez votre texte."), icon=":material/info:"
        )


def show_ink(name: str, *, key: str, text: str) -> None:
    """Draw what was written by hand, and offer it as InkML."""
    drawn, width = _drawn(name)
    if not drawn:
        return
    st.image(drawn, alt=_("Écrit à la main : {text}").format(text=text), width=width)
    st.download_button(
        _("L’encre (InkML)"),
        data=_as_inkml(name, text),
        file_name=f"{key}.inkml",
        mime="application/inkml+xml",
        key=f"inkml-{key}",
        icon=":material/download:",
        type="tertiary",
    )


@lru_cache(maxsize=256)  # kept files never change, and a page is drawn anew at every click
def _drawn(name: str) -> tuple[str, int]:
    """The kept ink as SVG, and how wide to show it; empty where there is no stroke."""
    ink = sheet_from_json(house().community.kept.read(name)).ink
    return (ink_as_svg(ink), width_of(ink)) if ink.strokes else ("", 0)


@lru_cache(maxsize=64)
def _as_inkml(name: str, text: str) -> bytes:
    return write_inkml(sheet_from_json(house().community.kept.read(name)).ink, text=text)


def width_of(ink: Ink) -> int:
    """How wide to show an ink: as it was written, unless a page has no room for it."""
    left, _top, right, _bottom = _edges(ink)
    return min(WIDTH, round(right - left))


def ink_as_svg(ink: Ink) -> str:
    """The ink on white paper, cut to what is written; dark in both themes, as on paper."""
    left, top, right, bottom = _edges(ink)
    paths = "".join(path for stroke in ink.strokes for path in _paths(stroke))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}">'
        f'<rect x="{left:.0f}" y="{top:.0f}" width="100%" height="100%" rx="10" fill="#fffdf8"/>'
        '<g fill="none" stroke="#1c2a4a" stroke-linecap="round" stroke-linejoin="round">'
        f"{paths}</g></svg>"
    )


def _edges(ink: Ink) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is written, with paper around it."""
    points = np.concatenate([stroke[:, :2] for stroke in ink.strokes])
    left, top = points.min(axis=0) - _MARGIN
    right, bottom = points.max(axis=0) + _MARGIN
    return float(left), float(top), float(right), float(bottom)


def _paths(stroke: Stroke) -> Iterator[str]:
    """The stroke as lines of one width each: they follow the pressure, as on the sheet."""
    steps = np.round(stroke[:, 3] * _WIDTHS).astype(int)
    start = 0
    for end in [*(np.flatnonzero(np.diff(steps)) + 1), len(stroke)]:
        width = _PEN * (0.6 + 0.8 * steps[start] / _WIDTHS)
        points = [f"{x:.1f} {y:.1f}" for x, y in stroke[start : end + 1, :2]]  # up to where the next one begins
        yield f'<path stroke-width="{width:.1f}" d="M{points[0]}L{" ".join(points[1:] or points)}"/>'
        start = end


def show_note(name: str, *, alt: str | None = None) -> None:
    """Draw a photographed note, or another photo with what its author says that it shows."""
    alt = alt or _("Une note écrite à la main, photographiée")
    st.image(house().community.kept.read(name), alt=alt, width=WIDTH)
