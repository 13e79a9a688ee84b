"""What the café says to a question that its members are not to answer, or that it cannot read. It accuses nobody.

A rude word or an order to the machine only matters where nothing was found: who swears about a red light still has a
red light. What belongs to somebody is not looked for at all.
"""

import re
from typing import TYPE_CHECKING

from community.words import folded
from errors import N_, NotFound
from locales import translation
from pipelines.knowing import is_product
from vocabulary import Language

if TYPE_CHECKING:
    from community import Community

_PRIVATE = N_(
    "Ici, ce qui est à quelqu’un reste à lui : numéro, adresse, codes, mots de passe."
    " Pour joindre un membre, répondez-lui dans son fil."
)
_UPSET = N_("Dites en une phrase ce qui ne va pas : quelqu’un pourra vous aider.")
_ORDER = N_("Le café ne suit pas de consignes : il cite ce que ses membres ont écrit.")
_OTHER_LANGUAGE = N_("Le café lit le français et l’anglais : essayez dans l’une de ces langues.")
_ONE_WORD = N_("Un mot ne dit pas tout : racontez en une phrase ce qui se passe.")

_READ = 2_000  # characters: who asks for what is private, or in another language, says so early

_THING = (
    r"(?:(?:numero|adresse|mail|email|mot de passe|mots de passe|code|codes|nom|identite|age|rib|iban|compte"
    r"|phone number|phone|number|home address|address|password|passwords|real name|name|age|email))"
)
_ASKS = (
    r"(?:quel(?:le)?s? (?:est|sont)|c'est quoi|donne[rz]?[- ]moi|donne[rz]?|il me faut|je veux|je cherche|je voudrais"
    r"|tu connais|connaissez[- ]vous|trouve[rz]?(?:[- ]moi)?|dis[- ]moi|dites[- ]moi|ou habite"
    r"|what is|what's|give me|tell me|find me|i want|i need|do you know)"
)
_OF = r" (?:de |d')(?P<who>[\w.-]+)"
_FRENCH_OWNER = re.compile(rf"\b{_ASKS}\b[\w' -]{{0,40}}?\b{_THING}[\w ]{{0,30}}{_OF}")
_FRENCH_NEAR_OWNER = re.compile(rf"\b{_ASKS}\b[\w' -]{{0,40}}?\b{_THING}[\w ]{{0,30}}?{_OF}")
_ENGLISH_OWNER = re.compile(rf"\b{_ASKS} (?:the )?(?P<who>[\w.-]+?)'s {_THING}\b")
_ENGLISH_OF = re.compile(rf"\b{_ASKS}\b[\w' -]{{0,40}}?\b{_THING}\b.{{0,30}}? of (?P<who>[\w.-]+)")
_LIVES = re.compile(r"\b(?:ou habite|where does) (?P<who>[\w.-]+)")

_OWNERS = (_FRENCH_OWNER, _FRENCH_NEAR_OWNER, _ENGLISH_OWNER, _ENGLISH_OF, _LIVES)

_FIRST_NAMES_WORDS = """
marie jean pierre paul jacques michel nathalie isabelle sylvie catherine martine christine nicolas philippe
alain bernard francoise monique julie sophie camille lea emma chloe manon lucas louis hugo thomas antoine
julien maxime claire anne jeanne louise alice paule marc luc david daniel patrick laurent olivier stephane
sandrine valerie mary john peter james robert michael william susan linda sarah karen lisa anna emily kate
jane tom jack harry george
"""
_FIRST_NAMES = frozenset(_FIRST_NAMES_WORDS.split())

_NOBODY_WORDS = "internet wifi bluetooth france paris service client support boutique customer shop store web"
_NOBODY = frozenset(_NOBODY_WORDS.split())
"""Written with a capital as well."""

