"""What the community has that may answer a question: replies, and the tips made of them, most useful first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from babel.lists import format_list

from locales import translation
from pipelines.knowing import is_about, subject_of, supports
from vocabulary import Language, Source

if TYPE_CHECKING:
    from community import Community
    from community.search import FoundTip, Passage
    from community.tips import Tip

SOURCES = 3
_CLOSE_TO_BEST = 0.5  # a further source that is less than half as good as the first only distracts
_PASSAGES = 12
_TIPS = 4
_TIP_IS_WORTH = 1.4  # a solution is worth 1.35: several people have worked on a tip
_NAMED = 4  # authors of a tip; of more, the last are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A text of members that may answer."""

    source: Source
    """Whose quote is the whole text, as long as nobody has chosen a part."""
    space: str
    threads: frozenset[str]
    """The thread in which it stands, or those of which it was made."""
    language: str
    score: float


def find(
    community: "Community", question: str, *, language: Language, space: str | None = None, exclude: str | None = None
) -> list[Told]:
    """The texts that answer, at most ``SOURCES``, most useful first; none where nobody here has answered.

    ``space`` and ``exclude`` as for ``answer``.
    """
    asked = subject_of(community, question, language)
    passages = [
        _told_in_reply(passage)
        for passage in community.search.passages(question, language=language, limit=_PASSAGES)
        if passage.question.id != exclude and supports(community, passage, asked)
    ]
    tips = [
        _told_in_tip(found, language)
        for found in community.search.tips(question, language=language, limit=_TIPS)
        if is_about(community, found.tip.title, found.tip.language, found.coverage, asked)
    ]
    told = _tips_before_their_threads(tips, passages)
    here = [one for one in told if space is None or one.space == space]
    return _best(here or told)


def _tips_before_their_threads(tips: Sequence[Told], passages: Sequence[Told]) -> list[Told]:
    """A tip stands for the threads of which it was made, in the place that the best of them would have."""
    found = [
        replace(tip, score=max([tip.score, *(one.score for one in passages if one.threads & tip.threads)]))
        for tip in tips
    ]
    made = frozenset[str]().union(*(tip.threads for tip in tips))
    return [*found, *(one for one in passages if not one.threads & made)]


def _best(told: Sequence[Told]) -> list[Told]:
    """At most one text a thread or tip, most useful first, without those far behind the first."""
    chosen: dict[str, Told] = {}
    for one in sorted(told, key=lambda one: one.score, reverse=True):
        chosen.setdefault(one.source.thread, one)
    ranked = list(chosen.values())[:SOURCES]
    return [one for one in ranked if one.score >= _CLOSE_TO_BEST * ranked[0].score]


def _told_in_reply(passage: "Passage") -> Told:
    reply, question = passage.reply, passage.question
    source = Source(
        id=reply.id,
        thread=question.id,
        title=question.title,
        author=reply.author.pseudonym,
        quote=reply.body,
        link=f"/question?id={question.id}",
        written_at=reply.written_at,
        is_solution=reply.is_solution,
        pictures=reply.pictures or question.pictures,
    )
    return Told(
        source=source,
        space=question.space,
        threads=frozenset({question.id}),
        language=reply.language,
        score=passage.score,
    )


def _told_in_tip(found: "FoundTip", language: Language) -> Told:
    tip = found.tip
    source = Source(
        id=tip.id,
        thread=tip.id,
        title=tip.title,
        author=_authors(tip, language),
        quote=tip.body,
        link=f"/tip?id={tip.id}",
        written_at=tip.changed_at,
        is_tip=True,
    )
    return Told(
        source=source,
        space=tip.space,
        threads=frozenset(place.id for place in tip.places),
        language=tip.language,
        score=found.score * _TIP_IS_WORTH * (1.0 if tip.language == language else 0.7),
    )


def _authors(tip: "Tip", language: Language) -> str:
    """All of them in a row; of many the first, and how many more."""
    names = [member.pseudonym for member in tip.credited]
    if len(names) > _NAMED:
        others = translation(language).gettext("{count} autres").format(count=len(names) - _NAMED + 1)
        names = [*names[: _NAMED - 1], others]
    return format_list(names, locale=language)
