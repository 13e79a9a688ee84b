"""What the community already knows about a question, in its members' own words: replies, and the tips made of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from babel.lists import format_list

from errors import NotFound
from locales import translation
from pipelines.quoting import Sentence, sentences_of
from vocabulary import Answer, Language, Picture, Source

if TYPE_CHECKING:
    from community import Community
    from community.search import FoundTip, Passage
    from community.tips import Tip

COVERAGE = 0.4
"""The part (weighted by rarity) of a question's words that a thread must hold for its solution to answer it.

With the conditions of ``_supports``, measured on the demonstration: of 86 questions that it answers, asked in other
words, 81 find their thread first; of 65 sentences about something else none finds any. (At 0.3: 84 and 2; at 0.5: 79
and none.) The sentences stand beside the tests.
"""
SOURCES = 3
STEPS = 5
_TITLE_SHARE, _TITLE_WORDS, _LEAST_COVERAGE = 0.6, 2, 0.12
"""Of who tells a long story only little can be found: then nearly the whole title must be in what they say."""

_THANKS = 2  # members who say that a reply helped, where nobody marked a solution
_CLOSE_TO_BEST = 0.5  # a further source that is less than half as good as the first only distracts
_SENTENCES = 3  # of a long reply that is no list of steps; one out of its row often says the contrary
_PASSAGES = 12
_TIPS = 4
_TIP_IS_WORTH = 1.4  # a solution is worth 1.35: several people have worked on a tip
_NAMED = 4  # authors of a tip; of more, the last are counted

_CIRCUMSTANCES: dict[Language, str] = {
    "fr": "temps heure minute jour nuit soir matin mois semaine an année combien fois reste mettre marche hier demain",
    "en": "time hour minute day night evening morning month week year long old yesterday tomorrow",
}
"""Words that tell when or how much, but not what is asked about: *quel temps fait-il* is no question of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A text of members that may answer."""

    source: Source
    """Whose quote is the whole text, as long as nobody has chosen a part."""
    space: str
    threads: frozenset[str]
    """The thread in which it stands, or those of which it was made."""
    language: str
    score: float


def answer(
    community: "Community", question: str, *, language: Language, space: str | None = None, exclude: str | None = None
) -> Answer:
    """The best replies already given to such a question, quoted word for word with their authors.

    ``space`` is preferred: another space speaks only when this one has nothing. ``exclude`` is the question itself
    when it has just been posted; the answer then says that it is. An answer that nothing supports is ``known=False``.
    """
    asked = _subject_of(community, question, language)
    passages = [
        _told_in_reply(passage)
        for passage in community.search.passages(question, language=language, limit=_PASSAGES)
        if passage.question.id != exclude and _supports(community, passage, asked)
    ]
    tips = [
        _told_in_tip(found, language)
        for found in community.search.tips(question, language=language, limit=_TIPS)
        if _is_about(community, found.tip.title, found.tip.language, found.coverage, asked)
    ]
    told = _tips_before_their_threads(tips, passages)
    here = [one for one in told if space is None or one.space == space]
    chosen = _best(here or told)
    if not chosen:
        return unknown(language, posted=exclude is not None)
    quotes = [_quoted(community, one, asked, most=STEPS if n == 0 else 1) for n, one in enumerate(chosen)]
    sources = tuple(_source(community, one, sentences) for one, sentences in zip(chosen, quotes, strict=True))
    return Answer(
        text=_composed(sources, quotes, language, goes_on=len(_steps_in(chosen[0].source.quote)) > STEPS),
        language=language,
        known=True,
        title=chosen[0].source.title,
        steps=tuple(sentence.words for sentence in quotes[0]),
        sources=sources,
    )


def unknown(language: Language, *, posted: bool) -> Answer:
    """The answer when nobody here has given one."""
    _ = translation(language).gettext
    text = _("Personne n’a encore répondu à cette question ici.")
    if posted:
        text += " " + _("Votre question est publiée : les membres peuvent y répondre.")
    return Answer(text=text, language=language)


def _subject_of(community: "Community", text: str, language: Language) -> frozenset[str]:
    """The stems that tell what a text is about."""
    stems = community.search.stems
    return frozenset(stems(text, language)) - frozenset(stems(_CIRCUMSTANCES[language], language))


def _supports(community: "Community", passage: "Passage", asked: frozenset[str]) -> bool:
    """Whether a reply helped, and its thread is about what is asked."""
    reply, question = passage.reply, passage.question
    if not reply.is_solution and (reply.thanks < _THANKS or not _steps_in(reply.body)):
        return False
    return _is_about(community, question.title, question.language, passage.coverage, asked)


def _is_about(community: "Community", heading: str, language: Language, coverage: float, asked: frozenset[str]) -> bool:
    """Whether a thread or a tip is about what is asked: its title has a word of the question's subject."""
    title = _subject_of(community, heading, language)
    shared = sum(any(_is_same(stem, other) for other in asked) for stem in title)
    tells_most_of_title = shared >= max(_TITLE_WORDS, _TITLE_SHARE * len(title))
    needed = _LEAST_COVERAGE if tells_most_of_title else COVERAGE
    return shared > 0 and coverage >= needed


def _is_same(stem: str, other: str) -> bool:
    """Whether two stems are one, a typing mistake in a long one aside."""
    if stem == other or len(stem) < 5:
        return stem == other
    return SequenceMatcher(None, stem, other, autojunk=False).ratio() > 0.85


