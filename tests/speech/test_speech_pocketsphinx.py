"""English dictation without any download."""

import pytest

from errors import UnknownLanguage
from modalities.speech import decode, pocketsphinx, recognise_speech


@pytest.fixture(scope="module")
def recogniser():
    return pocketsphinx.load()


def test_a_famous_sentence_is_partly_understood(recogniser, shared_data):
    clip = decode(shared_data / "speech" / "jfk.flac", name="jfk.flac")

    heard = recognise_speech(clip, recogniser, language="en")

    words = heard.text.split()
    assert {"my", "fellow", "what", "your", "can", "you"} <= set(words)
    assert [word.text for word in heard.words] == words
    assert 0.0 < heard.confidence < 1.0
    assert heard.alternatives
    assert any(word.alternatives for word in heard.words)
    assert heard.language == "en"


@pytest.mark.parametrize("language", ["fr", "de", None])
def test_it_makes_no_english_words_of_another_language(recogniser, said, language):
    with pytest.raises(UnknownLanguage, match="en"):
        recognise_speech(said("Le wifi est très lent dans ma chambre."), recogniser, language=language)


def test_it_can_be_told_that_everybody_here_speaks_english(said):
    recogniser = pocketsphinx.load(assume="en")

    heard = recognise_speech(said("How do I set up my voicemail?", "en"), recogniser)

    assert heard.text
    assert heard.language == "en"
