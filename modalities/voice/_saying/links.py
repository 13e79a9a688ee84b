"""Addresses of pages and of letters, said briefly: where they lead, not how they are spelled."""

import re

from modalities.voice._saying.numbers import cardinal
from modalities.voice._saying.rule import END, START, Rule, rule
from modalities.voice._saying.table import listed
from vocabulary import Language

_LINK: dict[Language, str] = {"fr": "lien vers", "en": "link to"}
_MARKS: dict[Language, dict[str, str]] = {
    "fr": {".": "point", "-": "tiret", "_": "tiret bas", "+": "plus", "@": "arobase"},
    "en": {".": "dot", "-": "dash", "_": "underscore", "+": "plus", "@": "at"},
}
_ENDINGS = (
    "fr|com|net|org|eu|be|ch|ca|uk|io|info|gouv|paris|bzh|shop|app|tv"
    "|pdf|docx?|xlsx?|pptx?|odt|txt|jpe?g|png|mp3|mp4|wav|zip|html?|csv|exe|apk"
)
"""What is known to end the name of a site or of a file: elsewhere a full stop ends a sentence."""
_MOST_LABELS = 4
_MOST_LETTERS = 24


def host_said(host: str, language: Language) -> str:
    """« assistance point orange point F R »; the last two names only where there are many, or long ones."""
    labels = [label for label in host.lower().removeprefix("www.").split(".") if label]
    if all(label.isdecimal() and len(label) <= 3 for label in labels):
        return f" {_MARKS[language]['.']} ".join(cardinal(label, language) for label in labels)
    if len(labels) > _MOST_LABELS or any(len(label) > _MOST_LETTERS for label in labels):
        labels = labels[-2:]
    said = [_name(label[:_MOST_LETTERS], language) for label in labels[:-1]]
    return f" {_MARKS[language]['.']} ".join(
        [*said, _ending(labels[-1][:_MOST_LETTERS], language)] if len(labels) > 1 else [labels[0]]
    )


def _ending(label: str, language: Language) -> str:
    return label if label in listed(language, "words_in_addresses") or len(label) > 4 else " ".join(label.upper())


def _name(label: str, language: Language) -> str:
    marks = _MARKS[language]
    pieces = re.findall(r"\d+|[^\W\d_]+|[\W_]", label)
    return " ".join(_piece(piece, marks, language) for piece in pieces)


def _piece(piece: str, marks: dict[str, str], language: Language) -> str:
    if piece.isdecimal():
        return cardinal(piece, language) if piece.isascii() else piece
    return marks.get(piece, piece)


def _link(found: re.Match[str], language: Language) -> str:
    opened = ", " if found["opened"] else ""
    return f"{opened}{_LINK[language]} {host_said(found['host'], language)}"


def _letter(found: re.Match[str], language: Language) -> str:
    return f"{_name(found['who'], language)} {_MARKS[language]['@']} {host_said(found['host'], language)}"


_HOST = r"(?P<host>[^\W_](?:[\w-]{0,62}[^\W_])?(?:\.[^\W_](?:[\w-]{0,62}[^\W_])?){0,20})"
_REST = r"(?::\d{1,5}(?!\d))?(?:[/?#](?:[^\s<>«»”\"]*[\w/=&%~#-])?)?"


def rules(language: Language) -> tuple[Rule, ...]:
    return (
        rule(
            rf"{START}(?P<who>[\w.+-]{{1,64}})@{_HOST.replace('{0,20}', '{1,20}')}{END}",
            lambda found: _letter(found, language),
        ),
        rule(
            rf"(?P<opened>(?<=\])\()(?:https?://|www\.){_HOST}[^\s()<>]*\)",
            lambda found: _link(found, language),
            any_case=True,
        ),
        rule(
            rf"(?P<opened>(?!))?{START}(?:(?:https?|ftp)://(?:[\w.+-]{{1,64}}(?::[^\s@/]{{0,64}})?@)?|www\.){_HOST}{_REST}",
            lambda found: _link(found, language),
            any_case=True,
        ),
        rule(
            rf"(?P<opened>(?!))?{START}(?<!\.)(?P<host>(?:[^\W_][\w-]{{0,62}}\.){{1,5}}(?:{_ENDINGS})){END}/(?:[^\s<>«»”\"]*[\w/=&%~#-])?",
            lambda found: _link(found, language),
            any_case=True,
        ),
        rule(
            rf"{START}(?<!\.)(?P<host>(?:[^\W_][\w-]{{0,62}}\.){{1,5}}(?:{_ENDINGS})){END}",
            lambda found: host_said(found["host"], language),
            any_case=True,
        ),
    )
