"""What the pages of « À grignoter » have in common."""

import streamlit as st

from community.articles import ARTICLE_KINDS, Article, ArticleKind
from pages._language import _, plural
from vocabulary import Draft

ICONS: dict[ArticleKind, str] = {
    "interview": ":material/record_voice_over:",
    "article": ":material/article:",
    "film": ":material/movie:",
}
_WORDS_A_MINUTE = 180


def name_of_kind(kind: ArticleKind) -> str:
    """In the language of the screens."""
    return {"interview": _("Entretien"), "article": _("Article"), "film": _("Film")}[kind]


def choose_kind(draft: Draft, *, key: str) -> ArticleKind:
    """Draw the choice of what it is."""
    chosen = draft.to.id if draft.to is not None and draft.to.id in ARTICLE_KINDS else "article"
    kind: ArticleKind = st.radio(
        _("Qu’est-ce que c’est ?"),
        ARTICLE_KINDS,
        index=[*ARTICLE_KINDS].index(chosen),
        format_func=lambda one: f"{ICONS[one]} {name_of_kind(one)}",
        horizontal=True,
        key=key,
    )
    return kind


def how_long(article: Article) -> str:
    """How long it takes to read, or to watch."""
    if article.media is not None:
        seconds = article.media.captions[-1].end
    else:
        seconds = len(article.body.split()) / _WORDS_A_MINUTE * 60
    if article.media is not None and seconds < 60:
        return plural("{count} seconde", "{count} secondes", round(seconds))
    minutes = max(1, round(seconds / 60))
    return plural("{count} minute", "{count} minutes", minutes)
