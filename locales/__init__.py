"""The catalogues: French stands in the source, English beside this file."""

import gettext
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def translation(language: str) -> gettext.NullTranslations:
    """The catalogue of a language. French, or a language without a catalogue, gives the sentences as written."""
    return gettext.translation("cafe", localedir=_HERE, languages=[language], fallback=True)