_RUDE_WORDS = """
merde connard connards connasse conne conneries nul nuls nulle debile debiles abruti abrutis imbecile
imbeciles idiot idiots idiote putain salaud salope encule encules gueule cretin cretins incapables shit fuck
fucking bullshit bastard bastards asshole stupid useless idiotic moron morons dumb crap
"""
_RUDE = frozenset(_RUDE_WORDS.split())

_ORDERS = re.compile(
    r"(?:^|[.!?;,:] *|\bplease )(?:ignore[rz]?|oublie[rz]?|forget|disregard)\b.{0,40}"
    r"\b(?:consignes?|instructions?|regles?|rules|prompts?)\b"
    r"|\b(?:system prompt|jailbreak|developer mode|act as|pretend (?:to be|you are))\b"
    r"|\b(?:tu es|vous etes|you are) (?:maintenant|desormais|now)\b|\breponds? (?:seulement )?que\b"
)

_SMALL = {
    "es": "el los las una unos como que por para con del esta este mi mis puedo tengo donde cuando hola gracias",
    "de": "der die das und ich ist nicht wie mein meine kann ein eine mit auf fur von zu wo wann hallo danke bitte",
    "it": "il lo gli una come che per con del della mio mia posso dove quando ciao grazie sono",
    "pt": "o os uma como que para com do da meu minha posso onde quando ola obrigado nao",
    "nl": "de het een en ik is niet hoe mijn kan met op voor van waar wanneer hallo dank",
}
_OURS_WORDS = """
le la les un une des du de et je tu il elle on nous vous est sont pas ne que qui quoi comment pourquoi quand
ou mon ma mes ce cette ca pour avec dans sur plus ai suis faire the a an and i you it is are not what who how
why when where my this that for with in on do does can to of
"""
_OURS = frozenset(_OURS_WORDS.split())


def is_private(community: "Community", question: str) -> bool:
    """Whether somebody asks for what belongs to a member, or to a person who is named."""
    written = question[:_READ]
    said = folded(written)
    found = [one for owner in _OWNERS if (one := owner.search(said)) is not None]
    if any(_is_somebody(community, one["who"]) for one in found):
        return True
    return len(said) == len(written) and any(_is_written_as_a_name(written[slice(*one.span("who"))]) for one in found)


def calmed(question: str) -> str:
    """The question without rude words and orders to the machine: what is left is what is asked."""
    left = [one for one in re.split(r"(?<=[.!?\n])\s+", question) if not _ORDERS.search(folded(one[:_READ]))]
    return re.sub(r"\w+", lambda word: "" if folded(word[0]) in _RUDE else word[0], " ".join(left))


def _is_written_as_a_name(who: str) -> bool:
    """Whether it has a capital as *Fiona* has, and is no product or service that we know of."""
    first = re.split(r"[.\-]", who)[0]
    return first.istitle() and len(first) > 1 and not is_product(folded(first)) and folded(first) not in _NOBODY


def _is_somebody(community: "Community", who: str) -> bool:
    for name in (who, who.split()[0].strip(".-")):
        if name in _FIRST_NAMES:
            return True
        try:
            community.members.named(name)
        except NotFound:
            continue
        return True
    return False


def private(language: Language) -> str:
    """What is said then."""
    return translation(language).gettext(_PRIVATE)


def hint(question: str, language: Language) -> str:
    """What helps who was told that nobody has answered; often nothing."""
    _ = translation(language).gettext
    said = folded(question[:_READ])
    words = re.findall(r"\w+", said)
    if _ORDERS.search(said):
        return _(_ORDER)
    if _RUDE.intersection(words):
        return _(_UPSET)
    if _is_in_another_language(words):
        return _(_OTHER_LANGUAGE)
    return _(_ONE_WORD) if len(words) == 1 else ""


def _is_in_another_language(words: list[str]) -> bool:
    """Judged by the small words of some languages; a text without any may be in ours."""
    ours = sum(word in _OURS for word in words)
    return any(sum(word in small.split() for word in words) > max(1, ours) for small in _SMALL.values())
