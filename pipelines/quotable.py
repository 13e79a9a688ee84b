"""The texts of members that may be quoted as an answer: replies, tips, and what was brought to ateliers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.lists import format_list

from community.cafes import Atelier, Contribution
from community.forum import Question, Reply
from community.search import FoundContribution, FoundTip, Passage, usefulness
from community.tips import Tip
from locales import translation
from pipelines.knowing import MEANT, Rises, Shared, Titled, has_thanks, helped, is_about, names_another, shared_with
from vocabulary import Language, Source

if TYPE_CHECKING:
    from community import Community
    from community.meanings import Near

_TIP_IS_WORTH = 1.4  # a solution is worth 1.35: several people have worked on a tip
_IN_ANOTHER_LANGUAGE = 0.7
_NAMED = 4  # authors of a tip; of more, the last are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A text of members that may answer."""

    source: Source
    """Whose quote is the whole text, as long as nobody has chosen a part."""
    text: Titled
    """The same with what was asked there, to be read beside a question."""
    space: str
    threads: frozenset[str]
    """The thread in which it stands, or those of which it was made; none of what was brought to an atelier."""
    language: str
    score: float
    """Which is better, within one list."""
    fit: float
    """0.0 to 1.0: how good it is beside the best of the list."""
    may: bool
    """Whether it may answer: it helped somebody, and speaks of nothing else of that kind."""
    shared: Shared
    """What words it shares with the question."""
    rises: Rises | None
    """How far it rises by its meaning; None by words alone, and where there are too few posts to tell."""
    reads: float | None = None
    """The log odds with which it answers, read beside the question; None of what was not read."""
    knows: bool
    """Whether it answers, rather than being only near what was asked."""


def told_by_passage(
    community: "Community", found: Passage, question: str, asked: frozenset[str], language: Language
) -> Told:
    """What a reply says that its words found; ``asked`` is the subject of the question (``knowing.subject_of``)."""
    text = text_of_reply(found.reply, found.question)
    may, shared = _beside(question, language, text, found, helps=helped(found.reply))
    knows = may and is_about(community, shared, text, asked)
    return _in_reply(text, found.reply, found.question, found.score, may, knows, shared)


def told_by_tip(
    community: "Community", found: FoundTip, question: str, asked: frozenset[str], language: Language
) -> Told:
    """Likewise a tip."""
    text = _of_tip(found.tip)
    may, shared = _beside(question, language, text, found)
    knows = may and is_about(community, shared, text, asked)
    return _in_tip(text, found.tip, language, found.score, may, knows, shared)


def told_by_contribution(
    community: "Community", found: FoundContribution, question: str, asked: frozenset[str], language: Language
) -> Told:
    """Likewise what somebody brought to an atelier."""
    text = _of_contribution(found.contribution, found.atelier)
    may, shared = _beside(question, language, text, found, helps=has_thanks(found.contribution))
    knows = may and is_about(community, shared, text, asked)
    return _in_atelier(text, found.contribution, found.atelier, language, found.score, may, knows, shared)


def told_by_near(near: "Near", question: str, language: Language) -> Told | None:
    """What is said there that its meaning found; None of a question that nobody replied to."""
    written, is_meant = near.written, near.rise >= MEANT
    if isinstance(written, Tip):
        text = _of_tip(written)
        may, shared = _beside(question, language, text)
        return _in_tip(text, written, language, 1.0, may, may and is_meant, shared)
    if isinstance(written, Contribution):
        assert near.atelier is not None, "a contribution stands in an atelier"
        text = _of_contribution(written, near.atelier)
        may, shared = _beside(question, language, text, helps=has_thanks(written))
        return _in_atelier(text, written, near.atelier, language, 1.0, may, may and is_meant, shared)
    thread = written if isinstance(written, Question) else near.question
    reply = near.best if isinstance(written, Question) else written
    if thread is None or reply is None:
        return None
    text = text_of_reply(reply, thread)
    may, shared = _beside(question, language, text, helps=helped(reply))
    return _in_reply(text, reply, thread, usefulness(reply, thread, language), may, may and is_meant, shared)


def _beside(
    question: str,
    language: Language,
    text: Titled,
    found: Passage | FoundTip | FoundContribution | None = None,
    *,
    helps: bool = True,
) -> tuple[bool, Shared]:
    """Whether a text may answer a question, and what the two share. ``helps`` says whether it was of use to anybody."""
    return helps and not names_another(question, text.whole), shared_with(question, language, text, found)


# -- its words ------------------------------------------------------------------------------------------------------


def text_of_reply(reply: Reply, thread: Question) -> Titled:
    """What a reply says, under its question."""
    return Titled(title=thread.title, asked=thread.body, told=reply.body, language=thread.language)


def _of_tip(tip: Tip) -> Titled:
    return Titled(title=tip.title, asked=tip.body, told="", language=tip.language)


def _of_contribution(brought: Contribution, atelier: Atelier) -> Titled:
    said = f"{atelier.question}\n{brought.body}"
    return Titled(title=atelier.title, asked=said, told="", language=brought.language)


# -- what it says ---------------------------------------------------------------------------------------------------


def _in_reply(
    text: Titled, reply: Reply, question: Question, score: float, may: bool, knows: bool, shared: Shared
) -> Told:
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
    return _told(
        source, text, question.space, reply.language, score, may, knows, shared, threads=frozenset({question.id})
    )


def _in_tip(text: Titled, tip: Tip, language: Language, score: float, may: bool, knows: bool, shared: Shared) -> Told:
    source = Source(
        id=tip.id,
        thread=tip.id,
        title=tip.title,
        author=_authors(tip, language),
        quote=tip.body,
        link=f"/tip?id={tip.id}",
        written_at=tip.changed_at,
        kind="tip",
    )
    worth = score * _TIP_IS_WORTH * _worth_in(tip.language, language)
    made_of = frozenset(place.id for place in tip.places)
    return _told(source, text, tip.space, tip.language, worth, may, knows, shared, threads=made_of)


def _in_atelier(
    text: Titled,
    brought: Contribution,
    atelier: Atelier,
    language: Language,
    score: float,
    may: bool,
    knows: bool,
    shared: Shared,
) -> Told:
    source = Source(
        id=brought.id,
        thread=brought.id,
        title=atelier.title,
        author=brought.author.pseudonym,
        quote=brought.body,
        link=f"/atelier?id={atelier.id}&contribution={brought.id}",
        written_at=brought.written_at,
        kind="contribution",
    )
    worth = score * _worth_in(brought.language, language)
    return _told(source, text, atelier.space, brought.language, worth, may, knows, shared, threads=frozenset())


def _worth_in(language: str, asked_in: Language) -> float:
    return 1.0 if language == asked_in else _IN_ANOTHER_LANGUAGE


def _told(
    source: Source,
    text: Titled,
    space: str,
    language: str,
    score: float,
    may: bool,
    knows: bool,
    shared: Shared,
    *,
    threads: frozenset[str],
) -> Told:
    return Told(
        source=source,
        text=text,
        space=space,
        threads=threads,
        language=language,
        score=score,
        fit=1.0,
        may=may,
        shared=shared,
        rises=None,
        knows=knows,
    )


def _authors(tip: Tip, language: Language) -> str:
    """All of them in a row; of many the first, and how many more."""
    names = [member.pseudonym for member in tip.credited]
    if len(names) > _NAMED:
        others = translation(language).gettext("{count} autres").format(count=len(names) - _NAMED + 1)
        names = [*names[: _NAMED - 1], others]
    return format_list(names, locale=language)
