"""An answer, drawn as a card."""

from locales import translation
from modalities.picture import Card, Painter
from vocabulary import Answer


def card_of(answer: Answer, painter: Painter, *, base_url: str, language: str, link: str | None = None) -> Card:
    """The card of an answer.

    Its QR code leads to the thread of the most useful source; without one to ``link``, the path of the question that
    was just posted; without that to the app's first page.
    """
    thread = answer.sources[0].link if answer.sources else link
    return painter.draw(
        answer, link=base_url.rstrip("/") + (thread or "/"), labels=labels(language, leads=bool(thread))
    )


def labels(language: str, *, leads: bool = True) -> dict[str, str]:
    """The few words that are drawn on every card; ``leads`` says whether the QR code leads to a thread."""
    _ = translation(language).gettext
    return {
        "source": _("Source"),
        "step": _("Étape"),
        "unknown": _("Personne n’a encore répondu à cette question"),
        "scan": _("Lire le fil") if leads else _("Ouvrir le café"),
    }
