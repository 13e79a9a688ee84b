"""What the community already knows about a question, in its members' own words: replies, and the tips made of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from errors import NotFound
from locales import translation
from pipelines.attributing import continued, introduced
from pipelines.declining import calmed, hint, is_private, private
from pipelines.extracting import STEPS, quoted, steps_in
from pipelines.figures import with_figures
from pipelines.finding import Findings, Heading, find
from pipelines.knowing import subject_of
from pipelines.quotable import Told
from pipelines.quoting import Sentence
from pipelines.standing import without_withdrawn
from vocabulary import Answer, Language, Picture, Source

if TYPE_CHECKING:
    from community import Community
    from pipelines.meaning import Sense


def answer(
    community: "Community",
    question: str,
    *,
    language: Language,
    space: str | None = None,
    exclude: str | None = None,
    without: frozenset[str] = frozenset(),
    sense: "Sense | None" = None,
    heading: Heading | None = None,
) -> Answer:
    """The best replies already given to such a question, quoted word for word with their authors.

    ``space`` is preferred: another space speaks only when this one has nothing. ``exclude`` is the question itself
    when it has just been posted; the answer then says that it is. ``without`` are threads and tips that said something
    else than what was meant. ``sense`` is what the question means; without it its words alone are looked for.
    ``heading`` is the title under which a long question is posted: then only what surely answers both is told. An
    answer that nothing supports is ``known=False``. Where an atelier voted on what is asked, the votes come with it.
    """
    if is_private(community, question):
        return Answer(text=private(language), language=language)
    found = find(
        community,
        calmed(question),
        language=language,
        space=space,
        exclude=exclude,
        without=without,
        sense=sense,
        heading=heading,
    )
    told = _told(community, found, question, language=language, posted=exclude is not None)
    return with_figures(community, told, question, language=language)


def _told(community: "Community", found: Findings, question: str, *, language: Language, posted: bool) -> Answer:
    chosen = [one for told in found.told if (one := without_withdrawn(community, told)) is not None]
    if not chosen:
        silent = unknown(language, posted=posted)
        return replace(silent, text=f"{silent.text} {hint(question, language)}".strip(), found_by=found.by)
    asked = subject_of(community, question, language)
    quotes = [
        quoted(community, one.source.quote, one.language, asked, most=STEPS if n == 0 else 1)
        for n, one in enumerate(chosen)
    ]
    sources = tuple(_source(community, one, sentences) for one, sentences in zip(chosen, quotes, strict=True))
    goes_on = len(steps_in(chosen[0].source.quote)) > STEPS
    return Answer(
        text=_composed(sources, quotes, language, goes_on=goes_on),
        language=language,
        known=True,
        found_by=found.by,
        title=chosen[0].source.title,
        steps=tuple(sentence.words for sentence in quotes[0]),
        goes_on=goes_on,
        sources=sources,
    )


def unknown(language: Language, *, posted: bool) -> Answer:
    """The answer when nobody here has given one."""
    _ = translation(language).gettext
    text = _("Personne n’a encore répondu à cette question ici.")
    if posted:
        text += " " + _("La question est publiée : les membres peuvent y répondre.")
    return Answer(text=text, language=language)


def _source(community: "Community", told: Told, sentences: Sequence[Sentence]) -> Source:
    source = told.source
    if sentences:
        source = replace(source, quote=source.quote[sentences[0].start : sentences[-1].end])
    return replace(source, pictures=_pictures(community, source.id)) if source.kind == "tip" else source


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
    lines = []
    for n, (source, sentences) in enumerate(zip(sources, quotes, strict=True)):
        lines.append(introduced(source, is_first=n == 0, language=language))
        lines += [sentence.words for sentence in sentences]
        if n == 0 and goes_on:
            lines.append(continued(source, language=language))
    return "\n".join(lines)
