"""The community's own pictures, with their text alternatives."""

from collections.abc import Iterable

import streamlit as st

from pages._house import house
from vocabulary import Picture


def show_pictures(pictures: Iterable[Picture], *, width: int = 480) -> None:
    """Draw each picture with its text alternative, at most so many pixels wide."""
    for picture in pictures:
        kept = house().community.kept.read(picture.file)
        st.image(kept.decode("utf-8") if picture.media_type == "image/svg+xml" else kept, alt=picture.alt, width=width)
