"""Whether a sentence that a machine wrote says nothing but what is quoted.

The check decides, and not what the machine was asked: it holds whoever wrote the sentence, and whatever instructions
were hidden in a question or in a source. It is strict on purpose. A sentence is supported where it is made of whole
clauses of one quoted sentence, or of up to three that follow one another, in their order. Inflection ("débranchez",
"débrancher"), articles, "tu" and "vous", and words that only link ("puis", "ensuite") may differ. Orders before its
first one and behind its last one may be left out: several sentences may share them. Everything else must be there, and
nothing may be added. So a condition, a negation, a doubt or a place is neither lost nor moved.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from community.words import folded, stem
from pipelines.extracting import is_order
from pipelines.quoting import sentences_in
from vocabulary import Language, Source

ADJACENT = 3
"""So many sentences of a quote, one behind the other, may be told in one."""
LONGEST = 400
"""Characters of a sentence; nobody reads a longer one, and no reply holds one."""
_LEAST_WORDS = 2  # "Oui." says nothing that could be checked

_NEGATION, _FIRST_PERSON = "¬", "¹"


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SMALL = {
    "fr": _words(
        "le la les l un une de du des d au aux a tout ce cet cette ces c ca cela ceci celui celle ceux y il elle "
        "ils elles se s lui leur leurs son sa ses vous tu te t votre vos ton ta tes toi que qu qui dont est sont es "
        "etes ai as ont avez etre avoir en par pour aussi bien simplement juste ainsi voila puisque comme merci "
        "bonjour svp plait stp"
    ),
    "en": _words(
        "the a an of to so this that these those it its he she they them his her their you your yours who which is be "
        "am are has have do does by for also just simply please thanks hello there s re ve ll as well"
    ),
}
"""Words that link and point: whether they are there changes nothing that is claimed."""

_LINKS = _words("et puis ensuite alors donc enfin abord mais car and then next first finally but")
"""A clause ends before them."""
_BETWEEN = _words("entre between both")
"""… but not between these and the "et" that belongs to them."""

_NOT = {"fr": _words("ne n"), "en": _words("not never no without none nothing nor neither")}
_NOT_BEHIND = _words("pas jamais rien aucun aucune guere point personne")
"""Belong to a "ne" before them; said without one, they deny what stands before them."""
_NOT_ALONE = _words("sans ni non")
_REACH = 4  # words between "ne" and "pas"

_DECISIVE = _words(
    "si quand lorsque lorsqu sauf seulement uniquement avant apres jusqu jusque tant sinon hormis excepte moins plus "
    "cas condition ou soit peut peuvent peux pourrait pourraient parfois souvent semble semblent crois pense croit "
    "normalement generalement probablement devrait devraient faudrait selon dit dis dites dire reponds repondez "
    "repondre ecris ecrivez "
    "if unless only before after until once when while except otherwise case either or may might maybe perhaps could "
    "can sometimes often usually probably seems think believe should according say says said tell told answer reply "
    "write"
)
"""What the rest depends on, or what turns it into somebody's opinion: an order that holds one is not left out."""

_FIRST = _words("je j m me mon ma mes moi nous notre nos i my we our us mine")
_SPELLED = {
    "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "sept": "7", "huit": "8", "neuf": "9",
    "dix": "10", "onze": "11", "douze": "12", "quinze": "15", "vingt": "20", "trente": "30", "quarante": "40",
    "cinquante": "50", "soixante": "60", "cent": "100", "mille": "1000",
    "two": "2", "three": "3", "four": "4", "five": "5", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
    "sixty": "60", "hundred": "100", "thousand": "1000",
}  # fmt: skip

