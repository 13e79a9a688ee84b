"""The program that drives pyttsx3, alone in its process: a voice that hangs or crashes takes nothing else with it.

It is run by its path with ``python -P`` and imports nothing of ours, so that ``import pyttsx3`` is the library and not
the file beside this one. On standard output it says that it is ready, then answers each request: one line of JSON,
whose ``bytes`` tells how many bytes of sound follow it. It ends when its standard input does, even while it speaks.
"""

import ctypes
import json
import os
import queue
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, BinaryIO

_ESPEAK = "libespeak-ng.so.1"
_ESPEAK_OWN_RATE = 175  # words a minute; pyttsx3 sets 200 at its start


def main() -> None:
    # pyttsx3 prints the name of every file that it saves: keep our channel for ourselves.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    try:
        speaker = Speaker(sys.argv[1] if len(sys.argv) > 1 else None)
    except Exception as reason:  # noqa: BLE001 - the outermost edge: every system's voices fail in their own way
        _answer(out, {"failed": f"{type(reason).__name__}: {reason}"})
        return
    _answer(out, {"voices": speaker.voices()})
    while True:
        request = requests.get()
        try:
            sound, words = speaker.speak(**request)
        except Exception as reason:  # noqa: BLE001 - likewise
            _answer(out, {"failed": f"{type(reason).__name__}: {reason}"})
        else:
            _answer(out, {"words": words}, sound)


def _listen(requests: "queue.SimpleQueue[dict[str, Any]]") -> None:
    for line in sys.stdin.buffer:
        requests.put(json.loads(line))
    os._exit(0)  # whoever asked is gone; the main thread may be stuck in the voice, so it is not asked


def _answer(out: BinaryIO, said: dict[str, Any], sound: bytes = b"") -> None:
    out.write(json.dumps({**said, "bytes": len(sound)}).encode() + b"\n" + sound)
    out.flush()


class Speaker:
    """The system's voices through pyttsx3."""

    def __init__(self, driver: str | None) -> None:
        if sys.platform.startswith("linux"):
            _find_espeak()
        import pyttsx3

        self._engine: Any = pyttsx3.init(driver)
        self._espeak = _Espeak(self._engine) if self._engine.driver_name == "espeak" else None
        self._own_rate = _ESPEAK_OWN_RATE if self._espeak else self._engine.getProperty("rate")

    def voices(self) -> list[dict[str, Any]]:
        found = self._engine.getProperty("voices")
        return [{"id": voice.id, "languages": [str(one) for one in voice.languages if one]} for voice in found]

    def speak(self, text: str, voice: str, speed: float) -> tuple[bytes, list[tuple[float, int]]]:
        """The bytes of a sound file, and for each word its start in seconds and the index of its first character."""
        rate = round(self._own_rate * speed)
        with tempfile.TemporaryDirectory(prefix="cafe-voice-") as folder:
            file = Path(folder) / "said.wav"
            words = (self._espeak.save if self._espeak else self._save)(text, file, {"voice": voice, "rate": rate})
            return file.read_bytes() if file.exists() else b"", words

    def _save(self, text: str, file: Path, properties: dict[str, Any]) -> list[tuple[float, int]]:
        for name, value in properties.items():
            self._engine.setProperty(name, value)
        self._engine.save_to_file(text, str(file))
        self._engine.runAndWait()
        return []


def _find_espeak() -> None:
    """Let pyttsx3 load espeak-ng by its name: the system's, else the one that the espeakng-loader wheel carries."""
    try:
        ctypes.CDLL(_ESPEAK)
    except OSError:
        import espeakng_loader

        # Once loaded for everyone, the loader finds it by its name wherever it lies.
        ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
        os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()


class _Espeak:
    """pyttsx3's espeak driver, with the time at which each word begins, which its own started-word event leaves out.

    espeak-ng works in a thread of its own, and pyttsx3 cancels whatever is still under way when its loop ends: even a
    change of rate just asked for. So it is waited for before and after. The names used are those of pyttsx3 2.99.
    """

    def __init__(self, engine: Any) -> None:
        from pyttsx3.drivers import _espeak

        self._library = _espeak
        self._engine = engine
        self._driver = engine.proxy._driver
        self._words: list[tuple[float, int]] = []
        self._finished = threading.Event()
        engine.connect("finished-utterance", lambda **_: self._finished.set())
        _espeak.SetSynthCallback(self._heard)

    def save(self, text: str, file: Path, properties: dict[str, Any]) -> list[tuple[float, int]]:
        for name, value in properties.items():
            self._driver.setProperty(name, value)
        self._library.Synchronize()
        self._words = []
        self._finished.clear()
        self._engine.save_to_file(text, str(file))
        self._engine.runAndWait()
        self._finished.wait()
        self._library.Synchronize()
        return self._words

    def _heard(self, wav: Any, length: int, events: Any) -> int:
        at = 0
        while (event := events[at]).type != self._library.EVENT_LIST_TERMINATED:
            # Positions count from 1; from the second call on, a word that is not there may be told at 0.
            if event.type == self._library.EVENT_WORD and event.text_position > 0:
                self._words.append((event.audio_position / 1000, event.text_position - 1))
            at += 1
        return int(self._driver._onSynth(wav, length, events))


if __name__ == "__main__":
    main()
