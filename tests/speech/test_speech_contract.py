"""What every recogniser promises, held by each file in ``modalities/speech``."""

from datetime import UTC, datetime

import numpy as np
import pytest

from errors import UnknownLanguage
from modalities import available, speech
from modalities import load as load_backend
from modalities.speech import SAMPLE_RATE, Clip, decode, recognise_speech
from tests.fixtures.spoken import SENTENCES, chord
from vocabulary import Recognition

ENGLISH = next(text for text, language in SENTENCES if language == "en")
EARLIER = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(params=available(speech))
def recogniser(request, tiny_checkpoint):
    """Each back-end, with the test checkpoint where it wants Whisper's weights."""
    return load_backend(speech, request.param, model=str(tiny_checkpoint))


def test_there_are_the_back_ends_that_the_manual_names():
    assert {"auto", "pocketsphinx", "scripted", "whisper"} <= set(available(speech))


def test_speech_gives_a_recognition_with_its_words_in_order(recogniser, said):
    spoken = said(ENGLISH, "en")
    clip = Clip(samples=spoken.samples, captured_at=EARLIER)

    heard = recognise_speech(clip, recogniser, language="en")

    assert isinstance(heard, Recognition)
    assert heard.modality == "speech"
    assert heard.engine in available(speech)
    assert heard.text == heard.text.strip() != ""
    assert [word.text for word in heard.words] == heard.text.split() or "?" in heard.text
    assert heard.captured_at == EARLIER
    assert heard.seconds is not None
    assert heard.seconds > 0
    times = [time for word in heard.words for time in (word.start, word.end)]
    assert all(0 <= time <= clip.seconds + 0.01 for time in times)
    starts = [word.start for word in heard.words]
    assert starts == sorted(starts)
    confidences = [heard.confidence, *(word.confidence for word in heard.words)]
    assert all(confidence is None or 0 <= confidence <= 1 for confidence in confidences)
    assert all(other.text and other.text != heard.text for other in heard.alternatives)
    assert all(other.text != word.text for word in heard.words for other in word.alternatives)


def test_the_recording_is_left_as_it_was(recogniser, said):
    spoken = said(ENGLISH, "en")
    before = spoken.samples.copy()

    recognise_speech(spoken, recogniser, language="en")

    assert np.array_equal(spoken.samples, before)


@pytest.mark.parametrize(
    "samples",
    [
        pytest.param(np.zeros(3 * SAMPLE_RATE, np.float32), id="silence"),
        pytest.param(np.random.default_rng(4).normal(0, 0.1, 3 * SAMPLE_RATE).astype(np.float32), id="noise"),
        pytest.param(chord(4), id="a chord"),
        pytest.param(np.zeros(0, np.float32), id="nothing"),
    ],
)
def test_nothing_comes_from_where_nobody_speaks(recogniser, samples):
    heard = recognise_speech(Clip(samples=samples), recogniser, language="en", hints=["Livebox", "Sosh", "Orange"])

    assert heard.text == ""
    assert heard.words == ()
    assert heard.alternatives == ()


@pytest.mark.parametrize("name", ["silence-2s.wav", "noise-background.wav", "music-speech-noise-mix.mp3"])
def test_nothing_comes_from_real_silence_noise_and_music(recogniser, shared_data, name):
    clip = decode(shared_data / "speech" / name, name=name)

    heard = recognise_speech(clip, recogniser, language="en", hints=["Livebox"])

    assert heard.text == ""


def test_an_unknown_language_is_refused_with_the_known_ones(recogniser, said):
    if recogniser.name == "scripted":
        pytest.skip("it says its lines in whatever language it is asked")

    with pytest.raises(UnknownLanguage, match="en"):
        recognise_speech(said(ENGLISH, "en"), recogniser, language="klingon")


def test_two_recordings_one_after_the_other_do_not_mix(recogniser, said):
    first, second = said(ENGLISH, "en"), said(SENTENCES[-1][0], "en")
    if recogniser.name == "scripted":
        pytest.skip("it has one line")

    alone = recognise_speech(second, recogniser, language="en")
    recognise_speech(first, recogniser, language="en")
    after = recognise_speech(second, recogniser, language="en")

    assert after.text == alone.text
