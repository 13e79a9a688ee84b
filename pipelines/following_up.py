"""What somebody says after an answer: that it works, that it is not what was asked, or one more question about it.

Only a few turns of phrase are told apart, all of them written here; whatever else is said goes on from the question.
To say that it works decides nothing: whoever asked chooses which reply was the solution.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from community.words import folded
from pipelines.answer import answer
from vocabulary import Answer, Language

if TYPE_CHECKING:
    from community import Community
    from pipelines.meaning import Sense

Meant = Literal["works", "not_it", "more"]

LONGEST = 500  # characters
MOST = 8  # things said that are understood together: a longer talk is a question of its own

_NOT_IT: dict[Language, str] = {
    "fr": r"(?:ce n'est|c'est|ce n'etait|c'etait|non,?)? ?pas (?:du tout |vraiment )?"
    r"(?:ma question|ce que (?:je|j') ?(?:ai |voulais |veux |demand)\w*(?: demande\w*| savoir| dire)?"
    r"|de ca que je parle\w*)"
    r"|(?:ca n'a |c'est |n'a )?rien a voir|a cote de la (?:plaque|question)|vous n'avez pas compris",
    "en": r"(?:that is|that's|it is|it's|this is)? ?not (?:at all |really )?"
    r"(?:what i (?:asked|meant|wanted|want)(?: to know)?|my question)"
    r"|nothing to do with it|you (?:did not|didn't) understand|missed the point",
}
_WORKS: dict[Language, str] = {
    "fr": r"(?:ca|cela|c'|tout|elle|il) ?(?:a |re)?(?:march|fonctionn)\w+"
    r"|c'est (?:bon|regle|resolu|repare|parfait)|(?:probleme|souci) (?:regle|resolu)"
    r"|(?:c'est )?(?:ok|bon) maintenant|ca y est|^merci\b",
    "en": r"(?:it|that|this|everything) (?:now )?(?:works|worked|is working|did the trick|helped)|works? now"
    r"|(?:it is|it's|problem|all) (?:solved|fixed|good)|^thank(?:s| you)\b",
}
_STILL_NOT: dict[Language, str] = {
    "fr": r"\bne\b|\bn'|\bpas\b|\btoujours\b|\bplus\b|\bmais\b|\bsauf\b|\bencore\b",
    "en": r"\bnot\b|n't\b|\bstill\b|\bbut\b|\bexcept\b|\bno\b|\bnever\b",
}
"""What may make the contrary of it: then it is one more thing to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was given in answer so far, without its words."""

    threads: frozenset[str] = frozenset()
    firsts: frozenset[str] = frozenset()
    """A fingerprint of the first quote of each answer that knew something."""

    def __or__(self, other: "Given") -> "Given":
        return Given(threads=self.threads | other.threads, firsts=self.firsts | other.firsts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something said after an answer, with what stood there then: enough to find at any time what comes of it.

    No word of a source is kept in it, for it may be withdrawn meanwhile.
    """

    words: str
    meant: Meant
    asked: tuple[str, ...]
    """All that was asked since the question, oldest first."""
    given: Given
    refused: frozenset[str]
    """Threads and tips that were not it."""
    stands: "Said | None" = None
    """What had the answer that stood there; None where that was the first answer."""
    is_repeated: bool = False
    """Whether it found what was given already: then it is looked for elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What comes of something said after an answer."""

    said: Said
    """To be kept: it knows now whether it finds what was given already."""
    answer: Answer | None = None
    """What the community knows about it; None where somebody said that it works."""


def what_is_meant(said: str, language: Language) -> Meant:
    """Which of the three it is. Whoever asks something, or says *but* or *still*, does not say that it works."""
    text = " ".join(folded(said).split())
    if re.search(_NOT_IT[language], text):
        return "not_it"
    asks = text.endswith("?") or re.search(_STILL_NOT[language], text)
    return "works" if re.search(_WORKS[language], text) and not asks else "more"


def in_context(question: str, said: Sequence[str], language: Language) -> str:
    """The question that is asked now: the first one, and what was said since, without saying that it is not it."""
    told = [question, *(_without_refusal(one, language) for one in said)]
    return "\n".join(one for one in told if one.strip())


def _without_refusal(said: str, language: Language) -> str:
    plain = folded(said)
    refused = re.search(_NOT_IT[language], plain) if len(plain) == len(said) else None
    if refused is not None:
        said = f"{said[: refused.start()]} {said[refused.end() :]}"
    return said.strip(" ,.:;!–-")


def said_after(
    words: str, *, language: Language, first: Answer, before: Said | None = None, answered: Answer | None = None
) -> Said:
    """What is meant by words after the ``first`` answer, or after what was said ``before`` and what ``answered`` it."""
    meant = what_is_meant(words, language)
    given, stands = _given_by(first), None
    asked: tuple[str, ...] = ()
    refused = frozenset[str]()
    if before is not None:
        given, stands, asked, refused = before.given, before.stands, before.asked, before.refused
    if before is not None and answered is not None and answered.known:
        given, stands = before.given | _given_by(answered), replace(before, stands=None)
    if meant != "works":
        asked = (*asked, words)[-MOST:]
    if meant == "not_it":
        refused |= given.threads
    return Said(words=words, meant=meant, asked=asked, given=given, refused=refused, stands=stands)


def follow_up(
    community: "Community",
    question: str,
    said: Said,
    *,
    language: Language,
    exclude: str | None = None,
    sense_of: "Callable[[str], Sense | None]" = lambda _text: None,
) -> FollowUp:
    """What comes of one thing that was said after the answer to a question, as the community knows it now.

    The answer is found for the question with what was said since. What was refused as *not it* is not given again;
    where one more question finds only what was given already, it is looked for elsewhere.
    """
    if said.meant == "works":
        return FollowUp(said=said)
    text = in_context(question, said.asked, language)
    sense = sense_of(text)

    def found(without: frozenset[str]) -> Answer:
        return answer(community, text, language=language, exclude=exclude, without=without, sense=sense)

    if not said.is_repeated:
        known = found(said.refused)
        if not _given_by(known).firsts & said.given.firsts:
            return FollowUp(said=said, answer=known)
    return FollowUp(said=replace(said, is_repeated=True), answer=found(said.refused | said.given.threads))


def _given_by(one: Answer) -> Given:
    firsts = frozenset(sha256(source.quote.encode()).hexdigest() for source in one.sources[:1])
    return Given(threads=frozenset(source.thread for source in one.sources), firsts=firsts)
