"""One sentence, taken apart into simpler ones where that is safe. Word for word where it is not."""

import re
from collections.abc import Iterator
from typing import Literal

from vocabulary import Language

Piece = Literal["said", "item", "aside"]

LONGEST = 1_000
"""Characters. What is longer is no sentence that rules were made for; it stays as it is."""

_ODD = re.compile(r"[{}<>|\\=`~\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]")
"""Signs of code, or of a writing that runs from right to left: what holds them is left alone."""

_HELD = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|«[^«»]*(?:«[^«»]*»[^«»]*)*»|“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|\([^()]*\)|\[[^\[\]]*\]"
)
"""What is never cut: addresses, what is quoted, what stands in brackets."""
_STRAY = re.compile(r"[«»“”\"()\[\]‘]")
_VEIL = "\ue000"

_LEAD = {
    "fr": r"(?:\d{1,2}[.)]\s+)?(?:(?:(?:tout )?d['’]abord|ensuite|puis|enfin|alors|et|mais)\b[ ,]*)?(?:surtout,? )?",
    "en": r"(?:\d{1,2}[.)]\s+)?(?:(?:first|then|next|finally|now|and|but)\b[ ,]*)?(?:please )?",
}

_NO_ORDER_FR = r"(?!(?:chez|assez|nez|rez|rendez|riez|aurez|serez|\w+[ri]iez)\b)"
_ORDER_FR = rf"(?:ne |n['’])?{_NO_ORDER_FR}(?:\w+ez|dites|faites|refaites)\b"
_SURE_EN = (
    r"(?:open|press|tap|click|choose|select|unplug|plug|restart|switch|turn|enter|type|dial|send|hold|remove|insert"
    r"|put|move|connect|download|install|reset|scroll|keep|scan|buy|return|replace|clean|pull|lift|ask|write|take"
    r"|wait|check|call|read|confirm|listen|note|go|log|sign|try|count|lock|suspend|order|quote|follow|look)"
)
_ORDER_EN = rf"(?:don['’]t |do not |never )?{_SURE_EN}\b"
_JOINED_EN = (
    rf"(?:(?:wait|go|listen|look|confirm|sign|log)\b|{_SURE_EN}"
    r"(?= (?:the|a|an|your|it|them|this|that|these|those|all|any|each|both|\d+)\b))"
)
"""English verbs are nouns too: « the plug and switch on the wall ». What follows tells them apart."""

_ORDER = {
    "fr": re.compile(_LEAD["fr"] + _ORDER_FR, re.IGNORECASE),
    "en": re.compile(_LEAD["en"] + _ORDER_EN, re.IGNORECASE),
}

_JOIN = {
    "fr": re.compile(
        rf"(?P<then>,?\s+(?=(?:et )?(?:puis|ensuite),?\s+{_ORDER_FR}))|(?P<and>,?\s+et\s+(?={_ORDER_FR}))"
        rf"|(?P<next>,\s+(?={_ORDER_FR}))",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"(?P<then>,?\s+(?=(?:and )?then,?\s+{_JOINED_EN}))|(?P<and>,?\s+and\s+(?={_JOINED_EN}))"
        rf"|(?P<next>,\s+(?={_JOINED_EN}))",
        re.IGNORECASE,
    ),
}
"""Where one order ends and the next begins."""

_TIED = {
    "fr": re.compile(
        r"\b(?:si|s['’](?=ils?\b)|quand|lorsque|lorsqu['’]|sauf|sinon|tant que|tant qu['’]|jusqu['’]à ce|dès que"
        r"|une fois|à moins|ou|soit|ni|chaque|fois|en cas|pourvu|selon|même|tous les|toutes les|afin que|pour que"
        r"|avant que|après que|par (?:jour|semaine|mois))\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:if|when|whenever|once|until|till|unless|except|otherwise|while|as|or|either|neither|nor|each|every|times"
        r"|twice|before|after|so that|in case|let|help|make|watch|may|can|cannot|will|must|should|could|would|might"
        r"|do|does|did|you|whether|because)\b|\bto\s+(?!the\b|a\b|an\b|your\b|my\b|this\b|that\b|it\b|them\b|me\b"
        r"|[\d\ue000]|sixty\b|ten\b|thirty\b)\w|n['’]t\b",
        re.IGNORECASE,
    ),
}
"""Words that hold two orders together, or that may: a condition, a choice, a number of times."""

