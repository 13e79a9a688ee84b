"""An answer, drawn as a card."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from errors import CafeError
from locales import translation
from modalities.picture import Card, Painter, Photo
from pipelines.branching import diagram_of
from vocabulary import Answer, Picture

if TYPE_CHECKING:
    from community.kept import Kept

_PHOTOS = 3


def card_of(
    answer: Answer,
    painter: Painter,
    *,
    base_url: str,
    language: str,
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
        labels=labels(language, leads=bool(thread), tip=_is_tip(answer)),
        photos=photos_of(answer, kept) if kept is not None else (),
        diagram=diagram_of(answer),
    )


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


def _is_tip(answer: Answer) -> bool:
    return bool(answer.sources) and answer.sources[0].is_tip


def labels(language: str, *, leads: bool = True, tip: bool = False) -> dict[str, str]:
    """The few words that are drawn on every card.

    ``leads`` says whether the QR code leads to a thread, ``tip`` whether the answer is one of a tip.
    """
    _ = translation(language).gettext
    return {
        "source": _("Source"),
        "step": _("Étape"),
        "unknown": _("Personne n’a encore répondu à cette question"),
        "scan": _("Lire l’astuce") if tip else _("Lire le fil") if leads else _("Ouvrir le café"),
        "goes_on": _("La suite est dans l’astuce.") if tip else _("La suite est dans le fil."),
        "photo": _("Photo"),
        "diagram": _("Selon le cas"),
        "yes": _("oui"),
        "no": _("non"),
        "no_photo": _("Cette image ne peut pas être montrée ici."),
    }
