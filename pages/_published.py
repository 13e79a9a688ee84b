"""What a draft became, and the thirty seconds in which its author may take it back."""

from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from community.drafts import KeptDraft, Published
from errors import CafeError, NotFound, NotYours
from pages._house import house
from pages._language import _
from pages._visit import visit
from pages.way_back import is_taken, offer_way_back
from vocabulary import now

_NOT_YET_PUBLIC = ("sentence", "cafe_words")


def lead_to(published: Published, *, draft: str) -> None:
    """Switch to the page of a publication, with the way back to its draft."""
    st.switch_page(_page_of(published), query_params=_address_of(published, draft))


def link_to(published: Published, *, draft: str) -> None:
    """Draw the link to the page of a publication of one's own."""
    st.page_link(
        _page_of(published),
        label=_("Ce brouillon est déjà publié : le voir"),
        icon=":material/task_alt:",
        query_params=_address_of(published, draft),
    )


def _page_of(published: Published) -> str:
    if published.kind == "cafe_words" and published.link.startswith("/cafe?"):
        return "cafe.py"
    pages = {
        "contribution": "atelier.py",
        "sentence": "synthesis_writing.py",
        "cafe_words": "open_cafe.py",
        "tip": "tip.py",
        "article": "article.py",
    }
    return pages.get(published.kind, "question.py")


def _address_of(published: Published, draft: str) -> dict[str, str]:
    return {**dict(parse_qsl(urlsplit(published.link).query)), "published": draft}


def show_undo() -> None:
    """Draw the way back, while there is one, for the publication that the address names."""
    asked = st.query_params.get("published")
    if not asked:
        return
    try:
        kept = house().community.drafts.get(asked, visit=visit())
    except (NotFound, NotYours):
        return
    if kept.confirmed is None:
        return
    key = f"way-back-{kept.confirmed.id}"
    if is_taken(key):
        _take_back(kept)
    left = (kept.confirmed.undo_until - now()).total_seconds()
    if left > 0:
        offer_way_back(key=key, left=left, is_public=kept.confirmed.kind not in _NOT_YET_PUBLIC)
    elif kept.confirmed.kind not in _NOT_YET_PUBLIC:
        st.success(_("C’est publié. Merci !"), icon=":material/check_circle:")


def _take_back(kept: KeptDraft) -> None:
    """Lead to the draft, which is there again; say why when it is not."""
    try:
        house().community.drafts.undo(kept.id, visit=visit())
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
    else:
        st.switch_page("ask.py", query_params={"draft": kept.id})
