"""The process in which pyttsx3 runs: cut off when it hangs, gone when it is not needed."""

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import modalities
from errors import VoiceSilent
from modalities import voice as voices
from modalities.voice.pyttsx3 import load

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="stops processes as Linux does")


@pytest.fixture
def voice():
    try:
        loaded = load(limit_s=0.4, limit_s_a_character=0.0)
    except VoiceSilent as reason:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(reason))
    yield loaded
    loaded.close()


def program(text: str) -> list[str]:
    return [sys.executable, "-c", text]


def is_a_child(pid: int) -> bool:
    """Whether the process runs, or has ended and was never waited for."""
    return Path(f"/proc/{pid}").exists()


def test_one_worker_serves_every_sentence(voice):
    first = voice.pid

    voice.speak("Bonjour.", language="fr")
    voice.speak("Good morning.", language="en")

    assert voice.pid == first


def test_a_voice_that_hangs_is_cut_off_and_asked_again(voice):
    hung = voice.pid
    os.kill(hung, signal.SIGSTOP)

    speech = voice.speak("Bonjour.", language="fr")

    assert speech.words
    assert voice.pid != hung
    assert not is_a_child(hung)


def test_closing_does_not_wait_for_a_voice_that_hangs():
    voice = load(limit_s=60.0, program=[sys.executable, str(HERE / "hanging_worker.py")])
    hung = voice.pid
    silent = []

    def ask() -> None:
        with pytest.raises(VoiceSilent) as raised:
            voice.speak("Bonjour.", language="fr")
        silent.append(raised.value)

    asked = threading.Thread(target=ask)
    begun = time.monotonic()
    asked.start()
    while asked.is_alive():  # it asks twice
        voice.close()
        asked.join(0.05)

    assert time.monotonic() - begun < 30  # it would have been given a minute, twice
    assert len(silent) == 1
    assert not is_a_child(hung)


def test_a_voice_that_died_is_replaced(voice):
    dead = voice.pid
    os.kill(dead, signal.SIGKILL)

    assert voice.speak("Bonjour.", language="fr").words
    assert not is_a_child(dead)


def test_a_voice_that_hangs_twice_is_silent_and_says_so():
    voice = load(program=[sys.executable, str(HERE / "hanging_worker.py")], limit_s=0.1, limit_s_a_character=0.0)
    hung = voice.pid

    with pytest.raises(VoiceSilent, match="pas répondu à temps, deux fois"):
        voice.speak("Bonjour.", language="fr")

    assert voice.pid is None
    assert not is_a_child(hung)


def test_a_long_sentence_is_given_more_time():
    voice = load(program=[sys.executable, str(HERE / "hanging_worker.py")], limit_s=0.0, limit_s_a_character=0.01)

    with pytest.raises(VoiceSilent) as silent:
        voice.speak("a" * 20, language="fr")

    assert "0.2 s" in str(silent.value.__cause__)


def test_a_sentence_that_was_not_spoken_is_asked_for_again():
    voice = load(program=[sys.executable, str(HERE / "hanging_worker.py")], limit_s=0.05, limit_s_a_character=0.0)

    for _ in range(2):
        with pytest.raises(VoiceSilent):
            voice.speak("Bonjour.", language="fr")


def test_no_voice_of_the_language_is_said_in_words():
    voice = load(program=[sys.executable, str(HERE / "hanging_worker.py")], limit_s=0.1)

    with pytest.raises(VoiceSilent, match="aucune voix anglaise"):
        voice.speak("Hello.", language="en")

    voice.close()


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (program('print(\'{"failed": "RuntimeError: no espeak", "bytes": 0}\')'), "aucun moteur de voix"),
        (program("raise SystemExit(1)"), "pas démarré"),
        (program("print('Bonjour')"), "pas démarré"),
        (["/nowhere/at/all"], "aucun moteur de voix"),
    ],
    ids=["no engine", "crash", "nonsense", "no program"],
)
def test_a_machine_without_voices_is_told_at_once(command, why):
    with pytest.raises(VoiceSilent, match=why):
        load(program=command)


def test_a_sound_that_is_none_is_a_silent_voice():
    answers = [{"voices": [{"id": "fr", "languages": ["fr"]}], "bytes": 0}, {"words": [], "bytes": 0}]
    said = "; ".join(f"print({json.dumps(json.dumps(answer))}, flush=True)" for answer in answers)
    voice = load(program=program(f"{said}; input(); input()"))

    with pytest.raises(VoiceSilent, match="pas rendu de son"):
        voice.speak("Bonjour.", language="fr")

    voice.close()


def test_the_worker_ends_with_the_process_that_asked():
    asker = subprocess.Popen(
        program("from modalities.voice.pyttsx3 import load; v = load(); print(v.pid, flush=True); input()"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    with asker:
        worker = os.pidfd_open(int(asker.stdout.readline()))

        asker.kill()  # it has no chance to say goodbye

        ended = select.poll()
        ended.register(worker, select.POLLIN)
        assert ended.poll(5_000)
    os.close(worker)


def test_a_voice_that_nobody_keeps_takes_its_worker_along():
    voice = load(program=[sys.executable, str(HERE / "hanging_worker.py")])
    worker = voice.pid

    del voice

    assert not is_a_child(worker)


def test_an_espeak_of_the_system_is_preferred(monkeypatch):
    loader = pytest.importorskip("espeakng_loader")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(Path(loader.get_library_path()).parent))
    monkeypatch.setenv("ESPEAK_DATA_PATH", loader.get_data_path())
    monkeypatch.setenv("PYTHONPATH", str(HERE / "without_the_loader"))

    voice = load()

    assert voice.speak("Bonjour.", language="fr").words
    voice.close()


def test_asking_for_the_names_starts_nothing():
    asked = "import modalities, sys; from modalities import voice; modalities.available(voice)"
    shown = "print([name for name in ('pyttsx3', 'numpy', 'modalities.voice.pyttsx3') if name in sys.modules])"

    seen = subprocess.run(program(f"{asked}; {shown}"), cwd=ROOT, capture_output=True, text=True, check=True)

    assert seen.stdout.strip() == "[]"
    assert modalities.available(voices)
