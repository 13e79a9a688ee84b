"""Whether what was found answers a question, or is only near it."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from community.alike import alike
from community.search import NO_WORD_SHARED, Signs
from community.words import folded
from pipelines._knowing_weights import BIAS, WEIGHTS
from pipelines._knowing_weights_of_both import BIAS_OF_BOTH, ENOUGH_OF_BOTH, WEIGHTS_OF_BOTH
from pipelines._knowing_weights_of_reading import BIAS_OF_READING, ENOUGH_OF_READING, WEIGHTS_OF_READING
from pipelines.extracting import steps_in
from pipelines.matters import matters
from vocabulary import Language, now

if TYPE_CHECKING:
    from community import Community
    from community.cafes import Contribution
    from community.forum import Reply
    from community.search import Found, FoundContribution, FoundTip, Passage

ENOUGH = 0.25
"""The least chance with which something found is given as an answer.

Chosen with the weights on what is for tuning of the labelled questions (``benchmarks/answers``): with less, something
is told that is no answer too often.
"""

SURE, SURE_OF_BOTH, SURE_OF_READING = 0.6, 0.5, 0.5
"""The least chance for a question that is posted under a title: by words, by words and meaning, and where it is read.

A whole story shares words with many threads: with less, two thirds of the demonstration's questions were answered from
threads about something else. Members will reply to what is posted, so a wrong answer costs more there than none.
"""

MEANT = 0.6
"""How far a text must rise above what is usual to answer by what it means, whatever its words are.

On the tuning half of the labelled questions, nothing that has no answer rises so far, with multilingual-e5-small and
with the small English model: between texts that are only near and those that answer there is no line lower down.
"""

UNTITLED = 2.0
"""So many times likelier must be, where meaning counts too, what has no word of the question in its title.

*Turn off the lights* stands in many replies, and is asked in none.
"""

_LEAST_COVERAGE = 0.14  # of who tells a long story only little can be found
_WHOLE = 0.95  # of what is asked: then it need not stand in the title (*RIO*)
_MOST_TYPED = 400  # words of a subject
_THANKS = 2  # members who say that a reply helped, where nobody marked a solution
_NEARER = 1.25  # so much better fits a question that waits, where it is the one that is asked
_LATELY = timedelta(hours=12)
_LEAST_NEAR = 0.4  # of a score; with less, nothing that waits is the same question

_CIRCUMSTANCES: dict[Language, str] = {
    "fr": "temps heure minute jour nuit soir matin mois semaine an année combien fois reste mettre marche hier demain",
    "en": "time hour minute day night evening morning month week year long old yesterday tomorrow",
}
"""Words that tell when or how much, but not what is asked about: *quel temps fait-il* is no question of ours."""

_OURS = "orange sosh livebox"

_ELSEWHERE = """
freebox bbox facebook instagram tiktok snapchat twitter youtube netflix spotify deezer disney paypal amazon vinted
leboncoin ipad macbook windows mac linux kindle liseuse playstation xbox switch alexa chromecast roku
edf engie sncf caf ameli
"""
_OTHER_THINGS = """
chaudiere frigo refrigerateur congelateur linge vaisselle cafetiere bouilloire aspirateur radiateur climatisation
thermostat portail imprimante velo trottinette drone manette serrure digicode interphone sonnette tondeuse piscine
poele cheminee assurance mutuelle notaire impots mairie prefecture passeport
boiler oven microwave fridge refrigerator freezer dishwasher kettle vacuum gate printer bike scooter doorbell
mower pool stove insurance passport
"""
"""Things that have their own answers: where one is asked about, a text that does not name it is none.

