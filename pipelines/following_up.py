"""What somebody says after an answer: that it works, that it is not what was asked, or one more question about it.

Only a few turns of phrase are told apart, all of them written here; whatever else is said goes on from the question.
To say that it works decides nothing: whoever asked chooses which reply was the solution.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from community.words import folded
from pipelines.answer import answer
from vocabulary import Answer, Language

if TYPE_CHECKING:
    from community import Community
    from pipelines.meaning import Sense

Meant = Literal["works", "not_it", "more"]

LONGEST = 500  # characters

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
class FollowUp:
    """What was understood of what somebody said after an answer."""

    said: str
    meant: Meant
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


def follow_up(
    community: "Community",
    question: str,
    said: Sequence[str],
    *,
    language: Language,
    first: Answer,
    exclude: str | None = None,
    sense_of: "Callable[[str], Sense | None]" = lambda _text: None,
) -> tuple[FollowUp, ...]:
    """What was understood of each thing that was said after the ``first`` answer to a question, oldest first.

    Each answer is found for the question with what was said since. What was refused as *not it* is not given again;
    where one more question finds only what was given already, it is looked for elsewhere.
    """
    found: list[FollowUp] = []
    asked: list[str] = []
    given, refused = first, frozenset[str]()
    for one in said:
        meant = what_is_meant(one, language)
        if meant == "works":
            found.append(FollowUp(said=one, meant=meant))
            continue
        asked.append(one)
        text = in_context(question, asked, language)
        if meant == "not_it":
            refused |= _threads(given)
        known = answer(community, text, language=language, exclude=exclude, without=refused, sense=sense_of(text))
        if known.known and _says_the_same(known, given):
            without = refused | _threads(given)
            known = answer(community, text, language=language, exclude=exclude, without=without, sense=sense_of(text))
        if known.known:
            given = known
        found.append(FollowUp(said=one, meant=meant, answer=known))
    return tuple(found)


def _threads(given: Answer) -> frozenset[str]:
    return frozenset(source.thread for source in given.sources)


def _says_the_same(one: Answer, other: Answer) -> bool:
    return [source.quote for source in one.sources[:1]] == [source.quote for source in other.sources[:1]]
