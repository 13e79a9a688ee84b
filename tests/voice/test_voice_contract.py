"""What every voice keeps to."""

import importlib.util
import io
import os
import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import modalities
from errors import BadSetting, TooManyWords, UnknownLanguage, VoiceSilent
from modalities import voice as voices
from modalities.voice import LONGEST_SPOKEN, Speech, Voice

SENTENCE = "Redémarrez la Livebox 6, puis attendez que l'été du voyant passe au vert en 2,4 GHz."


def options(name: str, folder: Path) -> dict[str, object]:
    """What a voice needs to be told in a room where it has no files."""
    if name != "piper" or not importlib.util.find_spec("piper"):
        return {}
    from tests.fixtures.tiny_piper import make_tiny_voice

    both = [make_tiny_voice(folder / f"{language}.onnx", language) for language in ("fr", "en-us")]
    return {"model": ",".join(map(str, both))}


@pytest.fixture(scope="module", params=modalities.available(voices))
def voice(request, tmp_path_factory):
    try:
        loaded = modalities.load(voices, request.param, **options(request.param, tmp_path_factory.mktemp("voices")))
    except VoiceSilent as reason:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(reason))
    yield loaded
    if hasattr(loaded, "close"):
        loaded.close()


def frames(speech: Speech) -> bytes:
    with wave.open(io.BytesIO(speech.wav)) as sound:
        assert sound.getsampwidth() == 2
        assert sound.getnframes() / sound.getframerate() == pytest.approx(speech.seconds, abs=0.001)
        return sound.readframes(sound.getnframes())


def test_a_voice_is_named_like_its_file(voice: Voice):
    assert voice.name in modalities.available(voices)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_sentence_is_heard(voice: Voice, language):
    speech = voice.speak(SENTENCE, language=language)

    assert speech.seconds > 1
    assert any(frames(speech))


def test_words_follow_one_another_within_the_sound_and_the_text(voice: Voice):
    speech = voice.speak(SENTENCE, language="fr")

    starts = [word.start for word in speech.words]
    places = [place for word in speech.words for place in (word.first, word.last)]
    assert starts == sorted(starts)
    assert all(0 <= start < speech.seconds for start in starts)
    assert places == sorted(places)
    assert all(word.first < word.last <= len(SENTENCE) for word in speech.words)


def test_every_word_is_told_once_however_often_the_voice_has_spoken(voice: Voice):
    said = SENTENCE.replace(",", " ,").replace("2 ,4", "2,4").rstrip(".").split()
    expected = [word for word in said if word != ","]

    for attempt in range(3):
        text = SENTENCE + " " * attempt  # not the same text again, which would only be remembered
        words = voice.speak(text, language="fr").words

        assert [text[word.first : word.last] for word in words] == expected


def test_the_same_sentence_gives_the_same_bytes(voice: Voice):
    once = voice.speak(SENTENCE, language="fr")
    voice.speak("Autre chose.", language="fr")

    assert voice.speak(SENTENCE, language="fr").wav == once.wav


def test_faster_is_shorter(voice: Voice):
    slow, plain, fast = (voice.speak(SENTENCE, language="fr", speed=speed).seconds for speed in (0.6, 1.0, 1.5))

    assert slow > plain > fast


@pytest.mark.parametrize("text", ["", "   ", "\n", "\x00\x07\x1b", "\u200b"])
def test_what_holds_nothing_to_say_is_a_short_silence(voice: Voice, text):
    speech = voice.speak(text, language="fr")

    assert 0 < speech.seconds <= 0.5
    assert not any(frames(speech))
    assert speech.words == ()


@pytest.mark.parametrize(
    "text",
    [
        "😀",
        "…",
        "Oui\x00 non\x1b[31m",
        "\ud800",
        "e\u0301te\u0301",
        "a" * LONGEST_SPOKEN,
        "%s {name} \\n",
        "[[h@'loU]]",
    ],
    ids=["emoji", "dots", "control", "surrogate", "accents", "long", "formats", "phonemes"],
)
def test_odd_text_is_spoken_or_passed_over(voice: Voice, text):
    speech = voice.speak(text, language="fr")

    assert frames(speech)
    assert all(text[word.first : word.last].strip() for word in speech.words)


def test_markup_is_read_as_text(voice: Voice):
    marked = voice.speak('<speak>Bonjour <break time="9s"/></speak>', language="fr")
    plain = voice.speak("Bonjour", language="fr")

    assert marked.seconds > plain.seconds + 0.5  # its words are said…
    assert marked.seconds < 9  # …and not obeyed


def test_a_text_too_long_for_one_breath_is_refused(voice: Voice):
    with pytest.raises(TooManyWords, match="100000"):
        voice.speak("a" * 100_000, language="fr")


def test_a_language_that_is_not_known_is_refused(voice: Voice):
    with pytest.raises(UnknownLanguage, match="fr, en"):
        voice.speak("Guten Tag", language="de")  # type: ignore[arg-type]


@pytest.mark.parametrize("speed", [0.0, 0.4, 2.1, float("nan")])
def test_a_speed_out_of_range_is_refused(voice: Voice, speed):
    with pytest.raises(BadSetting):
        voice.speak("Bonjour", language="fr", speed=speed)


def test_two_threads_each_get_their_own_sentence(voice: Voice):
    texts = [f"Phrase numéro {number}, {'longue ' * (number % 4)}et finie." for number in range(12)]

    with ThreadPoolExecutor(max_workers=4) as threads:
        spoken = list(threads.map(lambda text: voice.speak(text, language="fr"), texts * 2))

    assert [speech.wav for speech in spoken[:12]] == [speech.wav for speech in spoken[12:]]
    for text, speech in zip(texts, spoken, strict=False):
        assert text[: speech.words[-1].last] == text.rstrip(".")
