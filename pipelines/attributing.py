"""Whose words stand in an answer: as it is written, and as it is said."""

from datetime import date, datetime

from locales import translation
from pipelines.dating import day_in_words
from vocabulary import Language, Source


def introduced(source: Source, *, is_first: bool, language: Language) -> str:
    """The written line above the words of a source."""
    _ = translation(language).gettext
    if source.kind == "atelier":
        line = _("Dans l’atelier « {title} », animé par {author}, on a voté sur cette question :")
    elif source.kind == "contribution":
        line = _("{author} raconte, à l’atelier « {title} » :")
    elif source.kind == "tip":
        line = _("L’astuce « {title} », de {author} :")
    elif is_first:
        line = _("{author} répond, dans « {title} » :")
    else:
        line = _("{author} ajoute, dans « {title} » :")
    return line.format(author=source.author, title=source.title)


def introduced_aloud(source: Source, *, language: Language, today: date) -> str:
    """The same, said briefly: whose words follow and of when, without the title of the thread."""
    _ = translation(language).gettext
    if source.kind == "atelier":
        return _("D’après les votes de l’atelier « {title} » :").format(title=source.title)
    if source.kind == "tip":
        return _("D’après l’astuce « {title} », de {author} :").format(title=source.title, author=source.author)
    if source.kind == "contribution":
        return _("D’après {author}, à l’atelier « {title} » :").format(title=source.title, author=source.author)
    if source.written_at is None:
        return _("D’après la réponse de {author} :").format(author=source.author)
    day = day_aloud(source.written_at, language=language, today=today)
    return _("D’après la réponse de {author}, le {day} :").format(author=source.author, day=day)


def day_aloud(moment: datetime, *, language: Language, today: date) -> str:
    """A day as one says it: « 12 mars », with its year when that is not this one."""
    return day_in_words(moment, language, form="of the year" if moment.year == today.year else "long")


def continued(source: Source, *, language: Language) -> str:
    """The written line after words that go on where they come from."""
    _ = translation(language).gettext
    if source.kind == "contribution":
        return _("La suite est dans l’atelier.")
    return _("La suite est dans l’astuce.") if source.kind == "tip" else _("La suite est dans le fil.")