The light of a boiler is not that of a Livebox. What is told on the way (the car, the lamp, the post), and what is a
word of telephones too (« mode avion », « volet »), is not here.
"""

_KINDS = tuple(
    frozenset(kind.split())
    for kind in ("iphone ipad samsung huawei xiaomi android pixel", "gmail outlook hotmail yahoo", "talkback voiceover")
)
"""Things of one kind: a text that names another of them, and not the one that is asked about, is no answer."""

_APART = frozenset((_ELSEWHERE + _OTHER_THINGS).split())
_PRODUCTS = frozenset((_OURS + _ELSEWHERE).split()).union(*_KINDS)

_NAME = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """What a text says, and under which title: of a reply its question's, of what an atelier got that atelier's."""

    title: str
    asked: str
    """What was asked there, under the title; of what is no reply, what it says."""
    told: str
    """What the reply says; empty where it is none."""
    language: Language

    @property
    def body(self) -> str:
        """All but the title."""
        return f"{self.asked}\n{self.told}"

    @property
    def whole(self) -> str:
        """All of it."""
        return f"{self.title}\n{self.body}"


def subject_of(community: "Community", text: str, language: Language) -> frozenset[str]:
    """The stems that tell what a text is about."""
    stems = community.search.stems
    return frozenset(stems(text, language)) - frozenset(stems(_CIRCUMSTANCES[language], language))


def is_about(community: "Community", shared: "Shared", text: Titled, asked: frozenset[str]) -> bool:
    """Whether a text that its words found is about what is asked, of which ``asked`` is the subject."""
    is_likely = shared.coverage >= _LEAST_COVERAGE and chance(shared) >= ENOUGH
    return is_likely and _shares(community, text, asked, shared.coverage)


def helped(reply: "Reply") -> bool:
    """Whether somebody said that a reply helped: as the solution, or by thanks where it says what to do."""
    return reply.is_solution or (reply.thanks >= _THANKS and bool(steps_in(reply.body)))


def has_thanks(brought: "Contribution") -> bool:
    """Whether members thanked for what somebody brought to an atelier: it was of use to them."""
    return brought.thanks >= _THANKS


def _shares(community: "Community", text: Titled, asked: frozenset[str], coverage: float) -> bool:
    """Whether a title has a word of the question's subject, or one that means it while the text has one.

    A text that holds all that is asked need not name it in its title: *RIO*.
    """
    named = subject_of(community, text.title, text.language)
    if not _have_common(asked, named | subject_of(community, text.body, text.language)):
        return False
    meant = asked.union(*(alike(stem, text.language) for stem in asked))
    return coverage > _WHOLE or _have_common(meant, named)


def _have_common(some: frozenset[str], others: frozenset[str]) -> bool:
    """Mistakes are looked for in what a person may type or say, not in a book."""
    if some & others or len(some) > _MOST_TYPED:
        return bool(some & others)
    return any(_is_same(one, other) for other in others for one in some)


def _is_same(stem: str, other: str) -> bool:
    """Whether two stems are one, a typing mistake in a long one aside."""
    if stem == other or min(len(stem), len(other)) < 5:
        return stem == other
    return bool(OSA.distance(stem, other, score_cutoff=1) <= 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rises:
    """How far what a thread says rises above what is usual by its meaning (``Near.rise``).

    It is not measured from the threads that are nearly as near: these may have been asked the same.
    """

    asked: float
    """What was asked there; of a tip, the tip."""
    told: float
    """What helped there; of a tip, the tip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What a text shares with the question by their words."""

    coverage: float = 0.0
    signs: Signs = NO_WORD_SHARED
    unsaid: int = 0
    """How many matters of the question (``matters``) were asked about nowhere in the text."""
    length: int = 1
    """Of how many words the question is: the more, the fewer of them any text holds."""


def shared_with(
    question: str, language: Language, text: Titled, found: "Passage | FoundTip | FoundContribution | None"
) -> Shared:
    """What a text shares with a question; ``found`` is what its words found, None where its meaning alone did."""
    asked = _matters_of_question(question, language) - matters(f"{text.title}\n{text.asked}", language)
    length = len(question.split())
    if found is None:
        return Shared(unsaid=len(asked), length=length)
    return Shared(coverage=found.coverage, signs=found.signs, unsaid=len(asked), length=length)


@lru_cache(maxsize=1)  # one question is held beside some sixty texts
def _matters_of_question(question: str, language: Language) -> frozenset[int]:
    return matters(question, language)


def is_meant(shared: Shared, rises: Rises) -> bool:
    """Whether something answers, by its words and by its meaning together."""
    enough = ENOUGH_OF_BOTH * (1.0 if shared.signs.in_title else UNTITLED)
    return chance(shared, rises) >= enough


def is_read_as_answer(shared: Shared, reads: float) -> bool:
    """Whether something answers, by its words and as it was read beside the question: ``reads`` are log odds."""
    return chance(shared, reads=reads) >= ENOUGH_OF_READING


def is_sure(shared: Shared, rises: Rises | None, reads: float | None = None) -> bool:
    """Whether something answers so surely that it is told under a question that is posted."""
    sure = SURE_OF_READING if reads is not None else SURE if rises is None else SURE_OF_BOTH
    return chance(shared, rises, reads) >= sure


def chance(shared: Shared, rises: Rises | None = None, reads: float | None = None) -> float:
    """How likely something answers, 0.0 to 1.0 (logistic).

    By the words that it shares with the question, and by what more is known: as it was read, else by its meaning. What
    was read is told from what is only near better than any rise does, which adds nothing to it.
    """
    bias, weights = BIAS, WEIGHTS
    if reads is not None:
        bias, weights = BIAS_OF_READING, WEIGHTS_OF_READING
    elif rises is not None:
        bias, weights = BIAS_OF_BOTH, WEIGHTS_OF_BOTH
    told = bias + sum(weights.get(name, 0.0) * value for name, value in features(shared, rises, reads).items())
    return 1 / (1 + math.exp(-told))


def features(shared: Shared, rises: Rises | None = None, reads: float | None = None) -> dict[str, float]:
    """What is weighed."""
    coverage, signs = shared.coverage, shared.signs
    by_words = {
        "coverage": coverage,
        "coverage squared": coverage**2,
        "in the title": signs.in_title,
        "of the title": signs.title_said,
        "coverage × of the title": coverage * signs.title_said,
        "missing": signs.missing,
        "unheard": signs.unheard,
        "told": math.log1p(signs.told),
        "unsaid": float(shared.unsaid),
        "length": math.log1p(shared.length),
    }
    if reads is not None:
        return {**by_words, "reads": reads}
    return by_words if rises is None else {**by_words, "asked rises": rises.asked, "told rises": rises.told}


def names_another(question: str, text: str) -> bool:
    """Whether a question names a thing that the text does not, so that the text speaks of another."""
    asked, told = _names(question), _names(text)
    if (asked & _APART) - told:
        return True
    return any(asked & kind and told & kind and not asked & told & kind for kind in _KINDS)


def is_product(word: str) -> bool:
    """Whether a folded word is the name of a product or a service, ours or another's."""
    return word in _PRODUCTS


def _names(text: str) -> frozenset[str]:
    return frozenset(_NAME.findall(folded(text)))


def waits(alike: Sequence["Found"], *, exclude: str | None = None) -> bool:
    """Whether somebody has asked just this, and nobody has answered: then what answers less like questions does not.

    What was asked lately tells nothing: who was answered from another thread has hardly had the time to say so.
    ``alike`` are the questions that search finds, best first; ``exclude`` is the one that has just been posted.
    """
    scores = {True: 0.0, False: 0.0}
    lately = now() - _LATELY
    for found in alike:
        if found.question.id != exclude and (found.question.is_solved or found.question.asked_at < lately):
            solved = found.question.is_solved
            scores[solved] = max(scores[solved], found.score)
    return scores[False] > max(_LEAST_NEAR, _NEARER * scores[True])