_TOKEN = re.compile(
    r"(?P<address>(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+)"
    r"|(?P<number>[#*+]*\d+(?:[.,:/]\d+)*[#*]*)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<stop>[,;:.!?…()«»\"“”\n–—]|(?<=\s)-(?=\s))"
    r"|(?P<joint>['’‘ʼ`´\-‐‑_\s])"
    r"|(?P<sign>.)",
    re.DOTALL,
)
_ENGLISH_NOT = ((re.compile(r"\bcan(?:no|['’])t\b", re.I), "can not"), (re.compile(r"\bwon['’]t\b", re.I), "will not"),
                (re.compile(r"n['’]t\b", re.I), " not"))  # fmt: skip
_IF = re.compile(r"\bs['’](?=ils?\b)", re.IGNORECASE)
_AS_SOON_AS, _WHERE = re.compile(r"\bdès\b", re.IGNORECASE), re.compile(r"\boù\b", re.IGNORECASE)

_TO_MACHINES = re.compile(
    r"\b(?:ignor|oubli|disregard|forget|overrid|contourn)\w*\b.{0,60}\b(?:preced|instruction|consigne|regle|dessus|"
    r"prompt|previous|above|rule|earlier|system)"
    r"|\b(?:system|assistant|user|systeme|utilisateur)\s*:|<\||\|>|\[/?inst\]|###"
    r"|\b(?:prompt|jailbreak|chatbot|language model|modele de langage|intelligence artificielle|en tant qu.ia)\b"
    r"|\bas an ai\b"
)
"""What is said to a machine and not to a member: such a sentence supports nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where support stands."""

    source: str
    """The id of the source."""
    sentence: int
    """The first sentence of its quote that counts, from 0."""


@dataclass(frozen=True, slots=True)
class _Clause:
    words: tuple[str, ...]
    """The stems that must be there, in their order."""
    may_be_missing: bool
    """Whether it is an order on which nothing else depends."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence of a quote."""

    clauses: tuple[_Clause, ...]
    asks: bool
    spellings: frozenset[str]


def supports(sentence: str, sources: Sequence[Source], language: Language) -> tuple[Place, ...]:
    """Where a sentence is supported, at most one place a source; none where it says anything else than a quote."""
    sentence = unicodedata.normalize("NFKC", sentence).strip()
    if len(sentence) > LONGEST or _hides_something(sentence) or _TO_MACHINES.search(folded(sentence)):
        return ()
    said = [word for clause in _clauses(sentence, language) for word in clause.words]
    if len(said) < _LEAST_WORDS:
        return ()
    asks, names = _asks(sentence), _names(sentence)
    found = []
    for source in sources:
        told = [_told(one, language) for one in sentences_in(unicodedata.normalize("NFKC", source.quote))]
        for first, row in _rows(told):
            is_same_kind = all(one.asks == asks for one in row)
            if is_same_kind and names <= _spellings(row) and _is_made_of(said, row):
                found.append(Place(source.id, first))
                break
    return tuple(found)


def _rows(told: Sequence["_Told | None"]) -> Iterator[tuple[int, list[_Told]]]:
    """Sentences that follow one another, the shortest rows first; none over one that supports nothing."""
    for length in range(1, ADJACENT + 1):
        for first in range(len(told) - length + 1):
            row = [one for one in told[first : first + length] if one is not None]
            if len(row) == length:
                yield first, row


def _told(sentence: str, language: Language) -> "_Told | None":
    if _TO_MACHINES.search(folded(sentence)) or _hides_something(sentence):
        return None
    spellings = frozenset(folded(match.group()) for match in re.finditer(r"[^\W\d_]+", sentence))
    return _Told(tuple(_clauses(sentence, language)), _asks(sentence), spellings)


def _is_made_of(said: Sequence[str], row: Sequence[_Told]) -> bool:
    """Whether the words are those of clauses of the row, one behind the other, at least one of each sentence."""
    clauses = [(number, clause) for number, one in enumerate(row) for clause in one.clauses]
    for first, (number, _clause) in enumerate(clauses):
        if number != 0:
            return False
        words: list[str] = []
        for last in range(first, len(clauses)):
            words += clauses[last][1].words
            if words == said and clauses[last][0] == len(row) - 1:
                return all(one.may_be_missing for _n, one in (*clauses[:first], *clauses[last + 1 :]))
            if len(words) > len(said):
                break
    return False


