"""Which recogniser is going to listen, and why: said before anybody speaks."""

from collections.abc import Callable

from locales import translation
from modalities.speech.auto import Auto
from pipelines.house import load_recogniser
from settings import Settings


def who_listens(settings: Settings, spoken: str | None, *, language: str) -> str:
    """A sentence in the language of the screens; ``spoken`` is None where the language is to be detected.

    Raises ``ModelMissing`` where nobody here knows the language, and what a back-end misses of its own.
    """
    _: Callable[[str], str] = translation(language).gettext
    recogniser = load_recogniser(settings) if settings.speech == "auto" else None
    if isinstance(recogniser, Auto):
        return recogniser.choose(spoken).said(_)
    return _("« {engine} » écoutera : c’est le moteur des réglages.").format(engine=settings.speech)
