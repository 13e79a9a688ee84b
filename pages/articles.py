"""À grignoter: interviews, short articles and films."""

import streamlit as st

from community.articles import ARTICLE_KINDS, Article
from community.permissions import may
from pages._article import ICONS, how_long, name_of_kind
from pages._deeds import offer
from pages._demonstration import show_demonstration_label
from pages._house import house
from pages._language import _, day
from pages._text import label, show
from pages._visit import member, viewer
from pages.leafing import Leaves
from pipelines.shortening import shortened

_A_PAGE = 12
articles = house().community.articles
here = member()


def open_article(id: str) -> None:
    """Go to the page of an article."""
    st.switch_page("article.py", query_params={"id": id})


def show_article(article: Article) -> None:
    """Draw an article of the list."""
    with st.container(border=True, key=leaves.key(article.id)):
        st.page_link(
            "article.py",
            label=f"**{label(article.title)}**",
            icon=ICONS[article.kind],
            query_params={"id": article.id},
        )
        show(shortened(article.body), lang=article.language)
        about = [name_of_kind(article.kind), how_long(article), label(article.author.pseudonym)]
        st.caption(" · ".join([*about, day(article.published_at)]))


st.title(_("À grignoter"), anchor=False)
st.write(_("De courtes choses à lire, à écouter ou à regarder."))
kind = st.segmented_control(
    _("Que voulez-vous ?"),
    ARTICLE_KINDS,
    format_func=lambda one: f"{ICONS[one]} {name_of_kind(one)}",
    key="article-kind",
    label_visibility="collapsed",
)
limit = st.session_state.setdefault("articles-shown", _A_PAGE)
found = articles.all(kind=kind, limit=limit + 1, viewer=viewer())
more, found = len(found) > limit, found[:limit]
leaves = Leaves("article", {article.id: article.title for article in found})
offer(leaves.offers(open_article))

if may("publish_article", here):
    with st.container(key="next-article"):
        st.page_link(
            "ask.py",
            label=_("Écrire, en parlant, à la main ou au clavier"),
            icon=":material/mic:",
            query_params={"to": f"article:{kind or 'article'}"},
        )
show_demonstration_label(any(article.is_demonstration for article in found))
if not found:
    st.info(_("Il n’y a encore rien ici."), icon=":material/cookie:")
for article in found:
    show_article(article)
if more and st.button(_("Voir plus"), key="more-articles", icon=":material/expand_more:"):
    st.session_state["articles-shown"] += _A_PAGE
    st.rerun()
leaves.show_current()
