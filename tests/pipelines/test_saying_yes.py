"""Which words are a yes to a publication, and which are not."""

import pytest

from pipelines.saying_yes import says_publish
from vocabulary import Recognition, Word


def heard(text: str, *, confidence: float | None = 0.9) -> Recognition:
    words = tuple(Word(text=word, confidence=confidence) for word in text.split())
    return Recognition(modality="speech", engine="any", text=text, words=words)


@pytest.mark.parametrize("text", ["publier", "Publier.", "Publié !", "Oui, publier.", "publiez"])
def test_the_word_alone_is_a_yes(text):
    assert says_publish(heard(text), "fr")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "oui",
        "non",
        "ne pas publier",
        "publier plus tard",
        "je ne veux pas publier",
        "oublier",
        "publish",
        "publier non",
    ],
)
def test_anything_else_is_none(text):
    assert not says_publish(heard(text), "fr")


def test_a_word_that_is_doubted_is_none():
    assert not says_publish(heard("publier", confidence=0.2), "fr")


def test_it_is_asked_for_in_the_language_of_the_page():
    assert says_publish(heard("Yes, publish."), "en")
    assert not says_publish(heard("publier"), "en")
