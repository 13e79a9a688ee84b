"""The sentences of a text that answer a question, word for word; its steps, when it tells steps."""

import re
from typing import TYPE_CHECKING

from pipelines.quoting import Sentence, sentences_of

if TYPE_CHECKING:
    from community import Community

STEPS = 5
_SENTENCES = 3  # of a long reply that is no list of steps; one out of its row often says the contrary


def quoted(community: "Community", text: str, language: str, asked: frozenset[str], *, most: int) -> list[Sentence]:
    """The sentences of a text that answer, in their order: all its steps, else those in a row that say most."""
    steps = steps_in(text)
    if min(most, len(steps)) >= 2:
        return steps[:most]
    sentences = [one for one in sentences_of(text) if not one.words.endswith(",")]  # "Bonjour Ana,"
    length = min(most, _SENTENCES)
    if len(sentences) <= most:
        return sentences

    def told(start: int) -> int:
        row = " ".join(sentence.words for sentence in sentences[start : start + length])
        return len(asked & frozenset(community.search.stems(row, language)))

    start = max(range(len(sentences) - length + 1), key=lambda start: (told(start), -start))
    return sentences[start : start + length]


def steps_in(text: str) -> list[Sentence]:
    return [sentence for sentence in sentences_of(text) if _is_step(sentence)]


_LEAD = re.compile(
    r"^(?:(?:(?:tout )?d['’]abord|ensuite|puis|enfin|alors|et|mais|sinon|pour finir|si besoin"
    r"|first|then|next|finally|now|and|but|otherwise)\b[ ,:]*"
    r"|(?:si|s['’]ils?|quand|lorsque?|une fois|dès|en|pour|dans|sur|depuis|avant|après|à"
    r"|if|when|once|in|on|to|for|before|after|from)\b[^,.;]{1,120}, )",
    re.IGNORECASE,
)
"""What may stand before an order: a word of sequence, or a condition."""

_COMMAND_FR = re.compile(r"^(?:ne |n['’])?(?:(?!(?:chez|assez|nez|rez)\b)\w+ez|(?:re)?faites|dites)\b", re.IGNORECASE)
_COMMAND_EN = re.compile(
    r"^(?:don['’]t |do not |please )?(?:open|press|go|tap|click|choose|select|turn|unplug|plug|wait|restart"
    r"|switch|check|enter|type|call|dial|send|hold|remove|insert|put|move|note|connect|download|install|sign|log"
    r"|order|replace|take|write|reset|update|scroll|make|use|ask|keep|look|try|start|set|scan|buy|return|record|listen)\b",
    re.IGNORECASE,
)


def _is_step(sentence: Sentence) -> bool:
    """Whether a sentence tells what to do: an item of a list, or an order."""
    if sentence.words.rstrip(" »”").endswith("?"):
        return False
    return sentence.is_item or is_order(sentence.words)


def is_order(words: str) -> bool:
    """Whether words tell somebody to do something, under a condition or without one."""
    words = _LEAD.sub("", _LEAD.sub("", words))
    return bool(_COMMAND_FR.match(words) or _COMMAND_EN.match(words))
