"""What is read aloud as captions, in time with the sound."""

import io
import re
import wave

import pytest

from community.captions import captions_in
from modalities import load, voice
from modalities.voice import Speech
from pipelines.captioning import captions_of
from pipelines.speaking import PAUSE_SECONDS, read_aloud, save_wav
from pipelines.telling_aloud import spoken_text

TEXT = "Débranchez la box. Attendez <une> minute & demie --> puis 2,4 secondes.\nRebranchez-la."


def spoken(text: str):
    lines = spoken_text(text, "fr")
    return list(zip(lines, read_aloud(lines, load(voice, "scripted"), language="fr"), strict=True))


def seconds(file: bytes) -> float:
    with wave.open(io.BytesIO(file)) as sound:
        return sound.getnframes() / sound.getframerate()


def test_each_breath_is_a_caption_while_it_is_heard():
    told = spoken(TEXT)

    captions = captions_in(captions_of(told))

    assert [one.words for one in captions] == [line.said for line, _ in told]
    for caption, (_, speech) in zip(captions, told, strict=True):
        assert caption.end - caption.start == pytest.approx(speech.seconds, abs=0.002)
    assert captions[1].start - captions[0].end == pytest.approx(PAUSE_SECONDS, abs=0.002)
    assert captions[-1].end == pytest.approx(seconds(save_wav(speech for _, speech in told)), abs=0.005)


def test_each_word_has_its_time_within_its_caption():
    told = spoken("Attendez une minute.")

    timed = captions_of(told).split("\n")[3]

    assert re.fullmatch(r"Attendez <00:00:00\.\d{3}>une <00:00:00\.\d{3}>minute\.", timed)


def test_a_voice_that_tells_no_times_has_plain_captions():
    (line,) = spoken_text("Bonjour à tous.", "fr")

    written = captions_of([(line, Speech(wav=b"", seconds=1.5))])

    assert written == "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nBonjour à tous.\n"


@pytest.mark.parametrize("text", ["😀 👍🏽", "مرحبا بالعالم", "Oui", "a\u0300" * 90, "</v>\x00<00:00:09.000>"])
def test_odd_words_stay_within_their_caption(text):
    captions = captions_in(captions_of(spoken(text)))

    assert len(captions) == len(spoken_text(text, "fr"))


def test_nothing_read_has_no_caption():
    assert captions_of([]) == "WEBVTT\n"
