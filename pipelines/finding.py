"""What the community has that may answer a question: replies, and the tips made of them, most useful first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from babel.lists import format_list

from community.alike import said_plainly
from community.forum import Question, Reply
from community.search import FoundTip, Passage, usefulness
from community.tips import Tip
from locales import translation
from pipelines.fusing import by_thread, fused, recent, thread_of
from pipelines.knowing import (
    MEANT,
    Rises,
    Shared,
    answers,
    helped,
    is_meant,
    names_another,
    subject_of,
    supports,
    waits,
)
from vocabulary import FoundBy, Language, Source

if TYPE_CHECKING:
    from community import Community
    from community.meanings import Near
    from pipelines.meaning import Sense

SOURCES = 3
_CLOSE_TO_BEST = 0.5  # a further source that is less than half as good as the first only distracts
_PASSAGES = 12
NEAR = 50  # posts that are near by meaning
_TIPS = 4
_WORDS_HELP = 0.5
"""What the score by words weighs beside the rise by meaning among texts that answer: there are few, and how much better
one is than the next counts, which ranks do not say."""
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
    """Which is better, within one list."""
    helps: float
    """Likewise, among those that answer."""
    fit: float
    """0.0 to 1.0: how good it is beside the best of the list."""
    may: bool
    """Whether it may answer: it helped somebody, and speaks of nothing else of that kind."""
    shared: Shared
    """What words it shares with the question."""
    rises: Rises | None
    """How far it rises by its meaning; None by words alone, and where there are too few posts to tell."""
    knows: bool
    """Whether it answers, rather than being only near what was asked."""


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
) -> Findings:
    """The texts that answer, at most ``SOURCES``, most useful first; none where nobody here has answered.

    ``space``, ``exclude`` and ``without`` as for ``answer``. Without ``sense``, what the question means, words alone
    count.
    """
    found = ranked(community, question, language=language, exclude=exclude, sense=sense)
    meant = [one for one in found.told if one.knows and one.source.thread not in without]
    told = _tips_before_their_threads([replace(one, score=one.helps) for one in meant])
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
    words = [_told_by_passage(community, one, question, asked) for one in passages if one.question.id != exclude]
    words += [_told_by_tip(community, one, question, asked, language) for one in tips]
    near = _near(community, sense, exclude)
    if not near:
        most = max((one.score for one in words), default=1.0)
        told = [
            replace(one, fit=one.score / most, score=one.score * _recent(one), helps=one.score * _recent(one))
            for one in words
        ]
        return Findings(told=tuple(sorted(told, key=lambda one: -one.score)))
    return Findings(told=tuple(_fused(words, near, question, language)), by="both")


def _subject(community: "Community", question: str, language: Language) -> frozenset[str]:
    return subject_of(community, said_plainly(question, (language,)), language)


def _near(community: "Community", sense: "Sense | None", exclude: str | None) -> "list[Near]":
    if sense is None:
        return []
    found = community.meanings.nearest(sense.vector, model=sense.model, limit=NEAR)
    return [one for one in found if thread_of(one) != exclude]


def _fused(words: Sequence[Told], near: "Sequence[Near]", asked: str, language: Language) -> list[Told]:
    """One list of threads and tips by words and by meaning, each with its text that is the most useful."""
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
    for id, together in fused(list(first), by_meaning).items():
        one = _better(worded.get(id), meant.get(id))
        fit = max(first.get(id, 0.0) / most, rise.get(id, 0.0) / most_risen)
        helps = _WORDS_HELP * first.get(id, 0.0) + (rise[id] * meant[id].score if id in meant else 0.0)
        rises = _rises(near, id)
        told.append(
            replace(
                one,
                score=together * _recent(one),
                helps=helps * _recent(one),
                fit=min(1.0, fit),
                rises=rises,
                knows=_knows(one, rises, meant.get(id)),
            )
        )
    return sorted(told, key=lambda one: -one.score)


def _knows(one: Told, rises: Rises | None, meant: Told | None) -> bool:
    """Whether a text answers; by its words where its meaning tells little yet."""
    if meant is not None and meant.knows:
        return one.may
    return one.knows if rises is None else one.may and is_meant(one.shared, rises)


def _rises(near: "Sequence[Near]", thread: str) -> Rises | None:
    """Of a thread or tip; what is not among the near is no nearer than the last of them."""
    if not all(one.tells for one in near):
        return None
    here = [one for one in near if thread_of(one) == thread]
    last = min(one.rise for one in near)
    asked = [one.rise for one in here if isinstance(one.written, Question | Tip)]
    told = [
        one.rise
        for one in here
        if isinstance(one.written, Tip) or (isinstance(one.written, Reply) and helped(one.written))
    ]
    asked, told = asked or told or [last], told or asked or [last]
    return Rises(asked=max(asked), told=max(told))


def _recent(told: Told) -> float:
    return recent(told.source.written_at) if told.source.written_at is not None else 1.0


def _meant(near: "Sequence[Near]", asked: str, language: Language) -> dict[str, Told]:
    """Of each thread and tip that is near, its most useful text, whose score says how useful it is."""
    found: dict[str, Told] = {}
    for one in near:
        told = _told_by_near(one, asked, language)
        if told is None:
            continue
        former = found.get(told.source.thread)
        if former is None or told.score > former.score:
            knows = told.knows or (former is not None and former.knows)
            found[told.source.thread] = replace(told, knows=knows)
        elif told.knows and told.source.id == former.source.id:
            found[told.source.thread] = replace(former, knows=True)
    return found


def _told_by_near(near: "Near", asked: str, language: Language) -> Told | None:
    """What is said there; None of a question that nobody replied to, and in an atelier."""
    if isinstance(near.written, Tip):
        tip = near.written
        may = not names_another(asked, tip.title + tip.body)
        return _told_in_tip(tip, language, 1.0, may, Shared(), knows=may and near.rise >= MEANT)
    question = near.written if isinstance(near.written, Question) else near.question
    reply = near.best if isinstance(near.written, Question) else near.written
    if question is None or not isinstance(reply, Reply):  # what was brought to an atelier answers nobody's question
        return None
    useful = usefulness(reply, question, language)
    may = _may(reply, question, asked)
    return _told_in_reply(reply, question, useful, may, Shared(), knows=may and near.rise >= MEANT)


def _told_by_passage(community: "Community", found: Passage, question: str, asked: frozenset[str]) -> Told:
    reply, thread = found.reply, found.question
    knows = supports(community, found, question, asked)
    may = knows or _may(reply, thread, question)
    shared = Shared(coverage=found.coverage, signs=found.signs)
    return _told_in_reply(reply, thread, found.score, may, shared, knows=knows)


def _told_by_tip(
    community: "Community", found: FoundTip, question: str, asked: frozenset[str], language: Language
) -> Told:
    tip, shared = found.tip, Shared(coverage=found.coverage, signs=found.signs)
    may = not names_another(question, tip.title + tip.body)
    return _told_in_tip(tip, language, found.score, may, shared, knows=answers(community, found, question, asked))


def _may(reply: Reply, question: Question, asked: str) -> bool:
    return helped(reply) and not names_another(asked, f"{question.title}\n{question.body}\n{reply.body}")


def _better(worded: Told | None, meant: Told | None) -> Told:
    """The text that stands for a thread: one that may answer before others, else the one that its words found."""
    if worded is None or (meant is not None and meant.may and not worded.may):
        assert meant is not None, "what is in the list was found in one way at least"
        return meant if worded is None else replace(meant, shared=worded.shared)
    return worded


def _tips_before_their_threads(told: Sequence[Told]) -> list[Told]:
    """A tip stands for the threads of which it was made, in the place that the best of them would have."""
    tips = [one for one in told if one.source.is_tip]
    passages = [one for one in told if not one.source.is_tip]
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


def _told_in_reply(reply: Reply, question: Question, score: float, may: bool, shared: Shared, *, knows: bool) -> Told:
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
        score=score,
        helps=score,
        fit=1.0,
        may=may,
        shared=shared,
        rises=None,
        knows=knows,
    )


def _told_in_tip(tip: Tip, language: Language, score: float, may: bool, shared: Shared, *, knows: bool) -> Told:
    worth = score * _TIP_IS_WORTH * (1.0 if tip.language == language else 0.7)
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
        score=worth,
        helps=worth,
        fit=1.0,
        may=may,
        shared=shared,
        rises=None,
        knows=knows,
    )


def _authors(tip: "Tip", language: Language) -> str:
    """All of them in a row; of many the first, and how many more."""
    names = [member.pseudonym for member in tip.credited]
    if len(names) > _NAMED:
        others = translation(language).gettext("{count} autres").format(count=len(names) - _NAMED + 1)
        names = [*names[: _NAMED - 1], others]
    return format_list(names, locale=language)
