"""What is typed on a telephone: « *#06# », « ##002# », « #31# ». Every key is said, as each must be pressed."""

import re

from modalities.voice._saying.numbers import cardinal, one_by_one
from modalities.voice._saying.rule import END, Rule, rule
from modalities.voice._saying.table import looked_up
from vocabulary import Language

_SHORT = 3  # figures that French people say as one number


def _keys(found: re.Match[str], language: Language) -> str:
    signs = looked_up(language, "spelling")
    return " ".join(
        str(signs[piece]) if piece in "#*" else _figures(piece, language)
        for piece in re.findall(r"[#*]|\d+", found.group())
    )


def _figures(figures: str, language: Language) -> str:
    say = cardinal if language == "fr" and len(figures) <= _SHORT else one_by_one
    return say(figures, language)


def rules(language: Language) -> tuple[Rule, ...]:
    """A row of figures and of these keys that begins and ends with one of them; « #31 » alone is a number."""
    return (rule(rf"(?<![\w#*])[#*]{{1,3}}\d[\d#*]*#{END}", lambda found: _keys(found, language)),)
