"""Ink and photographed notes, beside the words that were read from them."""

import io
from functools import lru_cache

import numpy as np
import streamlit as st

from community.drafts import KeptDraft
from modalities.handwriting import Ink, sheet_from_json, write_inkml
from pages._house import house
from pages._language import _
from vocabulary import Recognition

_WIDTH = 640  # pixels, of the widest picture on a page
_MARGIN = 16  # canvas pixels


def show_written(kept: KeptDraft) -> None:
    """Draw the ink or the photo of a draft, and the way back to the sheet."""
    if kept.ink is not None:
        show_ink(kept.ink, key=kept.id, text=kept.draft.text)
        if st.button(_("Revenir à la feuille"), key="back-to-sheet", icon=":material/draw:"):
            st.query_params["sheet"] = "1"
            st.rerun()
    if kept.photo is not None:
        _show_read_note(kept.photo, kept.draft.recognitions)
    if (kept.ink or kept.photo) and not any(one.text for one in kept.draft.recognitions):
        st.info(
            _("Je n’ai pas lu de mots. Ce que vous avez écrit est gardé : tapez votre texte."), icon=":material/info:"
        )


def show_ink(name: str, *, key: str, text: str) -> None:
    """Draw what was written by hand, and offer it as InkML."""
    drawn = _drawn(name)
    if not drawn:
        return
    st.image(drawn, alt=_("Écrit à la main : {text}").format(text=text), width=_WIDTH)
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
def _drawn(name: str) -> str:
    """The kept ink as SVG; empty where there is no stroke."""
    ink = sheet_from_json(house().community.kept.read(name)).ink
    return ink_as_svg(ink) if ink.strokes else ""


@lru_cache(maxsize=64)
def _as_inkml(name: str, text: str) -> bytes:
    return write_inkml(sheet_from_json(house().community.kept.read(name)).ink, text=text)


def ink_as_svg(ink: Ink) -> str:
    """The ink on white paper, cut to what is written; dark in both themes, as on paper."""
    points = np.concatenate([stroke[:, :2] for stroke in ink.strokes])
    (left, top), (right, bottom) = points.min(axis=0) - _MARGIN, points.max(axis=0) + _MARGIN
    paths = "".join(f'<path d="{_path(stroke)}"/>' for stroke in ink.strokes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}">'
        f'<rect x="{left:.0f}" y="{top:.0f}" width="100%" height="100%" rx="10" fill="#fffdf8"/>'
        '<g fill="none" stroke="#1c2a4a" stroke-width="2.8" stroke-linecap="round" stroke-linejoin="round">'
        f"{paths}</g></svg>"
    )


def _path(stroke: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
    points = [f"{x:.1f} {y:.1f}" for x, y in stroke[:, :2]]
    return f"M{points[0]}L{' '.join(points[1:] or points)}"


def show_note(name: str) -> None:
    """Draw a photographed note."""
    st.image(house().community.kept.read(name), alt=_("Une note écrite à la main, photographiée"), width=_WIDTH)


def _show_read_note(name: str, recognitions: tuple[Recognition, ...]) -> None:
    """Draw the note with a frame around each line that was read, and the lines below."""
    from PIL import Image, ImageDraw

    from modalities.handwriting import decode_photo

    photo = decode_photo(house().community.kept.read(name), name=_("votre photo"))
    picture = Image.fromarray(photo.pixels)
    pen = ImageDraw.Draw(picture)
    width = max(2, picture.width // 300)
    lines = [line for one in recognitions for line in framed_lines(one)]
    for box, _text in lines:
        pen.rectangle(box, outline="#c2410c", width=width)
    picture.thumbnail((2 * _WIDTH, 2 * _WIDTH))
    drawn = io.BytesIO()
    picture.save(drawn, "JPEG", quality=85)
    alt = _("Votre note : {count} lignes trouvées").format(count=len(lines))
    st.image(drawn.getvalue(), alt=alt, width=_WIDTH)


def framed_lines(recognition: Recognition) -> list[tuple[tuple[float, float, float, float], str]]:
    """Each line of text with the box around its words, in pixels of the photo. Lines without places are left out."""
    framed, words = [], list(recognition.words)
    for text in recognition.text.split("\n"):
        count = len(text.split())
        boxes = [word.box for word in words[:count] if word.box is not None]
        words = words[count:]
        if boxes:
            lefts, tops, rights, bottoms = zip(*boxes, strict=True)
            framed.append(((min(lefts), min(tops), max(rights), max(bottoms)), text))
    return framed
