"""Numbers in words: cardinals, ordinals, figures one by one. Figures are given as a string of 0 to 9."""

from functools import lru_cache

import num2words

from vocabulary import Language

MOST_FIGURES = 15
"""Beyond, nobody counts: figures are said one by one."""


@lru_cache(maxsize=1024)
def cardinal(figures: str, language: Language, *, feminine: bool = False) -> str:
    """« quatre-vingt-un », with ``feminine`` « quatre-vingt-une ». « 007 », and what is long, figure by figure."""
    if len(figures) > MOST_FIGURES or (len(figures) > 1 and figures[0] == "0"):
        return one_by_one(figures, language)
    words = num2words.num2words(int(figures), lang=language).replace(",", "")
    return f"{words}e" if feminine and language == "fr" and words.endswith("un") else words


@lru_cache(maxsize=256)
def ordinal(figures: str, language: Language, *, feminine: bool = False) -> str:
    """« vingt et unième », and « premier » or « première »."""
    if feminine and int(figures) == 1:
        return "première"
    words: str = num2words.num2words(int(figures), lang=language, to="ordinal")
    # Multiples of a hundred and of eighty keep their plural in num2words 0.5.
    return words.replace("vingtsième", "vingtième").replace("centsième", "centième").replace(",", "")


def one_by_one(figures: str, language: Language) -> str:
    """« zéro zéro sept »."""
    return " ".join(cardinal(figure, language) for figure in figures)


def decimals(figures: str, language: Language) -> str:
    """What follows the comma: in French « zéro sept », « vingt-cinq »; in English figure by figure."""
    significant = figures.lstrip("0")
    if language == "en" or len(significant) > 3 or not significant:
        return one_by_one(figures, language)
    zeros = figures[: len(figures) - len(significant)]
    return " ".join(filter(None, [one_by_one(zeros, language), cardinal(significant, language)]))


@lru_cache(maxsize=256)
def year(figures: str, language: Language) -> str:
    """« twenty twenty-six »; in French years are numbers like others."""
    if language == "fr":
        return cardinal(figures, language)
    return str(num2words.num2words(int(figures), lang=language, to="year"))
