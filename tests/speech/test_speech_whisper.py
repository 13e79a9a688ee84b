"""The real library, with a very small checkpoint that has learnt a dozen sentences."""

import lzma
import threading

import numpy as np
import pytest

from errors import ModelDamaged, ModelMissing, NoSuchFile, UnknownLanguage, UnknownModel
from modalities import models
from modalities.speech import SAMPLE_RATE, Clip, decode, recognise_speech, whisper
from tests.fixtures.spoken import (
    DOUBTFUL_WORD,
    INVENTED,
    OTHER_READINGS,
    RATE,
    SENTENCES,
    Utterance,
    chord,
    say,
    wav_of,
)

HINTS = ["Livebox", "Sosh", "Orange", "Ana"]
DOUBTFUL_SENTENCE = next(text for text, _ in SENTENCES if text.endswith(DOUBTFUL_WORD))


@pytest.mark.parametrize(("text", "language"), SENTENCES)
def test_the_bare_library_gives_each_sentence_back_word_for_word(tiny, said, text, language):
    heard = tiny._network.transcribe(said(text, language).samples, fp16=False)

    assert heard["text"].strip() == text
    assert heard["language"] == language


@pytest.mark.parametrize("hints", [[], HINTS], ids=["alone", "with community words"])
@pytest.mark.parametrize("asked", [True, False], ids=["asked for", "detected"])
@pytest.mark.parametrize(("text", "language"), SENTENCES)
def test_each_sentence_comes_back_word_for_word(tiny, said, text, language, asked, hints):
    heard = recognise_speech(said(text, language), tiny, language=language if asked else None, hints=hints)

    assert heard.text == text
    assert heard.language == language
    assert heard.engine == "whisper"


@pytest.mark.parametrize(("text", "language"), SENTENCES[:3])
def test_a_sentence_survives_the_way_through_a_microphone(tiny, text, language):
    chance = np.random.default_rng(6)
    (spoken,) = say([Utterance(text=text, language=language)])
    recorded = 0.4 * np.pad(spoken, (round(1.1 * RATE), RATE)) + chance.normal(
        0, 0.001, len(spoken) + round(2.1 * RATE)
    )

    heard = recognise_speech(decode(wav_of(recorded), name="micro"), tiny, language=language)

    assert heard.text == text


def test_words_have_their_times(tiny, said):
    text, language = SENTENCES[0]
    silence = np.zeros(20 * SAMPLE_RATE, np.float32)
    clip = Clip(samples=np.concatenate([silence, said(text, language).samples, silence]))

    heard = recognise_speech(clip, tiny, language=language)

    assert heard.text == text
    times = [time for word in heard.words for time in (word.start, word.end)]
    assert times == sorted(times)
    assert times[0] == pytest.approx(20.3, abs=0.4)
    assert times[-1] == pytest.approx(20 + said(text, language).seconds - 0.3, abs=0.5)
    middle = next(word for word in heard.words if word.text == "clignote")
    assert 20.8 < middle.start < middle.end < 22.2


def test_a_doubtful_word_is_less_sure_and_has_its_other_readings(tiny, said):
    heard = recognise_speech(said(DOUBTFUL_SENTENCE), tiny, language="fr")

    doubtful = heard.words[-1]
    assert doubtful.text == DOUBTFUL_WORD.strip()
    assert doubtful.confidence < 0.5
    assert {other.text for other in doubtful.alternatives} == {reading.strip() for reading in OTHER_READINGS}
    assert min(word.confidence for word in heard.words[:-1]) > doubtful.confidence
    assert heard.alternatives[0].text == DOUBTFUL_SENTENCE.replace(DOUBTFUL_WORD, f" {doubtful.alternatives[0].text}")


def test_a_word_of_several_tokens_is_completed_by_the_model_itself(tiny, said, monkeypatch):
    monkeypatch.setattr(whisper, "_DOUBTFUL", 1.1)  # as if it doubted everything
    monkeypatch.setattr(whisper, "_LEAST_LIKELY", 0.0)

    heard = recognise_speech(said(*SENTENCES[0]), tiny, language="fr")

    others = [other.text for word in heard.words for other in word.alternatives]
    assert others
    assert all(other.strip() for other in others)


def test_what_the_model_invents_is_left_out(tiny):
    music = Clip(samples=chord(3))
    invented = tiny._network.transcribe(music.samples, language="fr", fp16=False)["text"].strip()

    heard = tiny.recognise(music, language="fr")

    assert invented == INVENTED
    assert heard.text == ""


def test_community_words_do_not_come_out_of_silence(tiny):
    silence = Clip(samples=np.zeros(48_000, np.float32))

    heard = tiny.recognise(silence, language="fr", hints=HINTS)

    assert heard.text == ""


def test_an_unknown_language_is_refused_with_the_known_ones(tiny, said):
    with pytest.raises(UnknownLanguage, match="fr"):
        tiny.recognise(said(*SENTENCES[0]), language="xx")


def test_sessions_that_ask_at_once_each_get_their_own_sentence(tiny, said):
    clips = {text: said(text, language) for text, language in SENTENCES[:4]}
    heard: dict[str, str] = {}

    def listen(text: str) -> None:
        heard[text] = recognise_speech(clips[text], tiny).text

    threads = [threading.Thread(target=listen, args=[text]) for text in clips]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert heard == {text: text for text in clips}


def test_missing_weights_are_named_with_the_command_that_fetches_them(tmp_path, monkeypatch):
    monkeypatch.setattr(models, "own_folder", lambda: tmp_path)
    monkeypatch.setattr(models, "_folders_of_others", lambda: ())

    with pytest.raises(ModelMissing, match="cafe models pull whisper-base"):
        whisper.load(model="base")


def test_an_unknown_model_is_refused_with_the_known_ones():
    with pytest.raises(UnknownModel, match="tiny"):
        whisper.load(model="enormous")


def test_a_path_where_nothing_is_is_said_to_be_empty(tmp_path):
    with pytest.raises(NoSuchFile):
        whisper.load(model=str(tmp_path / "absent.pt"))


@pytest.mark.parametrize("part", [0.0, 0.01, 0.7])
def test_a_damaged_checkpoint_is_refused_in_a_sentence(tmp_path, tiny_checkpoint, part):
    whole = tiny_checkpoint.read_bytes()
    (tmp_path / "abîmé.pt").write_bytes(whole[: round(part * len(whole))])

    with pytest.raises(ModelDamaged, match="abîmé"):
        whisper.load(model=str(tmp_path / "abîmé.pt"))


def test_another_file_is_no_model(tmp_path):
    (tmp_path / "autre.pt").write_bytes(lzma.compress(b"Bonjour"))

    with pytest.raises(ModelDamaged):
        whisper.load(model=str(tmp_path / "autre.pt"))


def test_the_test_checkpoint_is_never_offered_to_a_member(tiny_checkpoint):
    offered = {model.file for model in models.catalogue()}

    assert tiny_checkpoint.name not in offered
    assert not any("test" in name for name in offered)
