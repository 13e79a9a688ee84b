"""What people write on a line: words and numbers of French and English, as often as they are used, with signs."""

import random

import numpy as np
from wordfreq import get_frequency_dict

_ACCENTS = "àâäçèéêëîïôöùûü"
_SYLLABLES = ([*"bcdfghjklmnpqrstvwxz", "ch", "tr", "pl"], [*"aeiouyéèa"], ["", "s", "r", "n", "x"])
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ELIDED = ("l", "d", "j", "n", "s", "t", "c", "m", "qu")
_KNOWN_WORDS = 40_000


class Texts:
    """Draws one line after the other out of chance."""

    def __init__(self, chance: random.Random, *, invented: float) -> None:
        """``invented`` is the share of words that are in no language: the more, the less the network guesses."""
        self._chance = chance
        self._invented = invented
        self._words = {language: _words_of(language) for language in ("fr", "en")}

    def line(self) -> str:
        """One to six words, or a number."""
        chance = self._chance
        language = "fr" if chance.random() < 0.65 else "en"
        kind = chance.random()
        if kind < 0.10:
            return self._number()
        if kind < 0.30:
            return self._word(language)
        length = chance.choice([2, 2, 3, 3, 4, 5, 6])
        return " ".join(self._part(language, place, is_last=place == length - 1) for place in range(length))

    def _part(self, language: str, place: int, *, is_last: bool) -> str:
        chance = self._chance
        word = self._number() if chance.random() < 0.06 else self._word(language)
        if place == 0 and chance.random() < 0.5:
            word = _capital(word)
        dice = chance.random()
        word = _between_signs(word, dice)
        return word + (self._end(language, dice) if is_last else self._pause(dice))

    def _pause(self, dice: float) -> str:
        if dice > 0.93:
            return ","
        if dice > 0.92:
            return self._chance.choice([" :", ":", " ;", ";"])
        return self._chance.choice([".", " -", "-"]) if dice > 0.905 else ""

    def _end(self, language: str, dice: float) -> str:
        if dice > 0.8:
            return "."
        if dice > 0.68:
            return " ?" if language == "fr" or self._chance.random() < 0.5 else "?"
        if dice > 0.64:
            return " !" if language == "fr" else "!"
        if dice > 0.62:
            return "..."
        return "," if dice > 0.60 else ""

    def _word(self, language: str) -> str:
        chance = self._chance
        dice = chance.random()
        if dice < self._invented / 2:
            word = self._no_word()
        elif dice < self._invented * 0.9:
            word = self._misspelt(self._common(language))
        elif dice < self._invented:
            word = "".join(chance.choice(_LETTERS) for _ in range(chance.randint(1, 8)))
        else:
            word = self._common(language)
        if language == "fr" and word[0] in "aeiouyhéèêâîô" and chance.random() < 0.3:
            word = chance.choice(_ELIDED) + "'" + word
        dice = chance.random()
        if dice < 0.12:
            return _capital(word)
        return word.upper() if dice < 0.14 else word

    def _common(self, language: str) -> str:
        words, chances = self._words[language]
        return words[min(int(np.searchsorted(chances, self._chance.random())), len(words) - 1)]

    def _misspelt(self, word: str) -> str:
        """With one letter more, less, doubled, changed, or two in the other order."""
        chance = self._chance
        place, letter = chance.randrange(len(word)), chance.choice(_LETTERS)
        before, here, after = word[:place], word[place], word[place + 1 :]
        ways = [before + letter + here + after, before + here + here + after, before + letter + after]
        if after:
            ways += [before + after, before + after[0] + here + after[1:]]
        return chance.choice(ways)

    def _no_word(self) -> str:
        """What could be a name: the network must not learn that only words are written."""
        chance = self._chance
        first, second, last = _SYLLABLES
        syllables = [chance.choice(first) + chance.choice(second) for _ in range(chance.randint(1, 4))]
        return "".join(syllables) + chance.choice(last)

    def _digits(self, count: int) -> str:
        return "".join(self._chance.choice("0123456789") for _ in range(count))

    def _number(self) -> str:
        chance = self._chance
        kind = chance.random()
        if kind < 0.45:
            return self._digits(chance.randint(1, 2))
        if kind < 0.6:
            return self._digits(4)
        if kind < 0.68:
            return str(chance.choice([18, 19, 20])) + self._digits(2)
        if kind < 0.74:
            return self._digits(chance.randint(1, 3)) + "," + self._digits(2)
        if kind < 0.79:
            return self._digits(chance.randint(1, 3)) + chance.choice([" €", "€"])
        if kind < 0.84:
            return f"{chance.randint(1, 31):02d}/{chance.randint(1, 12):02d}/{self._digits(chance.choice([2, 4]))}"
        if kind < 0.88:
            return f"{chance.randint(0, 23)}" + chance.choice([" h ", "h", ":"]) + f"{chance.randint(0, 59):02d}"
        if kind < 0.93:
            return "0" + self._digits(1) + " " + " ".join(self._digits(2) for _ in range(chance.randint(1, 4)))
        if kind < 0.96:
            return self._digits(chance.randint(3, 6))
        return self._digits(chance.randint(1, 2)) + chance.choice([" %", "%", "°"])


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _between_signs(word: str, dice: float) -> str:
    if dice < 0.02:
        return "« " + word + " »"
    if dice < 0.03:
        return "(" + word + ")"
    return '"' + word + '"' if dice < 0.04 else word


def _words_of(language: str) -> tuple[list[str], np.ndarray]:
    """The words, and their chances added up; rare ones and those with accents come more often than in texts."""
    common = list(get_frequency_dict(language, "best").items())[:_KNOWN_WORDS]
    words = [(word.replace("’", "'"), often) for word, often in common]
    words = [(word, often) for word, often in words if all(_is_of_a_word(sign) for sign in word)]
    chances = np.array([often**0.6 * (2.0 if any(sign in _ACCENTS for sign in word) else 1.0) for word, often in words])
    return [word for word, _often in words], np.cumsum(chances / chances.sum())


def _is_of_a_word(sign: str) -> bool:
    return sign in "'-" or (sign.isalpha() and (sign.isascii() or sign in _ACCENTS + "œæÿ"))
