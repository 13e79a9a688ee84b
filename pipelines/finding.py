"""What the community has that may answer a question: replies, and the tips made of them, most useful first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from community.alike import said_plainly
from community.cafes import Contribution
from community.forum import Question, Reply
from community.tips import Tip
from pipelines.fusing import by_thread, fused, recent, thread_of
from pipelines.knowing import (
    Rises,
    chance,
    helped,
    is_meant,
    is_read_as_answer,
    is_sure,
    subject_of,
    waits,
)
from pipelines.quotable import Told, told_by_contribution, told_by_near, told_by_passage, told_by_tip
from vocabulary import FoundBy, Language

if TYPE_CHECKING:
    from community import Community
    from community.meanings import Near
    from pipelines.meaning import Sense

SOURCES = 3
_CLOSE_TO_BEST = 0.5  # a further source that is less than half as good as the first only distracts
_PASSAGES = 12
NEAR = 50  # posts that are near by meaning
_TIPS = _BROUGHT = 4
_LOOKED_AT = 20
_READ = 4  # beside a question: each takes some 20 ms
_LITTLE_MORE = 8  # words: a greeting, and a thank you
_SAYS_SOMETHING = 2  # words of a subject; *Au secours* is no subject
_READING_HELPS = 2.0
"""How much better surely answering is than surely not.

For tuning, without it and with 1, 2 and 4: nDCG@10 0.916, 0.926, 0.927, 0.925.
"""
_WORDS_HELP = 0.5
"""What the score by words weighs beside the rise by meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The title under which a question is posted."""

    title: str
    sense: "Sense | None" = None
    """What it means; without it its words alone count."""


def heading_of(title: str, body: str, sense_of: "Callable[[str], Sense | None]") -> Heading | None:
    """The heading of a question; None where its body says little more, as of what is said in one sentence."""
    if len(body.split()) <= len(title.split()) + _LITTLE_MORE:
        return None
    return Heading(title=title, sense=sense_of(title))


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found."""

    told: tuple[Told, ...] = ()
    """Best first."""
    by: FoundBy = "words"


def find(
    community: "Community",
    question: str,
    *,
    language: Language,
    space: str | None = None,
    exclude: str | None = None,
    without: frozenset[str] = frozenset(),
    sense: "Sense | None" = None,
    heading: Heading | None = None,
) -> Findings:
    """The texts that answer, at most ``SOURCES``, most useful first; none where nobody here has answered.

    ``space``, ``exclude``, ``without`` and ``heading`` as for ``answer``. Without ``sense``, what the question means,
    words alone count.
    """
    found = ranked(community, question, language=language, exclude=exclude, sense=sense)
    if heading is not None:
        found = _sure(community, found, heading, language, exclude)
    told = _tips_before_their_threads([one for one in found.told if one.knows and one.source.thread not in without])
    if told and (
        not _subject(community, question, language) or waits(community.search.questions(question), exclude=exclude)
    ):
        return replace(found, told=())
    here = [one for one in told if space is None or one.space == space]
    return replace(found, told=tuple(_best(here or told)))


def ranked(
    community: "Community",
    question: str,
    *,
    language: Language,
    exclude: str | None = None,
    sense: "Sense | None" = None,
) -> Findings:
    """All that is near a question, best first, whether or not it answers."""
    asked = _subject(community, question, language)
    with community.search.looking_for(question) as looking:
        passages = looking.passages(language=language, limit=_PASSAGES)
        tips = looking.tips(language=language, limit=_TIPS)
        brought = looking.contributions(language=language, limit=_BROUGHT)
    words = [
        told_by_passage(community, one, question, asked, language) for one in passages if one.question.id != exclude
    ]
    words += [told_by_tip(community, one, question, asked, language) for one in tips]
    words += [told_by_contribution(community, one, question, asked, language) for one in brought]
    near = _near(community, sense, exclude)
    if not near:
        most = max((one.score for one in words), default=1.0)
        told = [replace(one, fit=one.score / most, score=one.score * _recent(one)) for one in words]
        return Findings(told=tuple(sorted(told, key=lambda one: -one.score)))
    told = _fused(words, near, question, language)
    assert sense is not None, "what is near was found by it"
    return Findings(told=tuple(_as_read(told, sense)), by="both")


def _sure(
    community: "Community", found: Findings, heading: Heading, language: Language, exclude: str | None
) -> Findings:
    """What answers the whole question surely, and its title alone as well where that says what it is about."""
    sure = [one for one in found.told if one.knows and is_sure(one.shared, one.rises, one.reads)]
    if sure and len(_subject(community, heading.title, language)) >= _SAYS_SOMETHING:
        alone = ranked(community, heading.title, language=language, exclude=exclude, sense=heading.sense).told
        titled = {one.source.thread for one in alone if one.may and is_sure(one.shared, one.rises, one.reads)}
        sure = [one for one in sure if one.source.thread in titled]
    return replace(found, told=tuple(sure))


def _subject(community: "Community", question: str, language: Language) -> frozenset[str]:
    return subject_of(community, said_plainly(question, (language,)), language)


def _near(community: "Community", sense: "Sense | None", exclude: str | None) -> "list[Near]":
    if sense is None:
        return []
    found = community.meanings.nearest(sense.vector, model=sense.model, limit=NEAR)
    return [one for one in found if thread_of(one) != exclude]


