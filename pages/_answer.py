"""An answer on a screen: quoted, read aloud, drawn."""

from functools import lru_cache

import streamlit as st

from errors import CafeError
from modalities.picture import Card
from modalities.voice.component import reader
from pages._house import house
from pages._language import _, day, language
from pages._pictures import show_pictures
from pages._text import label, show
from pipelines.picturing import card_of
from pipelines.speaking import paragraphs_of
from vocabulary import Answer, Language, Source

_PRESSES = "listen-presses"


def press_listen() -> None:
    """Listen to the answer of this page, or stop, as its button does."""
    st.session_state[_PRESSES] = st.session_state.get(_PRESSES, 0) + 1


def show_answer(answer: Answer, *, key: str) -> None:
    """Draw an answer; one that knows nothing is a sentence, read aloud like the others."""
    show_reader(answer.text, language=answer.language, key=key)
    if not answer.known:
        return
    card = _card(answer)
    if card is not None:
        _show_card(card, key=key)
    st.subheader(_("Qui le dit"), anchor=False)
    for source in answer.sources:
        _show_source(source, lang=answer.language)


def show_reader(text: str, *, language: Language, key: str, is_long: bool = False) -> None:
    """Draw a text with what reads it aloud: below it, or above one that is long."""
    try:
        token = house().desk.register(text, language)
        sentences = house().desk.sentences(token)
    except CafeError as error:
        show(text, lang=language)
        st.caption(error.said(_))
        return
    reader(
        key=f"reader-{key}",
        sentences=sentences,
        address=f"/spoken/{token}",
        labels=_reader_labels(),
        language=language,
        presses=st.session_state.get(_PRESSES, 0),
        paragraphs=paragraphs_of(text, language) if is_long else (),
        is_long=is_long,
    )


def _reader_labels() -> dict[str, str]:
    return {
        "listen": _("Écouter"),
        "stop": _("Arrêter"),
        "again": _("Depuis le début"),
        "repeat": _("Répéter la phrase"),
        "slower": _("Plus lent"),
        "faster": _("Plus vite"),
        "speed": _("Vitesse : {speed}"),
        "reading": _("Lecture de la phrase {n} sur {total}"),
        "ended": _("Lecture terminée"),
        "blocked": _("Le navigateur attend votre accord pour parler : appuyez sur « Écouter »."),
        "silent": _("La voix ne répond pas. Le texte reste lisible ci-dessus."),
    }


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
    return card_of(answer, house().painter, base_url=base_url, language=shown_in)


def _origin(url: str) -> str:
    """Scheme, host and port of an address."""
    return "/".join(url.split("/")[:3])


def _show_card(card: Card, *, key: str) -> None:
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


def _show_source(source: Source, *, lang: str) -> None:
    with st.container(border=True):
        show(source.quote, lang=lang, quote=True)
        when = f", {day(source.written_at)}" if source.written_at else ""
        solution = f" · :material/task_alt: {_('solution')}" if source.is_solution else ""
        st.markdown(f"**{label(source.author)}**{when}{solution}")
        page, icon = ("tip.py", ":material/lightbulb:") if source.is_tip else ("question.py", ":material/forum:")
        st.page_link(page, label=label(source.title), icon=icon, query_params={"id": source.thread})
        show_pictures(source.pictures)
