"""From a text to the stems by which it is found, without accents, plurals or small words."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

LONGEST = 48  # characters of a stem; beyond, it is no word that someone would look for
_KEPT = 2 * LONGEST

_TOKEN = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")
_APOSTROPHES, _HYPHENS = re.compile("[’ʼ‘`´]"), re.compile("[‐‑‒–]")
_SNOWBALL = {"fr": "french", "en": "english"}

# Words that say nothing of the subject, already folded: articles, pronouns, auxiliaries, greetings, ways to ask.
_SMALL_FRENCH = """
a ai aide aider aidez aie aient aimerais aimerait ainsi ais ait alors apres arrive arriver arrivons as assez au aucun
aucune aujourd aussi autre autres aux avaient avais avait avance avant avec avez aviez avions avis avoir avons ayant
beaucoup besoin bien bonjour bonsoir bref c ca car ce ceci cela celle celles celui cependant certain certaine
certaines certains ces cet cette ceux chaque chez chose choses ci comme comment comprendre comprends cordialement
coucou crois d dans de dedans dehors deja demande demander depuis des desormais dire dit dois doit doivent donc donne
donner dont du elle elles en encore enfin ensuite entre environ es est et etaient etais etait etant etc ete etes etiez
etions etre eu eue eux explique expliquer faire fais fait faites faut fera ferait feront fois font grace hello hier
hui ici idee idees il ils j jamais je jusqu jusque juste l la laquelle le lequel les lesquelles lesquels leur leurs
lors lorsqu lorsque lui m ma maintenant mais malgre me meme memes merci mes mettre moi moins mon moyen n ne neanmoins
ni non nos notre nous on ont or ou oui par parce parfois partir pas peine pendant pense penser personne petit petite
petites petits peu peut peuvent peux plait plus plusieurs plutot possible pour pourquoi pourrais pourrait pourriez
pourtant pouvez pouvoir pouvons pres probleme problemes puis puisqu puisque puisse qu quand que quel quelle quelles
quelqu quelque quelques quels question questions qui quoi quoiqu quoique rien s sa sais sait salut sans savent savez
savoir se selon sera serai serais serait seront sert ses seul si sinon soit sommes son sont souci soucis sous souvent
stp suis sur surtout svp t ta te tel telle tellement tels tes toi ton toujours tous tout toute toutefois toutes tres
trop trouve trouver truc tu un une va vais vas vers veulent veut veux voici voila voir vois voit vont vos votre
voudrais voudrait voulais voulez vouloir vous vraiment y
"""
_SMALL_ENGLISH = """
a about after again all also although always am an and any anybody anyone anything are as ask at be because been
before being both but by can cannot cant could couldn d did didn do does doesn doing don done each either else ever
every everyone few find for from get gets getting give given go goes going good got had has hasn have haven having he
hello help her here hers hey hi him himself his how however i if in into is isn issue issues it its itself just know
let like ll m make many may maybe me might mine more most much must my myself need needs never no none nor not nothing
now of off often ok on once one only onto or other others our ours ourselves out over own per perhaps please possible
problem problems question questions quite rather re really s same say she should shouldn since so some somebody
someone something sometimes still such t than thank thanks that the their theirs them themselves then there these they
thing things this those though through thus to together too tried try trying understand until up upon us use ve very
via want wants was wasn way we well were weren what when where whether which while who whom whose why will with within
without won would wouldn yes yet you your yours yourself
"""
_SMALL_WORDS = {"fr": frozenset(_SMALL_FRENCH.split()), "en": frozenset(_SMALL_ENGLISH.split())}
# The stemmer counts on accents to tell endings apart and knows few plurals of verbs; these give it what it misses.
_FRENCH_ENDINGS = (
    (re.compile(r"(?<=[aou])y(?=[aeiou])"), "i"),  # payer, paie
    (re.compile(r"(?<=\w{3})(?<!s)s$"), ""),  # numéros, débits, connexions
    (re.compile(r"(?<=\w{4})(?<!m)ent$"), "e"),  # clignotent
    (re.compile(r"(?<=\w{2}[b-df-hj-np-tv-z])ee$"), "e"),  # bloquée
    (re.compile(r"(?<=\w{2})iere$"), "ier"),  # première
    (re.compile(r"(?<=\w{3})ere$"), "er"),  # étrangère
)
_STEMMERS = threading.local()  # a stemmer keeps the word it works on, so each thread has its own


def folded(text: str) -> str:
    """The text in small letters, without accents and ligatures."""
    typed = _HYPHENS.sub("-", _APOSTROPHES.sub("'", text))
    spread = unicodedata.normalize("NFKD", typed.casefold().replace("œ", "oe").replace("æ", "ae"))
    # A text has few different characters: each is looked at once.
    marks = {ord(character): None for character in set(spread) if unicodedata.combining(character)}
    return spread.translate(marks) if marks else spread


def words(text: str, languages: tuple[str, ...]) -> list[str]:
    """The folded words that say something, in the order of the text; small words of the languages are left out.

    Elisions are taken off (*l'écran* gives *ecran*). A compound of a very short part is one word (*wi-fi* is *wifi*,
    *e-mail* is *email*), other compounds are several.
    """
    found: list[str] = []
    for written in text.split():
        found += (_words_of if len(written) <= _KEPT else _words_of.__wrapped__)(written, languages)
    return found


def stems(text: str, language: str) -> list[str]:
    """The stems of a text in the order of the text, repeated as they are repeated."""
    found: list[str] = []
    for written in text.split():
        # What is too long to be a word is not kept: somebody's text without a blank may be a book.
        found += (_stems_of if len(written) <= _KEPT else _stems_of.__wrapped__)(written, language)
    return found


@lru_cache(maxsize=1 << 15)
def _stems_of(written: str, language: str) -> tuple[str, ...]:
    """Of what stands between two blanks: a text repeats it, and so do those who write of one subject."""
    return tuple(stem(word, language) for word in _words_of.__wrapped__(written, (language,)))


@lru_cache(maxsize=1 << 12)
def _words_of(written: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    small = _small_words(languages)
    said = _pieces(folded(written))
    return tuple(word for word in said if word not in small and (len(word) > 1 or word.isdigit()))


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """The stem of a folded word. Accents went first, so that a word typed without them has the same stem."""
    if language == "en":
        return _snowball(word, "english")[:LONGEST]
    for pattern, replacement in _FRENCH_ENDINGS:
        word = pattern.sub(replacement, word)
    # Again until nothing moves: "resilier" gives "resili" where "résilie" gives "resil" at once.
    while (shorter := _snowball(word, "french")) != word:
        word = shorter
    return word[:LONGEST]


def _snowball(word: str, algorithm: str) -> str:
    stemmer: Any = getattr(_STEMMERS, algorithm, None)
    if stemmer is None:
        import snowballstemmer  # it imports some thirty languages, which no start needs to wait for

        stemmer = snowballstemmer.stemmer(algorithm)
        setattr(_STEMMERS, algorithm, stemmer)
    return str(stemmer.stemWord(word))


def singular(word: str) -> str:
    """A folded word without the mark of the plural."""
    return re.sub(r"(?<=\w{3}[^\Ws])[sx]$", "", word)


def spellings(word: str) -> set[str]:
    """The word, and the word with one letter taken out: words one typing mistake apart have one in common."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def small_words_like(word: str, languages: tuple[str, ...]) -> set[str]:
    """The small words that may be one typing mistake away from a word."""
    return {
        small
        for language in languages
        for variant in spellings(word)
        for small in _small_spellings(language).get(variant, ())
    }


@lru_cache
def _small_spellings(language: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for small in _SMALL_WORDS[language]:
        for variant in spellings(small) if len(small) > 4 else ():
            found.setdefault(variant, []).append(small)
    return found


@lru_cache
def _small_words(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(_SMALL_WORDS.get(language, ()) for language in languages))


def _pieces(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        if token.isalnum():
            yield token[:LONGEST]
            continue
        for part in token.split("'"):
            pieces = [piece for piece in part.split("-") if piece]
            if len(pieces) > 1 and _is_one_word(pieces):
                yield "".join(pieces)[:LONGEST]
            else:
                yield from (piece[:LONGEST] for piece in pieces)


def _is_one_word(pieces: list[str]) -> bool:
    shortest = min(pieces, key=len)
    # "puis-je" and "a-t-il" are several small words; "e-mail", "wi-fi" are one.
    return len(shortest) <= 2 and not any(piece in _SMALL_WORDS["fr"] for piece in pieces)