def _clauses(sentence: str, language: Language) -> list[_Clause]:
    """The clauses of a sentence, those without a word that counts left out."""
    clauses: list[_Clause] = []
    words: list[str] = []
    text = ""
    is_between = False
    for kind, key, raw in (*_keys(sentence, language), ("stop", "", "")):
        if kind == "stop" or (kind == "link" and not is_between):
            if words:
                depends = any(word in _DECISIVE or word == _NEGATION for word in words)
                clauses.append(_Clause(tuple(words), is_order(text.strip()) and not depends))
            words, text, is_between = [], "", False
            continue
        text += raw
        is_between = is_between or key in _BETWEEN
        if kind == "behind":  # "c'est pas ça": what stands before it is denied
            words.insert(max(0, len(words) - 1), _NEGATION)
        elif kind == "word":
            words.append(key)
    return clauses


def _keys(sentence: str, language: Language) -> Iterator[tuple[str, str, str]]:
    """Of each token, whether it ends a clause, links, is small or counts; the form in which it counts; its letters."""
    small, denies = _SMALL[language], _NOT[language]
    since_not = _REACH + 1
    for kind, raw in _tokens(sentence, language):
        key = folded(raw)
        since_not += kind == "word"
        if kind in {"joint", "stop"}:
            yield kind, "", raw
        elif kind == "address":
            yield "word", raw, raw
        elif key in denies:
            since_not = 0
            yield "word", _NEGATION, raw
        elif language == "fr" and key in _NOT_BEHIND | {"plus"} and since_not <= _REACH:
            since_not = _REACH + 1
            # "ne … jamais" and "ne … plus" say more than "ne … pas".
            yield "small" if key == "pas" else "word", key, raw
        elif language == "fr" and key in _NOT_BEHIND:
            yield "behind", key, raw
        elif language == "fr" and key in _NOT_ALONE:
            yield "word", _NEGATION, raw
        elif key in _FIRST:
            yield "word", _FIRST_PERSON, raw
        elif key in _LINKS:
            yield "link", key, raw
        elif key in _DECISIVE or key in _SPELLED:
            yield "word", _SPELLED.get(key, key), raw
        elif key in small:
            yield "small", key, raw
        else:
            yield "word", _inflected(key, language) if kind == "word" else key, raw


def _inflected(word: str, language: Language) -> str:
    """One form for "attendez" and "attendre", whose stems differ by a letter."""
    found = stem(word, language)
    return found[:-1] if len(found) > 5 and found.endswith("r") else found


def _tokens(sentence: str, language: Language) -> Iterator[tuple[str, str]]:
    if language == "en":
        for pattern, plain in _ENGLISH_NOT:
            sentence = pattern.sub(plain, sentence)
    else:
        # "s'il" is a condition; "dès" and "où" would be an article and an alternative without their accents.
        sentence = _WHERE.sub("lequel", _AS_SOON_AS.sub("lorsque", _IF.sub("si ", sentence)))
    for match in _TOKEN.finditer(sentence):
        yield str(match.lastgroup), match.group()


def _asks(sentence: str) -> bool:
    return sentence.rstrip(' "”»)').endswith("?")


def _names(sentence: str) -> frozenset[str]:
    """Words with a capital that do not open the sentence: an inflected one would be somebody or something else."""
    words = re.findall(r"[^\W\d_]+", sentence)[1:]
    return frozenset(folded(word) for word in words if word[0].isupper() and len(word) > 1)


def _spellings(row: Sequence[_Told]) -> frozenset[str]:
    return frozenset().union(*(one.spellings for one in row))


def _hides_something(text: str) -> bool:
    """Whether it holds signs that nobody sees: controls, zero-width, changes of direction."""
    return any(unicodedata.category(one) in {"Cc", "Cf", "Co", "Cs", "Cn"} and one not in "\n\t" for one in text)
