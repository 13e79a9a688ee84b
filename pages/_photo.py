"""A photographed note: taken here or handed in, read, and kept as a draft."""

import streamlit as st

from modalities.handwriting import decode_photo, encode_photo
from pages import _draft
from pages._house import house
from pages._language import _, choose_written_language
from vocabulary import Language

_MEDIA_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}


def take_photo() -> None:
    """Draw the camera and the file field; a photo begins a draft and shows it."""
    written_in = choose_written_language(_("C’est écrit en"), key="photo-language")
    handed = st.file_uploader(_("La photo d’une note écrite à la main"), list(_MEDIA_TYPES), key="photo-file")
    taken = None
    if st.toggle(_("Prendre une photo avec la caméra"), key="camera-on"):
        taken = st.camera_input(_("Cadrez votre note, bien à plat"), key="photo-taken")
        st.caption(_("Sans caméra, ou si le navigateur la refuse, choisissez une photo ou prenez un autre onglet."))
    st.caption(_("La photo est lue sur la machine qui fait tourner ce café. Personne d’autre ne la voit."))
    photo = taken or handed
    if photo is not None:
        content = photo.getvalue()
        _draft.begin_once(content, lambda: _begin(content, name=photo.name, written_in=written_in))


def _begin(content: bytes, *, name: str, written_in: Language) -> None:
    """Read a photo and keep it as a draft. Raises ``CannotBeRead`` and what the recogniser misses."""
    photo = decode_photo(content, name=name, megabytes=house().settings.megabytes)
    with st.spinner(_("Je lis…")):
        read = house().reader.read_photo(photo, language=written_in)
    _draft.begin_by_photo(encode_photo(read.photo), "image/jpeg", read.recognition, written_in=written_in)
