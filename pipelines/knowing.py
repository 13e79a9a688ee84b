"""Whether what was found answers a question, or is only near it."""

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pipelines.extracting import steps_in
from vocabulary import Language

if TYPE_CHECKING:
    from community import Community
    from community.forum import Reply
    from community.search import Passage

COVERAGE = 0.4
"""The part (weighted by rarity) of a question's words that a thread must hold for its solution to answer it.

With the conditions of ``supports``, measured on the demonstration: of 86 questions that it answers, asked in other
words, 81 find their thread first; of 65 sentences about something else none finds any. (At 0.3: 84 and 2; at 0.5: 79
and none.) The sentences stand beside the tests.
"""
_TITLE_SHARE, _TITLE_WORDS, _LEAST_COVERAGE = 0.6, 2, 0.12
"""Of who tells a long story only little can be found: then nearly the whole title must be in what they say."""

MEANT = 0.6
"""How far a text must rise above what is usual to answer by what it means, whatever its words are.

On the tuning half of the labelled questions, nothing that has no answer rises so far, with multilingual-e5-small and
with the small English model: between texts that are only near and those that answer there is no line lower down.
"""

_THANKS = 2  # members who say that a reply helped, where nobody marked a solution

_CIRCUMSTANCES: dict[Language, str] = {
    "fr": "temps heure minute jour nuit soir matin mois semaine an année combien fois reste mettre marche hier demain",
    "en": "time hour minute day night evening morning month week year long old yesterday tomorrow",
}
"""Words that tell when or how much, but not what is asked about: *quel temps fait-il* is no question of ours."""


def subject_of(community: "Community", text: str, language: Language) -> frozenset[str]:
    """The stems that tell what a text is about."""
    stems = community.search.stems
    return frozenset(stems(text, language)) - frozenset(stems(_CIRCUMSTANCES[language], language))


def supports(community: "Community", passage: "Passage", asked: frozenset[str]) -> bool:
    """Whether a reply helped, and its thread is about what is asked."""
    reply, question = passage.reply, passage.question
    return helped(reply) and is_about(community, question.title, question.language, passage.coverage, asked)


def helped(reply: "Reply") -> bool:
    """Whether somebody said that a reply helped: as the solution, or by thanks where it says what to do."""
    return reply.is_solution or (reply.thanks >= _THANKS and bool(steps_in(reply.body)))


def is_about(community: "Community", heading: str, language: Language, coverage: float, asked: frozenset[str]) -> bool:
    """Whether a thread or a tip is about what is asked: its title has a word of the question's subject."""
    title = subject_of(community, heading, language)
    shared = sum(any(_is_same(stem, other) for other in asked) for stem in title)
    tells_most_of_title = shared >= max(_TITLE_WORDS, _TITLE_SHARE * len(title))
    needed = _LEAST_COVERAGE if tells_most_of_title else COVERAGE
    return shared > 0 and coverage >= needed


def _is_same(stem: str, other: str) -> bool:
    """Whether two stems are one, a typing mistake in a long one aside."""
    if stem == other or len(stem) < 5:
        return stem == other
    return SequenceMatcher(None, stem, other, autojunk=False).ratio() > 0.85
