"""What else a search finds: activities to come and articles. They are few, so they are looked through one by one."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from community import words
from community.agenda import Activity, Agenda
from community.articles import Article, Articles
from community.members import Member
from community.viewers import viewer_of
from vocabulary import LANGUAGES

_LOOKED_THROUGH = 300
"""The newest articles, and the activities that come next: older ones are leafed through."""
_LEAST = 0.5  # of the words asked for
_TITLE = 2.0  # what a word in a title counts for beside one in the text

_One = TypeVar("_One")


class Also:
    """Activities and articles by their words; accents, plurals and endings make no difference."""

    def __init__(self, articles: Articles, agenda: Agenda) -> None:
        self._articles = articles
        self._agenda = agenda

    def articles(self, text: str, *, by: Member | None = None, limit: int = 3) -> tuple[Article, ...]:
        """Those that somebody may see and that hold at least half of what is asked for, best first."""
        every = self._articles.all(limit=_LOOKED_THROUGH, viewer=viewer_of(by))
        return _best(text, every, lambda one: (one.title, one.body, one.language), limit=limit)

    def activities(
        self, text: str, *, space: str | None = None, by: Member | None = None, limit: int = 3
    ) -> tuple[Activity, ...]:
        """Likewise what is to come and not cancelled; of those that fit as well, what comes first."""
        coming = self._agenda.coming(space=space, by=by, limit=_LOOKED_THROUGH)
        every = [one for one in coming if one.cancelled_at is None]
        return _best(text, every, lambda one: _said(one), limit=limit)


def _said(activity: Activity) -> tuple[str, str, str]:
    plan = activity.plan
    return plan.title, f"{plan.description}\n{plan.place}", plan.language


def _best(
    text: str, every: Iterable[_One], said: Callable[[_One], tuple[str, str, str]], *, limit: int
) -> tuple[_One, ...]:
    asked = [{words.stem(word, language) for language in LANGUAGES} for word in words.words(text, LANGUAGES)]
    if not asked:
        return ()
    fits: list[tuple[float, _One]] = []
    for one in every:
        title, body, language = said(one)
        in_title, in_body = _stems(title, language), _stems(body, language)
        titled = sum(not its.isdisjoint(in_title) for its in asked)
        held = sum(not its.isdisjoint(in_title | in_body) for its in asked)
        if held >= _LEAST * len(asked):
            fits.append((held + (_TITLE - 1) * titled, one))
    fits.sort(key=lambda fit: -fit[0])  # the order in which they came stays for those that fit as well
    return tuple(one for _score, one in fits[:limit])


@lru_cache(maxsize=2_000)
def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(words.stems(text, language))
