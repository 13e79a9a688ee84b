"""Figures as a chart, such as the votes of an atelier."""

from functools import lru_cache

import streamlit as st

from errors import CafeError
from modalities.picture import Card
from pages._house import house
from pages._language import _, language
from pipelines.picturing import chart_of
from vocabulary import Figure, Language


def show_chart(figures: tuple[Figure, ...]) -> None:
    """Draw figures as bars; nothing where there are none, or all are zero."""
    if not any(figure.count for figure in figures):
        return
    try:
        chart = _drawn(figures, language())
    except CafeError as error:
        st.caption(error.said(_))
        return
    st.image(chart.png, alt=chart.alt, width="stretch")


@lru_cache(maxsize=64)
def _drawn(figures: tuple[Figure, ...], shown_in: Language) -> Card:
    """Drawn once for all who look at it."""
    return chart_of(figures, house().painter, language=shown_in)
