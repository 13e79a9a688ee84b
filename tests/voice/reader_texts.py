"""What is read aloud in the tests of the reader."""

from pipelines.telling_aloud import SpokenLine, spoken_answer, spoken_text
from vocabulary import Answer, Source

TEXTS = {
    "livebox": "Débranchez la Livebox 😀 <b>l'été</b>. Attendez 2,4 secondes. Rebranchez-la !",
    "other": "Une autre réponse. Elle est courte.",
    "long": "Éteignez la Livebox avec le bouton qui est à l'arrière, puis attendez une dizaine de secondes. "
    "Rallumez-la. Quand le voyant passe au vert, la connexion est revenue. "
    "S'il reste orange, vérifiez que le câble de la fibre est bien enfoncé.",
    "answer": "Marie répond, dans « Voyant » :\nDébranchez la box pendant une minute.\nRebranchez-la.",
    "emoji": "😀 👍🏽 🎉",
    "arabic": "مرحبا بالعالم. شكرا لكم.",
    "word": "Livebox",
    "endless": "mot " * 10_000,
}
_SOURCE = Source(id="1", thread="2", title="Voyant", author="Marie", quote="", link="/")


def spoken_of(name: str) -> tuple[SpokenLine, ...]:
    """How the text of that name is said."""
    text = TEXTS[name]
    if name != "answer":
        return spoken_text(text, "fr")
    return spoken_answer(Answer(text=text, known=True, steps=tuple(text.split("\n")[1:]), sources=(_SOURCE,)))
