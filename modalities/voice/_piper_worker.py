"""The program that drives piper, alone in its process: a voice that hangs or crashes takes nothing else with it.

It is run by its path with ``python -P`` and imports nothing of ours. Its arguments are the voices' files. It speaks as
``_worker.py`` does: one line of JSON whose ``bytes`` tells how many bytes of sound follow it.
"""

import io
import json
import os
import queue
import re
import sys
import threading
import wave
from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, BinaryIO

_WORD = re.compile(r"\S*[^\W_]\S*")
_STRESS = "ˈˌ"
_UNHEARD = " -.,;:!?ː"


def main() -> None:
    # Libraries may print: keep our channel for ourselves.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    try:
        speakers = {path: Speaker(path) for path in sys.argv[1:]}
    except Exception as reason:  # noqa: BLE001 - the outermost edge: a damaged file fails in many ways
        _answer(out, {"failed": f"{type(reason).__name__}: {reason}"})
        return
    _answer(out, {"voices": [{"id": path, "languages": [one.language]} for path, one in speakers.items()]})
    while True:
        request = requests.get()
        try:
            sound, words = speakers[request["voice"]].speak(request["text"], request["speed"])
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
    """One of piper's voices."""

    def __init__(self, path: str) -> None:
        import piper

        # The times of phonemes are inside every voice of piper's; asking for them changes nothing of the sound.
        self._voice = piper.PiperVoice.load(path, include_alignments=True)
        self._alone = lru_cache(maxsize=4096)(self._phonemes_alone)

    @property
    def language(self) -> str:
        return str(self._voice.config.espeak_voice)

    def speak(self, text: str, speed: float) -> tuple[bytes, list[tuple[float, int]]]:
        """The bytes of a WAV file, and for each word its start in seconds and the index of its first character.

        No words where the voice does not tell how long its phonemes last.
        """
        import piper

        pace = piper.SynthesisConfig(length_scale=self._voice.config.length_scale / speed)
        rate = self._voice.config.sample_rate
        heard: list[tuple[str, float]] = []
        told = True
        file = io.BytesIO()
        samples = 0
        with wave.open(file, "wb") as out:
            out.setparams((1, 2, rate, 0, "NONE", "not compressed"))
            for chunk in self._voice.synthesize(text, pace, include_alignments=True):
                told = told and chunk.phoneme_alignments is not None
                at = samples
                for one in chunk.phoneme_alignments or ():
                    heard.append((one.phoneme, at / rate))
                    at += int(one.num_samples)
                samples += len(chunk.audio_float_array)
                out.writeframes(chunk.audio_int16_bytes)
        words = [(found.start(), self._alone(found.group())) for found in _WORD.finditer(text)]
        return file.getvalue(), word_times(heard, words) if told else []

    def _phonemes_alone(self, word: str) -> tuple[str, ...]:
        return tuple(phoneme for sentence in self._voice.phonemize(word) for phoneme in sentence)


def word_times(
    heard: Sequence[tuple[str, float]], words: Sequence[tuple[int, Sequence[str]]]
) -> list[tuple[float, int]]:
    """When each word begins: its start, and the index that was given with it.

    ``heard`` are the phonemes of the sentence, each with its start in seconds. ``words`` are an index and the phonemes
    that the word has when it stands alone: in a sentence some run together (« les amis », « for the »), so the two are
    laid one upon the other, and a word whose beginning has no counterpart is put between its neighbours.
    """
    sounds, starts = _sounds(heard)
    alone: list[str] = []
    begins: list[tuple[int, int]] = []
    for index, phonemes in words:
        begins.append((len(alone), index))
        alone.extend(phoneme for phoneme in phonemes if phoneme not in _STRESS + _UNHEARD)
    if not sounds or not alone:
        return []
    # The anchors: a place in `alone`, and the place in `sounds` where the same is heard.
    anchors = [(-1, -1)]
    for block in SequenceMatcher(None, alone, sounds, autojunk=False).get_matching_blocks():
        anchors.extend((block.a + step, block.b + step) for step in range(block.size))
    anchors.append((len(alone), len(sounds)))
    return [(starts[_counterpart(place, anchors, len(sounds))], index) for place, index in begins]


def _sounds(heard: Sequence[tuple[str, float]]) -> tuple[list[str], list[float]]:
    """The phonemes that make a sound; the mark of stress before one belongs to it."""
    sounds: list[str] = []
    starts: list[float] = []
    stressed: float | None = None
    for phoneme, start in heard:
        if phoneme in _STRESS:
            stressed = start if stressed is None else stressed
        elif phoneme not in _UNHEARD and phoneme not in "^$":
            sounds.append(phoneme)
            starts.append(start if stressed is None else stressed)
            stressed = None
    return sounds, starts


def _counterpart(place: int, anchors: list[tuple[int, int]], length: int) -> int:
    at = bisect_right(anchors, (place, length)) - 1
    (before, heard_before), (after, heard_after) = anchors[at], anchors[min(at + 1, len(anchors) - 1)]
    if before == place or after == before:
        return min(max(heard_before, 0), length - 1)
    share = (place - before) / (after - before)
    return min(max(round(heard_before + share * (heard_after - heard_before)), 0), length - 1)


if __name__ == "__main__":
    main()
