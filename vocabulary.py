"""The immutable values that every part of the café exchanges.

None of them carries an id of its own: being stored is the community's business. Unknown is ``None``, never ``0.0``.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

Language = Literal["fr", "en"]
"""The languages that members take part in. A recogniser may name others (ISO 639-1) in what it returns."""

FoundBy = Literal["words", "both"]
"""Whether something was looked for by its words alone, or by what it means as well."""

SourceKind = Literal["reply", "tip", "contribution", "atelier"]
"""What an answer quotes: of an atelier the question that was voted on, of a contribution what was brought to one."""

LANGUAGES: tuple[Language, ...] = ("fr", "en")


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another reading of the same words."""

    text: str
    confidence: float | None = None
    """0.0 to 1.0, on the back-end's own scale. None when it gives no opinion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a recognition, with when it was said or written."""

    text: str
    start: float | None = None
    """Seconds from the beginning of what was captured."""
    end: float | None = None
    confidence: float | None = None
    alternatives: tuple[Alternative, ...] = ()
    """Other readings of this word, most likely first, without the word itself."""
    box: tuple[float, float, float, float] | None = None
    """Where it stands on the ink or the photo: left, top, right, bottom, in its pixels. None for what was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What a recogniser believes someone expressed. Nobody has confirmed it yet."""

    modality: str
    engine: str
    """The name of the back-end, as in settings and on the command line."""
    text: str = ""
    """Empty when nothing was understood, which is a result and not an error."""
    raw: str | None = None
    """The engine's own first reading, where the words of the language preferred another of its readings; else None."""
    label: str | None = None
    """What a gesture or a look was; None for words."""
    language: str | None = None
    """ISO 639-1, as heard or as asked for."""
    confidence: float | None = None
    """0.0 to 1.0, on the back-end's own scale. None when it gives no opinion."""
    alternatives: tuple[Alternative, ...] = ()
    words: tuple[Word, ...] = ()
    captured_at: datetime = field(default_factory=now)
    """When the person acted (UTC), not when we finished computing."""
    seconds: float | None = None
    """How long the recognition took."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a draft is meant to go."""

    kind: Literal[
        "forum", "atelier", "thread", "contribution", "introduction", "opening", "synthesis", "tip", "article"
    ]
    id: str
    """A space for the forum, an atelier, the question that is being replied to, a tip, or the kind of an article.

    For an introduction the café, for opening words the atelier. For a reply in an atelier the contribution, with ``/``
    and the span that is quoted (``12-40``) where one is. For a synthesis its atelier, with ``/`` and the part whose
    place is taken where a part is written anew."""
    version: int | None = None
    """Of a tip, the version from which its whole text was written. None for one more paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Words still in their author's hands, with the recognitions that they came from.

    Editing is ``replace(draft, text=corrected)``: what was heard survives beside it.
    """

    text: str
    author: str
    language: Language = "fr"
    subject: str = ""
    """Empty until the author chose one or accepted the suggestion."""
    to: Destination | None = None
    recognitions: tuple[Recognition, ...] = ()
    keeps_recording: bool = False
    """Whether the author said that the sound may stay with what is published."""
    keeps_ink: bool = True
    """Whether the ink stays beside the words that were read from it: its author sees it there before confirming."""
    keeps_photo: bool = False
    """Whether the author said that the photo of a note may stay with what is published."""
    is_shy: bool = False
    """Whether its author chose to show it to who animates only, as one may with one's first words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture kept by the community."""

    file: str
    """The name under which the community keeps the bytes."""
    media_type: str
    """``image/svg+xml``, ``image/png`` or ``image/jpeg``."""
    alt: str
    """What it shows, for who cannot see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A passage that an answer rests on, quoted word for word."""

    id: str
    """The reply (or contribution, or tip) that is quoted."""
    thread: str
    """The question under which it stands; of what stands under none, its own id."""
    title: str
    author: str
    """A pseudonym; of a tip, those of all its authors in a row; of an atelier, its animator's."""
    quote: str
    """Its words; of an atelier, the question that was voted on."""
    link: str
    """Path of its page in the app, such as ``/question?id=12``."""
    written_at: datetime | None = None
    kind: SourceKind = "reply"
    is_solution: bool = False
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A sentence that a machine wrote and that was found to say nothing but what is quoted."""

    sentence: str
    sources: tuple[str, ...]
    """The ids of the sources that say it, at least one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How many there are of one thing: so many voted for."""

    label: str
    """What is counted, in the language of the answer."""
    count: int
    sign: str = ""
    """The name of a pictogram that stands beside the label; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the community already knows. Written, spoken or drawn: that is decided later."""

    text: str
    language: Language = "fr"
    known: bool = False
    """False when nothing supports an answer; the text then says so and ``sources`` is empty."""
    title: str = ""
    steps: tuple[str, ...] = ()
    """The sentences that answer, word for word, in the order in which to do them."""
    goes_on: bool = False
    """Whether the first source tells more steps than these."""
    found_by: FoundBy = "words"
    sources: tuple[Source, ...] = ()
    """Most useful first. Every step is part of the quote of one of them."""
    rewritten: tuple[Rewritten, ...] = ()
    """The sources' words told anew by a machine, where one is asked to; never more than they say."""
    rewriter: str | None = None
    """The model that wrote ``rewritten``."""
    figures: tuple[Figure, ...] = ()
    """How many chose what, in the order of the choices, where the answer is figures; a chart is drawn of them."""
    figures_about: str = ""
    """The question that was voted on."""
