"""A word letter by letter, as people spell it to somebody who writes it down."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from modalities.voice._saying.numbers import cardinal
from modalities.voice._saying.table import looked_up
from vocabulary import Language

_TIMES: dict[Language, dict[int, str]] = {"fr": {2: "deux", 3: "trois"}, "en": {2: "double", 3: "triple"}}
_CAPITAL: dict[Language, str] = {"fr": "majuscule", "en": "capital"}


def spelled(text: str, language: Language) -> str:
    """« L, I, V, E, B, O, X » for « Livebox »; « A, deux N, E » for « Anne », « E accent aigu » for « é ».

    It is given to a voice as it is, and to the screen as captions. Capitals are told only where they cannot be guessed:
    inside a word that holds small letters too, such as the key of a Wi-Fi. Nothing to spell gives an empty text.
    """
    characters = "".join(" " if character.isspace() else character for character in unicodedata.normalize("NFC", text))
    heard = "".join(character for character in characters if unicodedata.category(character)[0] != "C")
    words = [", ".join(_letters(word, language)) for word in heard.split()]
    space = looked_up(language, "spelling")[" "]
    return f", {space}, ".join(words)


def _letters(word: str, language: Language) -> Iterator[str]:
    tells_capitals = any(letter.islower() for letter in word) and any(letter.isupper() for letter in word[1:])
    for letter, same in groupby(word):
        said = _said(letter, language, tells_capitals=tells_capitals)
        count = len(list(same))
        if count in _TIMES[language] and letter.isalpha():
            yield f"{_TIMES[language][count]} {said}"
        else:
            yield from [said] * count


def _said(character: str, language: Language, *, tells_capitals: bool) -> str:
    names = looked_up(language, "spelling")
    small = character.lower()
    if small in names:
        name = str(names[small])
    elif character.isdecimal():
        name = cardinal(str(unicodedata.digit(character)), language)
    elif character.isalpha():
        name = _with_its_marks(small, names)
    else:
        name = str(names["emoji" if unicodedata.category(character) in ("So", "Sk") else "other"])
    if not tells_capitals or not character.isupper():
        return name
    return f"{name} {_CAPITAL[language]}" if language == "fr" else f"{_CAPITAL[language]} {name}"


def _with_its_marks(letter: str, names: dict[str, str]) -> str:
    """« C cédille »; a mark without a name of its own is left out, for want of a word that people use."""
    decomposed = unicodedata.normalize("NFD", letter)
    base, marks = decomposed[0], decomposed[1:]
    return " ".join(
        [base.upper() if len(base.upper()) == 1 else base, *(names[mark] for mark in marks if mark in names)]
    )
