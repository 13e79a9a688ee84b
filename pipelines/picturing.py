"""An answer, drawn as a card."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from errors import CafeError
from locales import translation
from modalities.picture import Card, Painter, Photo
from pipelines.attributing import continued
from pipelines.branching import diagram_of
from vocabulary import Answer, Figure, Language, Picture, Source

if TYPE_CHECKING:
    from community.kept import Kept

_PHOTOS = 3


def card_of(
    answer: Answer,
    painter: Painter,
    *,
    base_url: str,
    language: Language,
    link: str | None = None,
    kept: "Kept | None" = None,
) -> Card:
    """The card of an answer, with the photographs of its sources, which lie in ``kept``.

    Its QR code leads to the thread of the most useful source; without one to ``link``, the path of the question that
    was just posted; without that to the app's first page.
    """
    thread = answer.sources[0].link if answer.sources else link
    return painter.draw(
        answer,
        link=base_url.rstrip("/") + (thread or "/"),
        labels=labels(language, leads=bool(thread), answer=answer),
        photos=photos_of(answer, kept) if kept is not None else (),
        diagram=diagram_of(answer),
    )


def chart_of(figures: Sequence[Figure], painter: Painter, *, language: Language) -> Card:
    """Figures alone, for a page that already says what they are about."""
    answer = Answer(text="", language=language, known=True, figures=tuple(figures))
    return painter.draw(answer, link="", labels=labels(language, answer=answer))


def photos_of(answer: Answer, kept: "Kept") -> tuple[Photo, ...]:
    """The photographs of the sources, each once, most useful first. A file that is gone leaves its words."""
    pictures = dict.fromkeys(picture for source in answer.sources for picture in source.pictures)
    return tuple(islice(_read(pictures, kept), _PHOTOS))


def _read(pictures: dict[Picture, None], kept: "Kept") -> Iterator[Photo]:
    for picture in pictures:
        try:
            content = kept.read(picture.file)
        except CafeError:
            content = None
        yield Photo(content=content, media_type=picture.media_type, alt=picture.alt)


def labels(language: Language, *, leads: bool = True, answer: Answer | None = None) -> dict[str, str]:
    """The few words that are drawn on every card; ``leads`` says whether the QR code leads to a thread."""
    _ = translation(language).gettext
    first = answer.sources[0] if answer and answer.sources else None
    return {
        "source": _("Source"),
        "step": _("Étape"),
        "unknown": _("Personne n’a encore répondu à cette question"),
        "scan": _scanned(first, leads, language),
        "goes_on": continued(first, language=language) if first is not None else "",
        "photo": _("Photo"),
        "no_photo": _("Cette image ne peut pas être montrée ici."),
        "diagram": _("Selon le cas"),
        "yes": _("oui"),
        "no": _("non"),
        "total": _total(answer, language),
    }


def _scanned(first: Source | None, leads: bool, language: str) -> str:
    """What the QR code opens."""
    _ = translation(language).gettext
    if first is not None and first.kind in ("atelier", "contribution"):
        return _("Ouvrir l’atelier")
    if first is not None and first.kind == "tip":
        return _("Lire l’astuce")
    return _("Lire le fil") if leads else _("Ouvrir le café")


def _total(answer: Answer | None, language: str) -> str:
    votes = sum(figure.count for figure in answer.figures) if answer else 0
    plural = translation(language).ngettext
    return plural("{count} vote en tout", "{count} votes en tout", votes).format(count=votes) if votes else ""
