"""A recogniser that hears what it was told to."""

import numpy as np

from modalities.speech import Clip, scripted
from vocabulary import Recognition

CLIP = Clip(samples=np.zeros(32_000, np.float32))


def test_it_says_its_lines_in_order_and_begins_again():
    recogniser = scripted.load(says=["un", "deux"])

    heard = [recogniser.recognise(CLIP).text for _ in range(3)]

    assert heard == ["un", "deux", "un"]


def test_its_words_are_spread_evenly_over_the_clip():
    heard = scripted.load(says="bonjour à tous les amis").recognise(CLIP, language="fr")

    assert [word.start for word in heard.words] == [0.0, 0.4, 0.8, 1.2000000000000002, 1.6]
    assert heard.words[-1].end == 2.0


def test_a_whole_recognition_can_be_prepared():
    prepared = Recognition(modality="speech", engine="whisper", text="thé", confidence=0.2)

    heard = scripted.load(says=[prepared]).recognise(CLIP)

    assert (heard.text, heard.engine, heard.confidence) == ("thé", "whisper", 0.2)
    assert heard.captured_at == CLIP.captured_at


def test_it_can_understand_nothing():
    heard = scripted.load(says=[""]).recognise(CLIP, language="en")

    assert heard.text == ""
    assert heard.words == ()
    assert heard.language == "en"


def test_without_a_script_it_asks_a_question_in_french():
    heard = scripted.load().recognise(CLIP)

    assert heard.text == scripted.DEMONSTRATION
    assert heard.language == "fr"