_DENIED = {
    "fr": re.compile(r"\b(?:ne|jamais|rien|aucune?|sans)\b|\bn['’]", re.IGNORECASE),
    "en": re.compile(r"\b(?:not|never|no|without|nothing|neither)\b|n['’]t\b", re.IGNORECASE),
}
_YOU_DO = re.compile(r"\bvous(?:\s+\w+['’]?){0,2}\s+\w+ez\b", re.IGNORECASE)
"""« les messages que vous recevez et ouvrez »: what follows may be no order."""
_ALONE = re.compile(r"(?:attendez|validez|patientez|raccrochez|confirm|wait|listen)\b", re.IGNORECASE)
"""Orders that need no object: « débranchez puis rebranchez la box » has one for both."""

_BUT = {
    "fr": re.compile(
        r",\s+(?=mais\s+(?:ils?|elles?|on|vous|nous|je|tu|cela|ça|ce)\s)|,\s+(?=mais\s+(?:j|c)['’])", re.IGNORECASE
    ),
    "en": re.compile(r",\s+(?=but\s+(?:it|they|you|we|i|he|she|this|that)\s)", re.IGNORECASE),
}
_SEMICOLON = re.compile(r"\s*;(?=\s)\s*")
_PAUSE = {
    "fr": re.compile(
        r"(?<=,)\s+(?=(?:car|parce que|parce qu['’]|puisque?|afin|pour que|sinon|sauf|mais|même si|si|quand|lorsque)\b)"
        r"|(?<=\s:)\s+",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?<=,)\s+(?=(?:because|so|unless|otherwise|except|but|even if|if|when|since|such as)\b)|(?<=\w:)\s+",
        re.IGNORECASE,
    ),
}
_OPENING = {
    "fr": re.compile(
        r"(?:si|s['’]ils?|quand|lorsque?|une fois|dès|en cas|avant|après|depuis|pour)\b[^,:]*,(\s+)", re.I
    ),
    "en": re.compile(r"(?:if|when|once|before|after|in case|to|for)\b[^,:]*,(\s+)", re.I),
}
"""A condition or a moment at the head of a sentence: one pauses after it."""

_DETERMINER = {
    "fr": r"(?:une?|des|du|de la|l[ae]|les|votre|vos|[mts](?:on|a|es)|leurs?|ce|cet|cette|ces|\d+|deux|trois)\s+|l['’]",
    "en": r"(?:an?|the|your|some|his|her|its|their|this|that|these|those|\d+|two|three)\s+",
}
_ITEM = {
    language: re.compile(rf"(?:{words})(?!\s)(?:[^\s,]+\s?){{1,6}}", re.IGNORECASE)
    for language, words in _DETERMINER.items()
}
_LISTED = {
    "fr": re.compile(r"\s*;\s+|,\s+|\s+et\s+|,?\s+(?=ou\s)"),
    "en": re.compile(r"\s*;\s+|,?\s+and\s+|,?\s+(?=or\s)|,\s+"),
}
_ENDED = re.compile(r"[.!?…:](?:\s?[»”’\"'])*$")
_ASIDE = re.compile(r"\s+\((?=[^()]*\w[^()]*\s)[^()]+\)")
_BINDING = re.compile(
    r"\d|\b(?:si|sauf|sans|pas|ne|ou|seulement|surtout|non|if|except|without|not|or|only|no|unless)\b|n['’]", re.I
)


def simpler(sentence: str, language: Language) -> list[tuple[str, Piece]]:
    """The pieces of a sentence in its order; ``\\n`` within one is a pause. Of one that is not safe, itself."""
    words = sentence.strip()
    if len(words) > LONGEST or _ODD.search(words) or words.rstrip(" »”\"'").endswith("?"):
        return [(words, "said")]
    veiled = _HELD.sub(lambda held: _VEIL * len(held.group()), words)
    if _STRAY.search(veiled):
        return [(words, "said")]
    listed = _as_list(words, veiled, language)
    if listed:
        return listed
    cuts = _cuts(veiled, language)
    begins, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(words)]
    pieces = [words[first:last] for first, last in zip(begins, ends, strict=True)]
    return [piece for n, part in enumerate(pieces) for piece in _finished(part, language, is_first=n == 0)]


