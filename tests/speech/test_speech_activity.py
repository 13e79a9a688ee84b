"""Silence, noise and music are not speech."""

import time

import numpy as np
import pytest

from modalities.speech import SAMPLE_RATE, Clip, decode
from modalities.speech._activity import speech_spans
from tests.fixtures.spoken import SENTENCES, chord

SENTENCE, LANGUAGE = SENTENCES[0]
chance = np.random.default_rng(3)


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * SAMPLE_RATE), dtype=np.float32)


def hiss(seconds: float, loudness: float) -> np.ndarray:
    return (loudness * chance.normal(size=round(seconds * SAMPLE_RATE))).astype(np.float32)


@pytest.mark.parametrize(
    "samples",
    [
        pytest.param(silence(0), id="nothing"),
        pytest.param(silence(0.01), id="an instant"),
        pytest.param(silence(5), id="silence"),
        pytest.param(hiss(5, 0.001), id="a quiet room"),
        pytest.param(hiss(5, 0.2), id="loud noise"),
        pytest.param(chord(5), id="a chord"),
        pytest.param(np.sign(hiss(5, 1)) * silence(5), id="negative zeros"),
    ],
)
def test_nobody_speaks_in_silence_noise_or_a_chord(samples):
    assert speech_spans(Clip(samples=samples)) == ()


@pytest.mark.parametrize("name", ["silence-2s.wav", "noise-background.wav", "music-speech-noise-mix.mp3"])
def test_nobody_addresses_us_in_these_recordings(shared_data, name):
    clip = decode(shared_data / "speech" / name, name=name)

    assert speech_spans(clip) == ()


def test_every_real_speaker_is_heard(shared_data):
    clips = sorted((shared_data / "speech").glob("fleurs-*.ogg")) + sorted(
        (shared_data / "speech").glob("commande-*.wav")
    )

    unheard = [path.name for path in clips if not speech_spans(decode(path, name=path.name))]

    assert clips
    assert unheard == []


def test_ten_minutes_of_silence_are_quickly_seen_to_be_empty():
    clip = Clip(samples=silence(600))
    begun = time.perf_counter()

    spans = speech_spans(clip)

    assert spans == ()
    assert time.perf_counter() - begun < 10


def test_speech_is_found_where_it_is(said):
    spoken = said(SENTENCE, LANGUAGE)
    clip = Clip(samples=np.concatenate([silence(2), spoken.samples, silence(3)]))

    spans = speech_spans(clip)

    assert spans[0].start == pytest.approx(2.3, abs=0.35)
    assert spans[-1].end == pytest.approx(2 + spoken.seconds - 0.3, abs=0.5)


def test_spans_are_in_order_apart_and_within_the_clip(said):
    spoken = said(SENTENCE, LANGUAGE).samples
    clip = Clip(samples=np.concatenate([spoken, silence(2), spoken, silence(0.7), spoken]))

    spans = speech_spans(clip)

    assert len(spans) >= 2
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= clip.seconds


def test_a_knock_on_the_microphone_does_not_hide_who_speaks(said):
    spoken = 0.05 * said(SENTENCE, LANGUAGE).samples
    knock = hiss(0.08, 0.9)

    spans = speech_spans(Clip(samples=np.concatenate([silence(1), knock, silence(1), spoken])))

    assert spans


def test_who_speaks_in_a_noisy_room_is_heard(said):
    spoken = said(SENTENCE, LANGUAGE).samples
    clip = np.concatenate([silence(2), spoken, silence(2)])

    spans = speech_spans(Clip(samples=clip + hiss(len(clip) / SAMPLE_RATE, 0.02)))

    assert spans


def test_a_voice_after_a_long_loud_music_is_not_taken_to_speak_to_us(said):
    spoken = 0.3 * said(SENTENCE, LANGUAGE).samples

    spans = speech_spans(Clip(samples=np.concatenate([chord(40, loudness=0.9), spoken])))

    assert spans == ()
