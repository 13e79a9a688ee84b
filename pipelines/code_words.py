"""A code in words: what each of its pictograms is called, and which code somebody said or typed."""

import re
import unicodedata

from community.codes import LENGTH, PICTOGRAMS, Code
from errors import N_
from locales import translation
from vocabulary import LANGUAGES, Language

WORDS: dict[str, str] = {
    "abroad": N_("globe"),
    "advisor": N_("casque"),
    "battery": N_("pile"),
    "bill": N_("ticket"),
    "calendar": N_("calendrier"),
    "camera": N_("photo"),
    "clock": N_("horloge"),
    "computer": N_("ordinateur"),
    "cup": N_("tasse"),
    "euro": N_("euro"),
    "eye": N_("œil"),
    "hand": N_("main"),
    "help": N_("bouée"),
    "home": N_("maison"),
    "key": N_("clé"),
    "light": N_("lampe"),
    "lock": N_("cadenas"),
    "mail": N_("enveloppe"),
    "message": N_("bulle"),
    "microphone": N_("micro"),
    "moving": N_("carton"),
    "person": N_("personne"),
    "phone": N_("téléphone"),
    "plug": N_("prise"),
    "search": N_("loupe"),
    "settings": N_("roue"),
    "shield": N_("bouclier"),
    "shop": N_("boutique"),
    "slower": N_("escargot"),
    "star": N_("étoile"),
    "thanks": N_("cœur"),
    "trash": N_("poubelle"),
    "tv": N_("télé"),
    "wait": N_("sablier"),
    "warning": N_("triangle"),
    "write": N_("crayon"),
}
"""The one word for each pictogram of a code, in French; the catalogue has the others."""
assert tuple(WORDS) == PICTOGRAMS


def word_of(pictogram: str, language: Language) -> str:
    """What it is called."""
    return translation(language).gettext(WORDS[pictogram])


def words_of(code: Code, language: Language) -> tuple[str, ...]:
    """The words of a code, in its order."""
    return tuple(word_of(pictogram, language) for pictogram in code)


def code_in(text: str) -> Code:
    """The pictograms that are named in a text, in its order, in any of our languages; other words do not count.

    Accents, capitals and an « s » at the end do not count either. Nothing is guessed: a word that is none of ours
    gives nothing. More than a code's length is given as it is.
    """
    known = _known()
    found = (known.get(token) or known.get(token.removesuffix("s")) for token in re.findall(r"\w+", _plain(text)))
    return tuple(pictogram for pictogram in found if pictogram is not None)


def is_whole(code: Code) -> bool:
    """Whether it is as long as a code is."""
    return len(code) == LENGTH


def _known() -> dict[str, str]:
    return {_plain(word_of(pictogram, language)): pictogram for language in LANGUAGES for pictogram in PICTOGRAMS}


def _plain(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text[:2000].casefold().replace("œ", "oe"))
    return "".join(character for character in spread if unicodedata.category(character) != "Mn")