def _cuts(veiled: str, language: Language) -> list[tuple[int, int]]:
    """What is taken out between two pieces: where it begins and ends. « et » goes, every other word stays."""
    found = [(one.start(), one.end()) for one in _BUT[language].finditer(veiled)]
    tied = bool(_TIED[language].search(veiled))
    if not tied:
        found += [(one.start(), one.end()) for one in _SEMICOLON.finditer(veiled)]
        found += _between_orders(veiled, language)
    return sorted(found)


def _between_orders(veiled: str, language: Language) -> list[tuple[int, int]]:
    if not _ORDER[language].match(veiled) or _YOU_DO.search(veiled):
        return []
    found, begun = [], 0
    for join in _JOIN[language].finditer(veiled):
        before = veiled[begun : join.start()]
        if _DENIED[language].search(before) or ":" in before or not _is_whole(before, language):
            return []
        found.append((join.start(), join.end()))
        begun = join.end()
    return found


def _is_whole(order: str, language: Language) -> bool:
    """Whether an order has its object, so that it can stand alone."""
    match = _ORDER[language].match(order.lstrip())
    if match is None:
        return False
    rest = order.lstrip()[match.end() :]
    return bool(re.search(r"[\w\ue000]", rest)) or bool(_ALONE.search(match.group()))


def _as_list(words: str, veiled: str, language: Language) -> list[tuple[str, Piece]]:
    """« Il faut : un câble, une prise et un tournevis. » as a list; nothing when it is none."""
    colon = re.search(r"\s?:\s+", veiled)
    if colon is None or ":" in veiled[colon.end() :]:
        return []
    end = len(veiled.rstrip(" ."))
    items, begun = [], colon.end()
    for join in _LISTED[language].finditer(veiled, colon.end(), end):
        items.append((begun, join.start()))
        begun = join.end()
    items.append((begun, end))
    shown = [re.sub(r"^(?:ou|or)\s+", "", veiled[first:last]) for first, last in items]
    if len(items) < 3 or not all(_ITEM[language].fullmatch(item) for item in shown):
        return []
    if any(_ORDER[language].match(item) or _VEIL in item or _TIED[language].search(item) for item in shown):
        return []
    head = words[: colon.end()].rstrip()
    return [(head, "said"), *((words[first:last], "item") for first, last in items)]


def _finished(part: str, language: Language, *, is_first: bool) -> Iterator[tuple[str, Piece]]:
    """A piece as a sentence of its own, its aside after it."""
    bare = part.strip()
    words, aside = _without_aside(bare)
    if re.search(r"\w", words):
        ended = words if _ENDED.search(words) else f"{words.rstrip(' ,;')}."
        yield _paused(ended if is_first else _capital(ended), language), "said"
    elif words:
        yield words, "said"
    if aside:
        yield _capital(aside), "aside"


def _without_aside(words: str) -> tuple[str, str]:
    """The sentence without its only brackets, and these; as it is where they change what it says."""
    found = list(_ASIDE.finditer(words))
    if len(found) != 1 or _BINDING.search(found[0].group()):
        return words, ""
    aside = found[0]
    before, after = words[: aside.start()], words[aside.end() :]
    is_quoted = any(before.count(opens) > before.count(closes) for opens, closes in ("«»", "“”", "[]"))
    if is_quoted or before.count('"') % 2 or after[:1].isalnum():
        return words, ""
    return words[: aside.start()] + after, aside.group().strip()


def _paused(words: str, language: Language) -> str:
    """The piece with a line's end where one pauses."""
    veiled = _HELD.sub(lambda held: _VEIL * len(held.group()), words)
    places = {(one.start(), one.end()) for one in _PAUSE[language].finditer(veiled)}
    opening = _OPENING[language].match(veiled)
    if opening is not None:
        places.add(opening.span(1))
    kept, done = "", 0
    for start, end in sorted(places):
        kept += words[done:start] + "\n"
        done = end
    return kept + words[done:]


def _capital(words: str) -> str:
    """With a capital where its first word has none at all: « eSIM » stays."""
    first = re.search(r"[^\W\d_]+", words)
    if first is None or not first.group().islower():
        return words
    at = first.start()
    return words[:at] + words[at].upper() + words[at + 1 :]