def _tips_before_their_threads(tips: Sequence[_Told], passages: Sequence[_Told]) -> list[_Told]:
    """A tip stands for the threads of which it was made, in the place that the best of them would have."""
    found = [
        replace(tip, score=max([tip.score, *(one.score for one in passages if one.threads & tip.threads)]))
        for tip in tips
    ]
    made = frozenset[str]().union(*(tip.threads for tip in tips))
    return [*found, *(one for one in passages if not one.threads & made)]


def _best(told: Sequence[_Told]) -> list[_Told]:
    """At most one text a thread or tip, most useful first, without those far behind the first."""
    chosen: dict[str, _Told] = {}
    for one in sorted(told, key=lambda one: one.score, reverse=True):
        chosen.setdefault(one.source.thread, one)
    ranked = list(chosen.values())[:SOURCES]
    return [one for one in ranked if one.score >= _CLOSE_TO_BEST * ranked[0].score]


def _quoted(community: "Community", told_by: _Told, asked: frozenset[str], *, most: int) -> list[Sentence]:
    """The sentences of a text that answer, in their order: all its steps, else those in a row that say most."""
    steps = _steps_in(told_by.source.quote)
    if min(most, len(steps)) >= 2:
        return steps[:most]
    language = told_by.language
    sentences = [one for one in sentences_of(told_by.source.quote) if not one.words.endswith(",")]  # "Bonjour Ana,"
    length = min(most, _SENTENCES)
    if len(sentences) <= most:
        return sentences

    def told(start: int) -> int:
        row = " ".join(sentence.words for sentence in sentences[start : start + length])
        return len(asked & frozenset(community.search.stems(row, language)))

    start = max(range(len(sentences) - length + 1), key=lambda start: (told(start), -start))
    return sentences[start : start + length]


def _steps_in(text: str) -> list[Sentence]:
    return [sentence for sentence in sentences_of(text) if _is_step(sentence)]


_LEAD = re.compile(
    r"^(?:(?:(?:tout )?d['’]abord|ensuite|puis|enfin|alors|et|mais|sinon|pour finir|si besoin"
    r"|first|then|next|finally|now|and|but|otherwise)\b[ ,:]*"
    r"|(?:si|s['’]ils?|quand|lorsque?|une fois|dès|en|pour|dans|sur|depuis|avant|après|à"
    r"|if|when|once|in|on|to|for|before|after|from)\b[^,.;]{1,120}, )",
    re.IGNORECASE,
)
"""What may stand before an order: a word of sequence, or a condition."""

_COMMAND_FR = re.compile(r"^(?:ne |n['’])?(?!(?:chez|assez|nez|rez)\b)\w+ez\b", re.IGNORECASE)
_COMMAND_EN = re.compile(
    r"^(?:don['’]t |do not |please )?(?:open|press|go|tap|click|choose|select|turn|unplug|plug|wait|restart"
    r"|switch|check|enter|type|call|dial|send|hold|remove|insert|put|move|note|connect|download|install|sign|log"
    r"|write|reset|update|scroll|make|use|ask|keep|look|try|start|set|scan|buy|return|record|listen)\b",
    re.IGNORECASE,
)


def _is_step(sentence: Sentence) -> bool:
    """Whether a sentence tells what to do: an item of a list, or an order."""
    if sentence.words.rstrip(" »”").endswith("?"):
        return False
    words = _LEAD.sub("", _LEAD.sub("", sentence.words))
    return sentence.is_item or bool(_COMMAND_FR.match(words) or _COMMAND_EN.match(words))


def _told_in_reply(passage: "Passage") -> _Told:
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
    return _Told(
        source=source,
        space=question.space,
        threads=frozenset({question.id}),
        language=reply.language,
        score=passage.score,
    )


def _told_in_tip(found: "FoundTip", language: Language) -> _Told:
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
    return _Told(
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


def _source(community: "Community", told: _Told, sentences: Sequence[Sentence]) -> Source:
    source = told.source
    if sentences:
        source = replace(source, quote=source.quote[sentences[0].start : sentences[-1].end])
    return replace(source, pictures=_pictures(community, source.id)) if source.is_tip else source


def _pictures(community: "Community", tip: str) -> tuple[Picture, ...]:
    """Those of the replies of which words stand in a tip."""
    found: list[Picture] = []
    for quote in (quote for _words, quote in community.tips.get(tip).parts if quote is not None):
        try:
            thread = community.forum.thread(quote.place.id)
        except NotFound:  # the thread was taken back; the words stay
            continue
        found += [picture for reply in thread.replies if reply.id == quote.source.id for picture in reply.pictures]
    return tuple(dict.fromkeys(found))


def _composed(
    sources: Sequence[Source], quotes: Sequence[Sequence[Sentence]], language: Language, *, goes_on: bool
) -> str:
    """The answer as it is read: who says what, one sentence a line."""
    _ = translation(language).gettext
    says = [_("{author} répond, dans « {title} » :"), _("{author} ajoute, dans « {title} » :")]
    together = _("L’astuce « {title} », de {author} :")
    lines = []
    for n, (source, sentences) in enumerate(zip(sources, quotes, strict=True)):
        says_so = together if source.is_tip else says[min(n, 1)]
        lines.append(says_so.format(author=source.author, title=source.title))
        lines += [sentence.words for sentence in sentences]
        if n == 0 and goes_on:
            lines.append(_("La suite est dans l’astuce.") if source.is_tip else _("La suite est dans le fil."))
    return "\n".join(lines)
