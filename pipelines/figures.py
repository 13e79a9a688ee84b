"""Answers that are figures: how an atelier voted on what is asked."""

from dataclasses import replace
from typing import TYPE_CHECKING

from locales import translation
from pipelines.attributing import introduced
from pipelines.knowing import subject_of
from vocabulary import Answer, Figure, Language, Source

if TYPE_CHECKING:
    from community import Community
    from community.cafes import VotedOn, VoteTally

_SHARED = 2
_SHARE = 0.6
"""The words that a question must share with what was voted on, and the part of its own words that they must be."""

_ASKING: dict[Language, str] = {
    "fr": "combien vote votes votent voter voté résultat résultats pour contre avis pense pensent sondage atelier café",
    "en": "how many vote votes voted result results for against opinion think thinks poll workshop workshops café",
}
"""Words that ask for votes, whatever they are about."""


def with_figures(community: "Community", answer: Answer, question: str, *, language: Language) -> Answer:
    """An answer with the votes on what is asked, where everyone may see any: the answer itself where none was found.

    Of an atelier that is blind nothing is counted here: an answer is read by all, and may be kept.
    """
    voted = _voted_on(community, question, language)
    if voted is None:
        return answer
    figures = tally_figures(community.cafes.tally(voted.atelier), language)
    if not any(figure.count for figure in figures):
        return answer
    source = Source(
        id=voted.atelier,
        thread=voted.atelier,
        title=voted.title,
        author=voted.animator,
        quote=voted.question,
        link=f"/atelier?id={voted.atelier}",
        kind="atelier",
    )
    lines = [introduced(source, is_first=False, language=language), voted.question, *map(said, figures)]
    return replace(
        answer,
        text="\n".join([*([answer.text] if answer.known else []), *lines]),
        known=True,
        title=answer.title or voted.question,
        sources=(*answer.sources, source),
        figures=figures,
        figures_about=voted.question,
    )


def tally_figures(tally: "VoteTally", language: Language) -> tuple[Figure, ...]:
    """The votes as figures, in the order of the choices; none where they are not to be seen yet."""
    if tally.is_sealed:
        return ()
    _ = translation(language).gettext
    return (
        Figure(label=_("Pour"), count=tally.for_, sign="vote_for"),
        Figure(label=_("Contre"), count=tally.against, sign="vote_against"),
        Figure(label=_("Sans avis"), count=tally.no_opinion, sign="vote_abstain"),
    )


def said(figure: Figure) -> str:
    """One figure as a sentence."""
    return f"{figure.label}\u00a0: {figure.count}."


def _voted_on(community: "Community", question: str, language: Language) -> "VotedOn | None":
    """What was voted on that is most nearly what is asked."""
    asking = community.search.stems(_ASKING[language], language)
    asked = subject_of(community, question, language) - frozenset(asking)
    if len(asked) < _SHARED:
        return None

    best, most = None, 0
    for voted in community.cafes.voted_on():
        shared = len(asked & subject_of(community, f"{voted.title} {voted.question}", "fr"))
        if shared > most and shared >= max(_SHARED, _SHARE * len(asked)):
            best, most = voted, shared
    return best
