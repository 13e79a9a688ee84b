"""Saying « publier » aloud: the second act of who shows a gesture and touches neither keyboard nor mouse."""

import re
from collections.abc import Mapping

from pipelines.contribute import is_doubtful
from vocabulary import Language, Recognition

WORD: Mapping[Language, str] = {"fr": "publier", "en": "publish"}
"""What is asked for."""

_SAME: Mapping[Language, frozenset[str]] = {
    # Those that sound alike are one word to the ear.
    "fr": frozenset({"publier", "publié", "publiée", "publiés", "publiées", "publiez"}),
    "en": frozenset({"publish"}),
}
_BEFORE: Mapping[Language, frozenset[str]] = {"fr": frozenset({"oui"}), "en": frozenset({"yes"})}


def says_publish(recognition: Recognition, language: Language) -> bool:
    """Whether the word was said, surely and alone, with at most a yes before it: « ne pas publier » is no yes."""
    if any(is_doubtful(word) for word in recognition.words):
        return False
    said = re.findall(r"\w+", recognition.text.casefold())
    if said and said[0] in _BEFORE[language]:
        said = said[1:]
    return len(said) == 1 and said[0] in _SAME[language]
