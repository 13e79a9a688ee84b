"""An answer, drawn as a card."""

from locales import translation
from modalities.picture import Card, Painter
from vocabulary import Answer


def card_of(answer: Answer, painter: Painter, *, base_url: str, language: str) -> Card:
    """The card of an answer; its QR code leads to the thread of the most useful source, or to the app."""
    link = base_url.rstrip("/") + (answer.sources[0].link if answer.sources else "/")
    return painter.draw(answer, link=link, labels=labels(language))


def labels(language: str) -> dict[str, str]:
    """The few words that are drawn on every card."""
    _ = translation(language).gettext
    return {
        "source": _("Source"),
        "step": _("Étape"),
        "unknown": _("Personne n’a encore répondu à cette question"),
        "scan": _("Lire le fil"),
    }
