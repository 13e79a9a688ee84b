"""What a voice is given to say for what is written, and which characters of the text its characters stand for."""

import re
import unicodedata
from dataclasses import dataclass
from functools import partial

from errors import N_, BadSetting, TooManyWords, UnknownLanguage
from vocabulary import LANGUAGES, Language

LONGEST_SPOKEN = 2_000  # characters in one call; ``sentences`` cuts far shorter


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A text for the voice."""

    text: str
    origins: tuple[int, ...]
    """For each character of ``text``, the index in what was written of the character that it stands for."""


_UNITS = {"GHz": "gigahertz", "MHz": "mégahertz", "kHz": "kilohertz"}
_FRENCH = {
    "M.": "Monsieur", "MM.": "Messieurs", "Mme": "Madame", "Mme.": "Madame", "Mmes": "Mesdames", "Mlle": "Mademoiselle",
    "Dr": "docteur", "n°": "numéro", "N°": "numéro", "nº": "numéro", "etc.": "et cetera.", "p. ex.": "par exemple",
    "c.-à-d.": "c’est-à-dire", "env.": "environ", "tél.": "téléphone", "Go": "gigaoctets", "Mo": "mégaoctets",
    "Ko": "kilooctets", "Mbit/s": "mégabits par seconde", "Gbit/s": "gigabits par seconde", **_UNITS,
}  # fmt: skip
_ENGLISH = {
    "e.g.": "for example", "i.e.": "that is", "approx.": "approximately", "GB": "gigabytes", "MB": "megabytes",
    "Mbit/s": "megabits per second", "Gbit/s": "gigabits per second", **_UNITS, "MHz": "megahertz",
}  # fmt: skip
"""Without them espeak-ng spells « G H Z », and makes a sentence of « M. »."""

_ADDRESS = r"https?://(?:www\.)?|www\.(?=\w)"
_SILENT = re.compile(r"[*_`#|~]{1,3}(?=\S)|(?<=\S)[*_`|~]{1,3}")
"""Marks of Markdown, which would be read « étoile, étoile »."""


def _any_of(written: dict[str, str]) -> re.Pattern[str]:
    longest_first = sorted(written, key=len, reverse=True)
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)|{_ADDRESS}")


_EXPANSIONS: dict[Language, tuple[re.Pattern[str], dict[str, str]]] = {
    "fr": (_any_of(_FRENCH), _FRENCH),
    "en": (_any_of(_ENGLISH), _ENGLISH),
}


def refuse_unspeakable(text: str, language: Language, speed: float) -> None:
    """Raise ``UnknownLanguage``, ``BadSetting`` or ``TooManyWords`` for what no voice is asked to say."""
    if language not in LANGUAGES:
        raise UnknownLanguage(name=language, known=", ".join(LANGUAGES))
    if not 0.5 <= speed <= 2.0:
        raise BadSetting(name="speed", why=N_("la vitesse va de 0,5 à 2"))
    if len(text) > LONGEST_SPOKEN:
        raise TooManyWords(length=len(text), limit=LONGEST_SPOKEN)


def spoken(text: str, language: Language) -> Spoken:
    """Make a text sayable: abbreviations in full, no control characters, no marks of Markdown, accents composed.

    Nothing is taken for a command to the voice: ``<speak>`` is a word like another.
    """
    pattern, words = _EXPANSIONS[language]
    characters: list[str] = []
    origins: list[int] = []
    done = 0
    for found in pattern.finditer(text):
        _copy(text, done, found.start(), characters, origins)
        said = words.get(found.group(), "")
        characters.extend(said)
        origins.extend([found.start()] * len(said))
        done = found.end()
    _copy(text, done, len(text), characters, origins)
    blank = partial(re.sub, r".", " ")
    return Spoken(text=_SILENT.sub(lambda marks: blank(marks.group()), "".join(characters)), origins=tuple(origins))


def _copy(text: str, first: int, last: int, characters: list[str], origins: list[int]) -> None:
    for index in range(first, last):
        character = text[index]
        if unicodedata.combining(character) and characters:
            composed = unicodedata.normalize("NFC", characters[-1] + character)
            characters[-1] = composed if len(composed) == 1 else characters[-1]
            continue
        characters.append(" " if unicodedata.category(character).startswith(("C", "Z")) else character)
        origins.append(index)


_WORD = re.compile(r"\S+")
_AROUND_WORDS = ".,;:!?…«»“”\"'’()[]{}<>*_`#|~-–—"


def word_around(text: str, index: int) -> tuple[int, int] | None:
    """First index, and index just after the last, of the word of the text that holds this character.

    A word runs from space to space, without the punctuation around it: « l’été » and « 2,4 » are one. None on a space.
    """
    start = max(text.rfind(space, 0, index) for space in " \n\t\u00a0\u202f") + 1
    found = _WORD.match(text, start)
    if not found or not found.start() <= index < found.end():
        return None
    bare = found.group().strip(_AROUND_WORDS)
    first = start + found.group().find(bare) if bare else start
    return first, first + len(bare or found.group())
