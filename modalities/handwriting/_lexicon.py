"""The words of a language and how often they are written, from the lists of wordfreq (Speer 2022)."""

import math
from collections.abc import Mapping
from functools import cache
from typing import cast

from vocabulary import LANGUAGES

_WORDS = 60_000  # of each language; rarer ones are mostly misspellings and names of other languages
_MAIN = 0.8  # share of the language that is written; members of a French forum also write English words


@cache
def word_log_probabilities(language: str | None) -> Mapping[str, float]:
    """Natural logarithms of the words' frequencies, lower case, apostrophes as « ' ».

    The words of the other language are among them at a fifth of their frequency; without a language, or with one that
    is not ours, both weigh the same. Takes half a second the first time.
    """
    from wordfreq import get_frequency_dict

    frequencies: dict[str, float] = {}
    for other in LANGUAGES:
        share = 1 / len(LANGUAGES) if language not in LANGUAGES else _MAIN if other == language else 1 - _MAIN
        ranked = cast(Mapping[str, float], get_frequency_dict(other, "best"))  # most frequent first
        for word, frequency in list(ranked.items())[:_WORDS]:
            written = word.replace("’", "'")
            frequencies[written] = frequencies.get(written, 0.0) + share * frequency
    whole = sum(frequencies.values())
    return {word: math.log(frequency / whole) for word, frequency in frequencies.items()}
