"""From what was recognised to a draft that its author can correct and confirm."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from errors import NothingUnderstood
from modalities.speech import Clip
from pipelines.quoting import sentences_in
from pipelines.shortening import shortened
from settings import Settings
from vocabulary import LANGUAGES, Draft, Language, Recognition, Word

if TYPE_CHECKING:
    from community import Community

DOUBT_BELOW = 0.5
"""A word under this confidence is shown as doubtful.

Measured on eight English clips through PocketSphinx, 170 words of which 64 are wrong: it marks three quarters of the
wrong ones, and half of what it marks is wrong. At 0.3 half of the wrong words would go unmarked; at 0.7 two words in
three would be marked.
"""

DOUBT_BELOW_WRITTEN = 0.75
"""Likewise for handwriting, where confidences are shares of all the readings of a line.

Measured on 140 words of four hands, 18 of them read wrongly: it marks two thirds of the wrong ones and one right word
in eleven. At 0.5 more than half of the wrong words would go unmarked.
"""

SUBJECT_CHARACTERS = 80
_TELLING_WORDS = 3  # "Une question." is no subject
_GREETING = re.compile(
    r"^(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|good (?:morning|afternoon|evening))\b"
    r"(?: (?:à (?:tous|toutes)(?: et à? ?(?:tous|toutes))?|tout le monde|everyone|everybody|all|there)\b)?"
    r"[\s,;:.!–-]*",
    re.IGNORECASE,
)

PRODUCTS = ("Livebox", "Sosh", "Orange", "Airbox", "Wi-Fi", "Fibre", "ADSL", "eSIM", "VoLTE", "répondeur", "messagerie")
_HINTS = 40  # Whisper's prompt holds 224 tokens, and each pseudonym is two to four


def clip_from(source: bytes | Path, *, name: str, settings: Settings) -> Clip:
    """Decode a recording. ``name`` is what its author calls it, for the sentences of errors.

    Raises ``CannotBeRead``: no such file, empty, no sound in it, too long or too heavy.
    """
    from modalities.speech import decode

    return decode(source, name=name, minutes=settings.minutes, megabytes=settings.megabytes)


def draft_from(recognitions: Sequence[Recognition], *, author: str, language: Language | None = None) -> Draft:
    """Words for their author to correct: exactly what was recognised, in the order in which it was expressed.

    Without ``language``, that of the first recognition that names one of ours, else French.
    Raises ``NothingUnderstood`` when there is no word in any of them.
    """
    ordered = tuple(sorted(recognitions, key=lambda one: one.captured_at))
    text = " ".join(words for one in ordered if (words := one.text.strip()))
    if not text:
        raise NothingUnderstood
    return Draft(text=text, author=author, language=language or _language_of(ordered), recognitions=ordered)


def _language_of(recognitions: Sequence[Recognition]) -> Language:
    heard = {one.language for one in recognitions if one.text.strip()}
    return next((known for known in LANGUAGES if known in heard), "fr")


def is_doubtful(word: Word, *, modality: str = "speech") -> bool:
    """Whether a word should be marked. An engine that gives no opinion (None) raises no doubt."""
    limit = DOUBT_BELOW_WRITTEN if modality == "handwriting" else DOUBT_BELOW
    return word.confidence is not None and word.confidence < limit


def suggested_subject(draft: Draft) -> str:
    """A subject in the author's own words: the first question, else the first sentence that says more than hello.

    Who types ends a line on purpose; who writes by hand ends it where the paper does, often within a sentence.
    At most ``SUBJECT_CHARACTERS``, cut between two words. Empty when the text is.
    """
    is_by_hand = any(one.modality == "handwriting" for one in draft.recognitions)
    whole = sentences_in(" ".join(draft.text.split()) if is_by_hand else draft.text)
    sentences = [" ".join(_GREETING.sub("", one).split()) for one in whole]
    telling = [one for one in sentences if len(re.findall(r"\w+", one)) >= _TELLING_WORDS]
    candidates = telling or [one for one in sentences if one] or list(whole)
    chosen = next((one for one in candidates if one.endswith("?")), candidates[0] if candidates else "")
    return shortened(chosen, length=SUBJECT_CHARACTERS)


def hints(community: "Community") -> tuple[str, ...]:
    """Words that a recogniser should expect here: the products, then who wrote lately. At most 40."""
    recent = (question.author.pseudonym for question in community.forum.questions(limit=_HINTS))
    return tuple(dict.fromkeys((*PRODUCTS, *recent)))[:_HINTS]
