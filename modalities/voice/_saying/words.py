"""Words to look up: units, abbreviations, names, and what is said letter by letter."""

import re
from functools import partial

from modalities.voice._saying.numbers import cardinal
from modalities.voice._saying.rule import END, START, Rule, any_of, rule, word_before
from modalities.voice._saying.table import listed, looked_up
from vocabulary import Language


def units_pattern(language: Language) -> str:
    """One of the units that may be stuck to a figure, and « h »."""
    return any_of([*looked_up(language, "units"), *looked_up(language, "units", "alone")])


_VALUE = re.compile(r"([\d ]+)(?:[.,]\d+)? ?$")


def _counted(found: re.Match[str], language: Language, units: dict[str, list[str]]) -> str:
    one, several = units[found.group()]
    if word_before(found) in listed(language, "before_one") or found.string[: found.start()].endswith("/"):
        return one
    number = _VALUE.search(found.string[max(0, found.start() - 16) : found.start()])
    figures = number.group(1).replace(" ", "") if number else ""
    exact = number is not None and number.group().strip().replace(" ", "") == figures
    return one if figures in ("0", "1") and (exact or language == "fr") and figures + language != "0en" else several


def units(language: Language) -> tuple[Rule, ...]:
    after, alone = looked_up(language, "units"), looked_up(language, "units", "alone")
    either = {**after, **alone}
    return (
        rule(rf"(?:(?<=\d)|(?<=\d ))(?:{any_of(either)}){END}", partial(_counted, language=language, units=either)),
        rule(rf"(?<![\w.-])(?<!Pokémon )(?:{any_of(alone)}){END}", partial(_counted, language=language, units=alone)),
    )


def _in_full(found: re.Match[str], language: Language, words: dict[str, str]) -> str | None:
    """« min. » is a minimum, and « 5 min. » are minutes."""
    is_unit = found.group().removesuffix(".") in looked_up(language, "units")
    counts = is_unit and found.string[: found.start()].rstrip(" ")[-1:].isdecimal()
    return None if counts else words[found.group()]


def abbreviations(language: Language) -> tuple[Rule, ...]:
    anywhere = looked_up(language, "abbreviations")
    figure, name = (looked_up(language, "abbreviations", where) for where in ("before_a_figure", "before_a_name"))
    return (
        rule(rf"(?<![\w.-])(?:{any_of(anywhere)}){END}", partial(_in_full, language=language, words=anywhere)),
        rule(rf"(?<![\w.-])(?:{any_of(figure)})(?= ?\d)", lambda found: str(figure[found.group()])),
        rule(rf"(?<![\w.-])(?:{any_of(name)})(?=(?: |-)[^\W\d_])", lambda found: str(name[found.group()])),
    )


_WORD = rf"{START}[^\W_]+(?:[-/.][^\W_]+)*{END}"
_CONSONANTS = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2,6}")
_ROMAN = re.compile(r"[VXLCDM]+")
_NUMBERED = re.compile(r"([^\W\d_]+)([0-9]{1,4})")
_PIECE = re.compile(r"[^\W_]+|[-/.]")


def _name(found: re.Match[str], language: Language) -> str | None:
    written = found.group()
    names = looked_up(language, "names")
    if written.lower() in names:
        return str(names[written.lower()])
    pieces = _PIECE.findall(written)
    said = [_piece(piece, names, language) for piece in pieces]
    if all(new is None or old.isdecimal() for new, old in zip(said, pieces, strict=True)):
        return None
    between = {"-": " ", "/": ", "}
    return "".join(new or between.get(old, old) for new, old in zip(said, pieces, strict=True))


def _piece(piece: str, names: dict[str, str], language: Language) -> str | None:
    if piece.lower() in names:
        return names[piece.lower()]
    if piece.isdecimal() and piece.isascii():
        return cardinal(piece, language)
    numbered = _NUMBERED.fullmatch(piece)
    if numbered and numbered[1].lower() in names:
        return f"{names[numbered[1].lower()]} {cardinal(numbered[2], language)}"
    is_listed = piece in listed(language, "capitals") or piece.lower() in listed(language, "letters")
    if is_listed or (language == "fr" and _CONSONANTS.fullmatch(piece) and not _ROMAN.fullmatch(piece)):
        # An English voice says « ADSL » letter by letter by itself, and a lone « A » as an article.
        return " ".join(piece.upper()) if language == "fr" else piece.upper()
    return None


def names(language: Language) -> tuple[Rule, ...]:
    of_letters = rule(rf"{START}(?:[A-Z]\.){{2,6}}(?!\w)", lambda found: " ".join(found.group().replace(".", "")))
    return rule(_WORD, partial(_name, language=language)), *([of_letters] if language == "fr" else [])
