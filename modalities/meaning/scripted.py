"""Knows the synonyms that it was told, and no others: for a demonstration without a model, and for the tests.

A text is the sum of its words; a word is its beginning and its groups of three letters, so that "résilier" and
"résiliation" are near each other. Words and expressions that were told to be synonyms are the same word.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from errors import NoSuchFile
from modalities.meaning import Vectors

DIMENSIONS = 384
_BEGINNING = 6  # letters: French and English endings change what stands behind them
_LETTERS = 3
_LETTERS_WEIGH = 0.4  # together, beside a word's beginning, which weighs 1
_WEAK = frozenset(
    re.findall(
        r"\w+",
        """
        a ai au aux avec ce ces cette comment d dans de des du elle en est et eux il ils j je l la le les leur lui m ma
        mais me mes moi mon n ne nos notre nous on ou par pas plus pour pourquoi qu que quel quelle qui quoi s sa se
        ses si son sont sur t ta te tes toi ton tu un une vos votre vous y
        about am an and are as at be but by can do does for from has have how i in is it its my not of or our so that
        the their they this to was we what when where which who why will with you your
        """,
    )
)
"""Words that are in every text: they count a tenth of the others."""
_WEAK_WEIGHS = 0.1


class Scripted:
    """Always gives the same vector for the same text, on every machine."""

    name = "scripted"
    dimensions = DIMENSIONS

    def __init__(self, synonyms: Sequence[Sequence[str]]) -> None:
        self._same: dict[tuple[str, ...], tuple[str, ...]] = {}
        for group in synonyms:
            first, *others = [_words(one) for one in group if _words(one)] or [()]
            self._same.update(dict.fromkeys(others, first))
        self._longest = max((len(words) for words in self._same), default=1)
        told = repr(sorted(self._same.items())).encode()
        self.model = f"scripted {hashlib.blake2b(told, digest_size=6).hexdigest()}"

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Each from its words alone."""
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, DIMENSIONS), np.float32)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """As of passages."""
        return self.passages(texts)

    def answering(self, question: str, passages: Sequence[str]) -> Vectors | None:
        """Nothing: it knows words, and reads no sentence."""
        return None

    def _vector(self, text: str) -> Vectors:
        total = np.zeros(DIMENSIONS, np.float32)
        for word in self._with_synonyms(_words(text)):
            total += _vector_of_word(word) * (_WEAK_WEIGHS if word in _WEAK else 1)
        length = float(np.linalg.norm(total))
        return np.asarray(total / length, np.float32) if length > 0 else total

    def _with_synonyms(self, words: tuple[str, ...]) -> list[str]:
        """The words, the longest expressions that have a synonym replaced by the first word of their group."""
        found: list[str] = []
        at = 0
        while at < len(words):
            lengths = range(min(self._longest, len(words) - at), 0, -1)
            known = next((length for length in lengths if words[at : at + length] in self._same), 0)
            found += self._same[words[at : at + known]] if known else words[at : at + 1]
            at += known or 1
        return found


def _words(text: str) -> tuple[str, ...]:
    """Without accents and capitals."""
    spread = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return tuple(re.findall(r"[^\W_]+", "".join(one for one in spread if unicodedata.category(one) != "Mn")))


@lru_cache(maxsize=1 << 14)
def _vector_of_word(word: str) -> Vectors:
    around = f"<{word[:64]}>"
    letters = [around[at : at + _LETTERS] for at in range(len(around) - _LETTERS + 1)]
    total = _random("word " + word[:_BEGINNING])
    for group in letters:
        total = total + _random("letters " + group) * np.float32(_LETTERS_WEIGH / len(letters) ** 0.5)
    return total


@lru_cache(maxsize=1 << 14)
def _random(feature: str) -> Vectors:
    """A direction of its own for each feature, nearly at right angles to all others."""
    seed = int.from_bytes(hashlib.blake2b(feature.encode(), digest_size=8).digest())
    signs = np.random.default_rng(seed).integers(0, 2, DIMENSIONS) * 2 - 1
    return np.asarray(signs / DIMENSIONS**0.5, np.float32)


def load(
    model: str | None = None, synonyms: Sequence[Sequence[str]] = (), folders: Sequence[Path] = (), **_ignored: object
) -> Scripted:
    """An embedder that knows these synonyms, each group in a row.

    ``model`` is a text file of more of them, one group a line, separated by commas. Raises ``NoSuchFile``.
    """
    return Scripted([*synonyms, *(_groups(model, folders) if model else ())])


def _groups(name: str, folders: Sequence[Path]) -> list[list[str]]:
    places = [Path(name), *(Path(folder) / name for folder in folders)]
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        raise NoSuchFile(name=name)
    return [line.split(",") for line in file.read_text("utf-8").splitlines() if line.strip()]