def _fused(words: Sequence[Told], near: "Sequence[Near]", asked: str, language: Language) -> list[Told]:
    """One list of threads, tips and contributions by words and by meaning, each with its text that is the most useful.

    Reciprocal rank chooses those that are looked at. Among these how well each fits decides: how much better one is
    than the next counts there, which ranks do not say.
    """
    worded: dict[str, Told] = {}
    first: dict[str, float] = {}
    for one in sorted(words, key=lambda told: -told.score):
        # A thread stands where its best reply does; that it answers may be said by another one.
        id = one.source.thread
        first.setdefault(id, one.score)
        if id not in worded or (one.may and not worded[id].may):
            worded[id] = one
    meant = _meant(near, asked, language)
    rise = {id: max(one.rise for one in near if thread_of(one) == id) for id in meant}
    by_meaning = [id for id in by_thread(near, {id: one.score for id, one in meant.items()}) if id in meant]
    most = max(first.values(), default=1.0)
    most_risen = max(rise.values(), default=1.0) or 1.0
    told = []
    for id in list(fused(list(first), by_meaning))[:_LOOKED_AT]:
        one = _better(worded.get(id), meant.get(id))
        fit = max(first.get(id, 0.0) / most, rise.get(id, 0.0) / most_risen)
        score = _WORDS_HELP * first.get(id, 0.0) + (rise[id] * meant[id].score if id in meant else 0.0)
        rises = _rises(near, id)
        told.append(
            replace(
                one,
                score=score * _recent(one),
                fit=min(1.0, fit),
                rises=rises,
                knows=_knows(one, rises, meant.get(id)),
            )
        )
    return sorted(told, key=lambda one: -one.score)


def _as_read(told: Sequence[Told], sense: "Sense") -> Sequence[Told]:
    """The best of them read beside the question, and in order again. Unchanged where nothing reads.

    What was not read does not answer.
    """
    best = [one for one in told if one.may][:_READ]
    odds = sense.reads([one.text.whole for one in best]) if best else None
    if odds is None:
        return told
    read = {one.source.thread: odd for one, odd in zip(best, odds, strict=True)}
    known = [_once_read(one, read.get(one.source.thread)) for one in told]
    return sorted(known, key=lambda one: -one.score)


def _once_read(one: Told, odds: float | None) -> Told:
    if odds is None:
        return replace(one, knows=False)
    likely = 1 + _READING_HELPS * chance(one.shared, reads=odds)
    answers = is_read_as_answer(one.shared, odds) and not _is_only_near(one)
    return replace(one, score=one.score * likely, reads=odds, knows=answers)


def _is_only_near(one: Told) -> bool:
    """What members tell one another in an atelier is near many things: it needs a word of the question as well."""
    return one.source.kind == "contribution" and not one.shared.coverage


def _knows(one: Told, rises: Rises | None, meant: Told | None) -> bool:
    """Whether a text answers; by its words where its meaning tells little yet."""
    if _is_only_near(one):
        return False
    if meant is not None and meant.knows:
        return one.may
    return one.knows if rises is None else one.may and is_meant(one.shared, rises)


def _rises(near: "Sequence[Near]", thread: str) -> Rises | None:
    """Of a thread or tip; what is not among the near is no nearer than the last of them."""
    if not all(one.tells for one in near):
        return None
    here = [one for one in near if thread_of(one) == thread]
    last = min(one.rise for one in near)
    asked = [one.rise for one in here if isinstance(one.written, Question | Tip | Contribution)]
    told = [
        one.rise
        for one in here
        if isinstance(one.written, Tip | Contribution) or (isinstance(one.written, Reply) and helped(one.written))
    ]
    asked, told = asked or told or [last], told or asked or [last]
    return Rises(asked=max(asked), told=max(told))


def _recent(told: Told) -> float:
    return recent(told.source.written_at) if told.source.written_at is not None else 1.0


def _meant(near: "Sequence[Near]", asked: str, language: Language) -> dict[str, Told]:
    """Of each thread and tip that is near, its most useful text, whose score says how useful it is."""
    found: dict[str, Told] = {}
    for one in near:
        told = told_by_near(one, asked, language)
        if told is None:
            continue
        former = found.get(told.source.thread)
        if former is None or told.score > former.score:
            knows = told.knows or (former is not None and former.knows)
            found[told.source.thread] = replace(told, knows=knows)
        elif told.knows and told.source.id == former.source.id:
            found[told.source.thread] = replace(former, knows=True)
    return found


def _better(worded: Told | None, meant: Told | None) -> Told:
    """The text that stands for a thread: one that may answer before others, else the one that its words found."""
    if worded is None or (meant is not None and meant.may and not worded.may):
        assert meant is not None, "what is in the list was found in one way at least"
        return meant if worded is None else replace(meant, shared=worded.shared)
    return worded


def _tips_before_their_threads(told: Sequence[Told]) -> list[Told]:
    """A tip stands for the threads of which it was made, in the place that the best of them would have."""
    tips = [one for one in told if one.source.kind == "tip"]
    passages = [one for one in told if one.source.kind != "tip"]
    found = [
        replace(
            tip,
            score=max([tip.score, *(one.score for one in passages if one.threads & tip.threads)]),
            fit=max([tip.fit, *(one.fit for one in passages if one.threads & tip.threads)]),
        )
        for tip in tips
    ]
    made = frozenset[str]().union(*(tip.threads for tip in tips))
    return [*found, *(one for one in passages if not one.threads & made)]


def _best(told: Sequence[Told]) -> list[Told]:
    """At most one text a thread or tip, most useful first, without those far behind the first."""
    chosen: dict[str, Told] = {}
    for one in sorted(told, key=lambda one: one.score, reverse=True):
        chosen.setdefault(one.source.thread, one)
    first = list(chosen.values())[:SOURCES]
    return [one for one in first if one.fit >= _CLOSE_TO_BEST * first[0].fit]
