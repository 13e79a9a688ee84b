"""A photographed note as it was read: its lines framed and numbered, and beside each number what it was read as."""

import io
from dataclasses import replace
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from community.drafts import KeptDraft
from errors import CafeError
from modalities.handwriting import Photo, decode_photo, encode_photo, turned
from pages._house import house
from pages._language import _, plural
from pages._late_ink import editor_of
from pages._visit import visit
from pages.draft_editor import edited_text
from pipelines.contribute import is_doubtful
from vocabulary import Recognition, Word

if TYPE_CHECKING:
    from PIL import ImageDraw

WIDTH = 640  # pixels, of the widest picture on a page
_ACCENT = "#9a3412"  # the light theme's: a photo has no dark one
_UNSURE = 0.5
"""Confidence of a whole note under which its author is asked to look at how it is held.

Measured on drawn notes of two lines and more: over 0.97 upright, at most 0.65, and mostly under 0.45, on their heads.
"""

Box = tuple[float, float, float, float]


def show_read_note(kept: KeptDraft) -> None:
    """Draw the photo with its numbered lines and what each was read as; where that is unsure, a way to turn it."""
    assert kept.photo is not None
    lines = [line for one in kept.draft.recognitions for line in framed_lines(one)]
    picture, width = framed(kept.photo, tuple(box for box, _words in lines))
    st.image(picture, alt=_alternative(len(lines)), width=width)
    if lines:
        st.html(_listed([words for _box, words in lines], lang=kept.draft.language))
    if _is_unsure(kept.draft.recognitions):
        _offer_to_turn(kept)


def framed_lines(recognition: Recognition) -> list[tuple[Box, tuple[Word, ...]]]:
    """The words of each line with the box around them, in pixels of the photo. Lines without places are left out."""
    framed, words = [], recognition.words
    for text in recognition.text.split("\n"):
        line, words = words[: len(text.split())], words[len(text.split()) :]
        boxes = [word.box for word in line if word.box is not None]
        if boxes:
            lefts, tops, rights, bottoms = zip(*boxes, strict=True)
            framed.append(((min(lefts), min(tops), max(rights), max(bottoms)), line))
    return framed


def _alternative(count: int) -> str:
    if not count:
        return _("Votre note, sur laquelle je n’ai pas trouvé de ligne")
    return plural(
        "Votre note : {count} ligne trouvée, écrite ci-dessous",
        "Votre note : {count} lignes trouvées, numérotées et écrites ci-dessous",
        count,
    )


# -- the photo ------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=32)  # kept files never change, and a page is drawn anew at every click
def framed(name: str, boxes: tuple[Box, ...]) -> tuple[bytes, int]:
    """The photo with its lines framed and numbered, and how wide to show it."""
    from PIL import Image, ImageDraw

    picture = Image.fromarray(_photo(name).pixels)
    part = min(1.0, 2 * WIDTH / picture.width)  # twice as fine as it is shown, for screens that are
    if part < 1.0:
        picture = picture.resize((2 * WIDTH, max(1, round(picture.height * part))))
    pen = ImageDraw.Draw(picture)
    unit = max(1, picture.width // 320)
    for number, box in enumerate(boxes, 1):
        _frame(pen, [edge * part for edge in box], unit)
        _number(pen, str(number), (box[0] * part, box[1] * part), unit)
    drawn = io.BytesIO()
    picture.save(drawn, "JPEG", quality=85)
    return drawn.getvalue(), min(WIDTH, picture.width)


def _frame(pen: "ImageDraw.ImageDraw", box: list[float], unit: int) -> None:
    """A coloured line with a white one on either side, which is seen on dark paper too."""
    left, top, right, bottom = box
    around = (left - 5 * unit, top - 2 * unit, right + 5 * unit, bottom + 2 * unit)
    pen.rectangle(around, outline="white", width=3 * unit)
    pen.rectangle([around[0] + unit, around[1] + unit, around[2] - unit, around[3] - unit], outline=_ACCENT, width=unit)


def _number(pen: "ImageDraw.ImageDraw", number: str, corner: tuple[float, float], unit: int) -> None:
    """White on the frame's colour, left of the frame where the photo has room there, else in its corner."""
    from PIL import ImageFont

    font = ImageFont.load_default(11 * unit)
    width, height = pen.textlength(number, font) + 6 * unit, 14.0 * unit
    left, top = max(0.0, corner[0] - 5 * unit - width), max(0.0, corner[1] - 2 * unit)
    sign = (left, top, left + width, top + height)
    pen.rounded_rectangle(sign, 2 * unit, fill=_ACCENT, outline="white", width=unit)
    pen.text((left + width / 2, top + height / 2), number, fill="white", font=font, anchor="mm")


def _photo(name: str) -> Photo:
    return decode_photo(house().community.kept.read(name), name=_("votre photo"))


# -- its lines ------------------------------------------------------------------------------------------------------


def _listed(lines: list[tuple[Word, ...]], *, lang: str) -> str:
    """The lines as a numbered list; what is doubtful is marked as in the text that was read."""
    items = "".join(f"<li>{' '.join(_marked(word) for word in line)}</li>" for line in lines)
    return f'<ol class="words read-lines" lang="{escape(lang)}">{items}</ol>'


def _marked(word: Word) -> str:
    if not is_doubtful(word, modality="handwriting"):
        return escape(word.text)
    hint = f'<span class="only-said">, {escape(_("mot douteux"))}</span>'
    return f'<span class="doubtful">{escape(word.text)}{hint}</span>'


# -- how it is held -------------------------------------------------------------------------------------------------


def _is_unsure(recognitions: tuple[Recognition, ...]) -> bool:
    """Whether a note, read alone, gives no words or words that are little sure as a whole."""
    if len(recognitions) != 1:
        return False
    (read,) = recognitions
    return not read.text or (read.confidence is not None and read.confidence < _UNSURE)


def _offer_to_turn(kept: KeptDraft) -> None:
    if any(one.text for one in kept.draft.recognitions):
        st.warning(
            _("Je ne suis pas sûr de ma lecture. Si la photo est de travers, tournez-la : je la relirai."),
            icon=":material/help:",
        )
    if st.button(_("Tourner la photo"), key=f"turn-{kept.id}", icon=":material/rotate_90_degrees_cw:"):
        try:
            _turn(kept)
        except CafeError as error:
            st.error(error.said(_), icon=":material/error:")
            return
        st.rerun()


def _turn(kept: KeptDraft) -> None:
    """Turn the photo by a quarter, clockwise, and read it as it is then. A text that its author touched stays."""
    assert kept.photo is not None
    drafts = house().community.drafts
    photo = turned(_photo(kept.photo), -1)
    with st.spinner(_("Je lis…")):
        read = house().reader.read_photo(photo, language=kept.draft.language, may_turn=False).recognition
    draft = replace(kept.draft, recognitions=(read,))
    if _is_of_its_author(kept):
        drafts.keep(draft, visit=visit(), id=kept.id, photo=encode_photo(photo))
        return
    # Another draft in place of this one: its text's field, in the browser, would keep the former reading.
    st.query_params["draft"] = drafts.keep(replace(draft, text=read.text), visit=visit(), photo=encode_photo(photo)).id
    drafts.discard(kept.id, visit=visit())


def _is_of_its_author(kept: KeptDraft) -> bool:
    """Whether the text is not what was read, as it is kept or as it just came from the browser."""
    texts = {kept.draft.text, edited_text(editor_of(kept)) or ""}
    return not texts <= {"", *(one.text for one in kept.draft.recognitions)}
