"""A photographed note: taken here or handed in, read, and kept as a draft."""

import hashlib

import streamlit as st

from errors import CafeError
from modalities.handwriting import decode_photo
from pages import _draft
from pages._house import house
from pages._language import _, language, name_of
from vocabulary import LANGUAGES

_MEDIA_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}


def take_photo() -> None:
    """Draw the camera and the file field; a photo begins a draft and shows it."""
    written_in = st.radio(
        _("C’est écrit en"),
        LANGUAGES,
        key="photo-language",
        index=LANGUAGES.index(language()),
        format_func=name_of,
        horizontal=True,
    )
    handed = st.file_uploader(_("La photo d’une note écrite à la main"), list(_MEDIA_TYPES), key="photo-file")
    taken = None
    if st.toggle(_("Prendre une photo avec la caméra"), key="camera-on"):
        taken = st.camera_input(_("Cadrez votre note, bien à plat"), key="photo-taken")
        st.caption(_("Sans caméra, ou si le navigateur la refuse, choisissez une photo ou prenez un autre onglet."))
    st.caption(_("La photo est lue sur la machine qui fait tourner ce café. Personne d’autre ne la voit."))
    photo = taken or handed
    if photo is not None:
        _begin_once(photo.getvalue(), name=photo.name, written_in=written_in)


def _begin_once(content: bytes, *, name: str, written_in: str) -> None:
    """Begin a draft from a photo; the same bytes, which a widget gives again at each run, begin it once."""
    digest = hashlib.sha256(content).hexdigest()
    if st.session_state.get("begun") == digest:
        return
    try:
        photo = decode_photo(content, name=name, megabytes=house().settings.megabytes)
        with st.spinner(_("Je lis…")):
            recognition, _lines = house().reader.read_photo(photo, language=written_in)
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
        return
    media_type = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    chosen = next(known for known in LANGUAGES if known == written_in)
    _draft.begin_by_photo(content, media_type, recognition, written_in=chosen)
    st.session_state["begun"] = digest
    st.rerun()
