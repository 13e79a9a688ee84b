"""What a search finds beside the forums: activities to come, and articles."""

import streamlit as st

from pages import _activity, _article
from pages._house import house
from pages._language import _, language
from pages._text import label
from pages._visit import member
from pipelines.dating import moment_in_words


def show_also(wanted: str, *, space: str | None) -> bool:
    """Draw the ways to them; gives whether there is any. Articles belong to no space."""
    also, here = house().community.also, member()
    activities = also.activities(wanted, space=space, by=here)
    articles = also.articles(wanted, by=here) if space is None else ()
    if activities:
        st.header(_("Dans l’agenda"), anchor=False)
    for activity in activities:
        when = moment_in_words(activity.plan.starts_at, language())
        st.page_link(
            "activity.py",
            label=f"{label(activity.plan.title)} · {when}",
            icon=_activity.ICONS[activity.plan.mode],
            query_params={"id": activity.id},
        )
    if articles:
        st.header(_("À grignoter"), anchor=False)
    for article in articles:
        kind = _article.name_of_kind(article.kind)
        st.page_link(
            "article.py",
            label=f"{label(article.title)} · {kind}",
            icon=_article.ICONS[article.kind],
            query_params={"id": article.id},
        )
    return bool(activities or articles)
