"""What the community already knows about a question, in its members' own words."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from locales import translation
from pipelines.quoting import Sentence, sentences_of
from vocabulary import Answer, Language, Source

if TYPE_CHECKING:
    from community import Community
    from community.search import Passage

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

_CIRCUMSTANCES: dict[Language, str] = {
    "fr": "temps heure minute jour nuit soir matin mois semaine an année combien fois reste mettre marche hier demain",
    "en": "time hour minute day night evening morning month week year long old yesterday tomorrow",
}
"""Words that tell when or how much, but not what is asked about: *quel temps fait-il* is no question of ours."""


def answer(
    community: "Community", question: str, *, language: Language, space: str | None = None, exclude: str | None = None
) -> Answer:
    """The best replies already given to such a question, quoted word for word with their authors.

    ``space`` is preferred: another space speaks only when this one has nothing. ``exclude`` is the question itself
    when it has just been posted; the answer then says that it is. An answer that nothing supports is ``known=False``.
    """
    asked = _subject_of(community, question, language)
    passages = [
        passage
        for passage in community.search.passages(question, language=language, limit=_PASSAGES)
        if passage.question.id != exclude and _supports(community, passage, asked)
    ]
    here = [passage for passage in passages if space is None or passage.question.space == space]
    chosen = _best(here or passages)
    if not chosen:
        return unknown(language, posted=exclude is not None)
    quotes = [_quoted(community, passage, asked, most=STEPS if n == 0 else 1) for n, passage in enumerate(chosen)]
    sources = tuple(_source(passage, sentences) for passage, sentences in zip(chosen, quotes, strict=True))
    return Answer(
        text=_composed(sources, quotes, language, goes_on=len(_steps_in(chosen[0])) > STEPS),
        language=language,
        known=True,
        title=chosen[0].question.title,
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
    """Whether a reply helped, and its thread is about what is asked: its title has a word of the question's subject."""
    reply = passage.reply
    if not reply.is_solution and (reply.thanks < _THANKS or not _steps_in(passage)):
        return False
    title = _subject_of(community, passage.question.title, passage.question.language)
    shared = sum(any(_is_same(stem, other) for other in asked) for stem in title)
    tells_most_of_title = shared >= max(_TITLE_WORDS, _TITLE_SHARE * len(title))
    needed = _LEAST_COVERAGE if tells_most_of_title else COVERAGE
    return shared > 0 and passage.coverage >= needed


def _is_same(stem: str, other: str) -> bool:
    """Whether two stems are one, a typing mistake in a long one aside."""
    if stem == other or len(stem) < 5:
        return stem == other
    return SequenceMatcher(None, stem, other, autojunk=False).ratio() > 0.85


def _best(passages: "Sequence[Passage]") -> "list[Passage]":
    """At most one passage a thread, most useful first, without those far behind the first."""
    chosen: dict[str, Passage] = {}
    for passage in sorted(passages, key=lambda one: one.score, reverse=True):
        chosen.setdefault(passage.question.id, passage)
    ranked = list(chosen.values())[:SOURCES]
    return [passage for passage in ranked if passage.score >= _CLOSE_TO_BEST * ranked[0].score]


def _quoted(community: "Community", passage: "Passage", asked: frozenset[str], *, most: int) -> list[Sentence]:
    """The sentences of a reply that answer, in their order: all its steps, else those in a row that say most."""
    steps = _steps_in(passage)
    if min(most, len(steps)) >= 2:
        return steps[:most]
    language = passage.reply.language
    sentences = [one for one in sentences_of(passage.reply.body) if not one.words.endswith(",")]  # "Bonjour Ana,"
    length = min(most, _SENTENCES)
    if len(sentences) <= most:
        return sentences

    def told(start: int) -> int:
        row = " ".join(sentence.words for sentence in sentences[start : start + length])
        return len(asked & frozenset(community.search.stems(row, language)))

    start = max(range(len(sentences) - length + 1), key=lambda start: (told(start), -start))
    return sentences[start : start + length]


def _steps_in(passage: "Passage") -> list[Sentence]:
    return [sentence for sentence in sentences_of(passage.reply.body) if _is_step(sentence)]


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


def _source(passage: "Passage", sentences: Sequence[Sentence]) -> Source:
    reply, question = passage.reply, passage.question
    return Source(
        id=reply.id,
        thread=question.id,
        title=question.title,
        author=reply.author.pseudonym,
        quote=reply.body[sentences[0].start : sentences[-1].end] if sentences else reply.body,
        link=f"/question?id={question.id}",
        written_at=reply.written_at,
        is_solution=reply.is_solution,
        pictures=reply.pictures or question.pictures,
    )


def _composed(
    sources: Sequence[Source], quotes: Sequence[Sequence[Sentence]], language: Language, *, goes_on: bool
) -> str:
    """The answer as it is read: who says what, one sentence a line."""
    _ = translation(language).gettext
    says = [_("{author} répond, dans « {title} » :"), _("{author} ajoute, dans « {title} » :")]
    lines = []
    for n, (source, sentences) in enumerate(zip(sources, quotes, strict=True)):
        lines.append(says[min(n, 1)].format(author=source.author, title=source.title))
        lines += [sentence.words for sentence in sentences]
        if n == 0 and goes_on:
            lines.append(_("La suite est dans le fil."))
    return "\n".join(lines)
