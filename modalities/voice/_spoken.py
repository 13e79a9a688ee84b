"""What a voice is given to say for what is written, and which characters of the text its characters stand for."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from errors import N_, BadSetting, TooManyWords, UnknownLanguage
from modalities.voice._saying import (
    codes,
    dates,
    figures,
    hours,
    keys,
    links,
    money,
    ordinals,
    roman,
    signs,
    telephones,
    words,
)
from modalities.voice._saying.rule import Rule
from vocabulary import LANGUAGES, Language

LONGEST_SPOKEN = 2_000  # characters in one call; ``sentences`` cuts far shorter


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A text for the voice."""

    text: str
    origins: tuple[int, ...]
    """For each character of ``text``, the index in what was written of the character that it stands for."""
    groups: tuple[tuple[int, int], ...] = ()
    """What was written in several words and is said as one, such as « 10 000 »: first index, index after the last."""

    def place(self, written: str, index: int) -> tuple[int, int] | None:
        """Where, in what was written, stands the word that is heard at this index of ``text``; None on a space."""
        if not 0 <= index < len(self.origins):
            return None
        origin = self.origins[index]
        group = bisect_right(self.groups, (origin, len(written))) - 1
        if group >= 0 and self.groups[group][0] <= origin < self.groups[group][1]:
            return self.groups[group]
        return word_around(written, origin)


def refuse_unspeakable(text: str, language: Language, speed: float) -> None:
    """Raise ``UnknownLanguage``, ``BadSetting`` or ``TooManyWords`` for what no voice is asked to say."""
    if language not in LANGUAGES:
        raise UnknownLanguage(name=language, known=", ".join(LANGUAGES))
    if not 0.5 <= speed <= 2.0:
        raise BadSetting(name="speed", why=N_("la vitesse va de 0,5 à 2"))
    if len(text) > LONGEST_SPOKEN:
        raise TooManyWords(length=len(text), limit=LONGEST_SPOKEN)


def spoken(text: str, language: Language) -> Spoken:
    """Make a text sayable: numbers, dates, abbreviations, names and addresses as people say them.

    No control characters, no marks of Markdown and no emoji are left; accents are composed. Nothing is taken for a
    command to the voice: ``<speak>`` is a word like another.
    """
    characters, places = _clean(text)
    clean = "".join(characters)
    saying = _Saying()
    groups: list[tuple[int, int]] = []
    done = 0
    for first, last, said in _said(clean, _rules(language)):
        saying.copy(clean, places, done, first)
        saying.say(said, places[first])
        if " " in clean[first:last]:
            groups.append((places[first], places[last - 1] + 1))
        done = last
    saying.copy(clean, places, done, len(clean))
    return Spoken(text="".join(saying.characters), origins=tuple(saying.origins), groups=tuple(groups))


@lru_cache
def _rules(language: Language) -> tuple[Rule, ...]:
    """Every way of writing, in the order in which it is looked for: what is found first is not looked at again."""
    units = words.units_pattern(language)
    return (
        *links.rules(language),
        *signs.silent_first(),
        *dates.rules(language),
        *hours.rules(language),
        *keys.rules(language),
        *telephones.rules(language),
        *money.rules(language),
        *words.abbreviations(language),
        *words.names(language),
        *roman.rules(language),
        *codes.rules(language, units),
        *ordinals.rules(language),
        *figures.rules(language, units),
        *words.units(language),
        *signs.rules(language),
    )


def _said(text: str, rules: Iterable[Rule]) -> list[tuple[int, int, str]]:
    """What is said otherwise than it is written: first index, index after the last, what is said."""
    found: list[tuple[int, int, str]] = []
    taken = bytearray(len(text))
    for rule in rules:
        for match in rule.written.finditer(text):
            first, last = match.span()
            said = None if first == last or any(taken[first:last]) else rule.said(match)
            if said is not None:
                taken[first:last] = b"\1" * (last - first)
                found.append((first, last, said))
    return sorted(found)


class _Saying:
    """What is said so far; a space stands between what would run together, as in « 20Go »."""

    def __init__(self) -> None:
        self.characters: list[str] = []
        self.origins: list[int] = []
        self._was_said = False

    def copy(self, text: str, places: list[int], first: int, last: int) -> None:
        if first == last:
            return
        if self._was_said:
            self._keep_apart(text[first], places[first])
        self.characters.extend(text[first:last])
        self.origins.extend(places[first:last])
        self._was_said = False

    def say(self, said: str, place: int) -> None:
        self._keep_apart(said[:1], place)
        self.characters.extend(said)
        self.origins.extend([place] * len(said))
        self._was_said = True

    def _keep_apart(self, following: str, place: int) -> None:
        if self.characters and self.characters[-1].isalnum() and following.isalnum():
            self.characters.append(" ")
            self.origins.append(place)


def _clean(text: str) -> tuple[list[str], list[int]]:
    """The characters without controls, their accents composed and their spaces plain, and where each one stood."""
    characters: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(text):
        if unicodedata.combining(character) and characters:
            composed = unicodedata.normalize("NFC", characters[-1] + character)
            characters[-1] = composed if len(composed) == 1 else characters[-1]
            continue
        category = unicodedata.category(character)
        if category == "Cf":
            continue  # a soft hyphen, what joins two emoji, what turns the direction of writing: none is heard
        characters.append(" " if category[0] in "CZ" else character)
        origins.append(index)
    return characters, origins


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
