"""An answer, drawn as a card that can be kept."""

from functools import lru_cache

import streamlit as st

from errors import CafeError
from modalities.picture import Card
from pages._house import house
from pages._language import _, language
from pages._text import show
from pipelines.picturing import card_of
from vocabulary import Answer, Language


def show_card(answer: Answer, *, key: str) -> None:
    """Draw the card of an answer, and the ways to keep it."""
    card = _card(answer)
    if card is None:
        return
    with st.container(key=f"card-{key}"):
        st.image(card.png, alt=card.alt, width="stretch")
    with st.container(horizontal=True):
        st.download_button(
            _("Garder l’image (PNG)"),
            card.png,
            "reponse.png",
            "image/png",
            key=f"png-{key}",
            icon=":material/download:",
        )
        st.download_button(
            _("Garder l’image (SVG)"),
            card.svg,
            "reponse.svg",
            "image/svg+xml",
            key=f"svg-{key}",
            icon=":material/download:",
        )
    with st.expander(_("Ce que dit l’image, en mots")):
        show(card.alt, lang=language())


def _card(answer: Answer) -> Card | None:
    """The card of an answer. None, said on the screen, where it cannot be drawn."""
    base = house().settings.public_address or st.context.url or ""
    try:
        return _drawn(answer, _origin(base), language())
    except CafeError as error:
        st.caption(error.said(_))
        return None


@lru_cache(maxsize=64)
def _drawn(answer: Answer, base_url: str, shown_in: Language) -> Card:
    """Drawn once for all who look at it: a card takes a tenth of a second, and every click runs the page again."""
    return card_of(answer, house().painter, base_url=base_url, language=shown_in, kept=house().community.kept)


def _origin(url: str) -> str:
    """Scheme, host and port of an address."""
    return "/".join(url.split("/")[:3])
