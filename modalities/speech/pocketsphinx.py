"""PocketSphinx: English dictation without a download, its model being in its wheel. A word in three is wrong.

It knows no other language and cannot tell which one it hears, so it refuses to listen unless English is asked for:
French speech would come out as English words that nobody said.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from threading import Lock
from time import perf_counter
from typing import Any

import numpy as np

from errors import EngineFailed, ModelMissing, UnknownLanguage
from modalities.speech import SAMPLE_RATE, Clip
from vocabulary import Alternative, Recognition, Word

_FRAME_S = 0.01
_READINGS = 60  # of the whole utterance, compared; most differ in one word that does not matter
_ALTERNATIVES = 3
_VARIANT = re.compile(r"\(\d+\)$")  # "and(2)" is "and", pronounced the second way


class PocketSphinx:
    """English only."""

    name = "pocketsphinx"

    def __init__(self, decoder: Any, *, assumed: str | None) -> None:
        self._decoder = decoder
        self._assumed = assumed
        self._turn = Lock()

    def recognise(self, clip: Clip, *, language: str | None = None, hints: Sequence[str] = ()) -> Recognition:
        """What it believes was said. ``hints`` are of no use to it: they are not in its dictionary.

        Raises ``UnknownLanguage`` for any other language than English, and for none where it was not told to assume it.
        """
        require_english(language or self._assumed)
        begun = perf_counter()
        with self._turn:
            words, readings = self._decoded(clip)
        text = " ".join(word.text for word in words)
        others = [reading for reading in dict.fromkeys(readings) if reading != text]
        return Recognition(
            modality="speech",
            engine=self.name,
            text=text,
            language="en",
            confidence=_mean(word.confidence for word in words),
            alternatives=tuple(Alternative(text=other) for other in others[:_ALTERNATIVES]),
            words=tuple(_with_alternatives(words, others)),
            captured_at=clip.captured_at,
            seconds=perf_counter() - begun,
        )

    def _decoded(self, clip: Clip) -> tuple[list[Word], list[str]]:
        """The words, and other readings of the whole."""
        sound = (np.clip(clip.samples, -1.0, 1.0) * 32767).astype("<i2").tobytes()
        try:
            self._decoder.start_utt()
            self._decoder.process_raw(sound, no_search=False, full_utt=True)
            self._decoder.end_utt()
        except RuntimeError as error:
            raise EngineFailed(name=self.name, why=str(error)) from error
        if self._decoder.hyp() is None:
            return [], []
        words = [word for segment in self._decoder.seg() if (word := _word(segment, clip.seconds))]
        readings = islice((reading for reading in self._decoder.nbest() if reading), _READINGS)
        return words, [_spoken(reading.hypstr) for reading in readings if reading.hypstr]


def require_english(language: str | None) -> None:
    """Raise ``UnknownLanguage`` for anything else, and for a language that was to be detected."""
    if language != "en":
        raise UnknownLanguage(name=language or "détecter", known="en")


def _word(segment: Any, longest_s: float) -> Word | None:
    """None for silences, breaths and the marks of beginning and end."""
    text = _VARIANT.sub("", segment.word)
    if not text[0].isalnum():
        return None
    return Word(
        text=text,
        start=min(longest_s, segment.start_frame * _FRAME_S),
        end=min(longest_s, (segment.end_frame + 1) * _FRAME_S),
        confidence=min(1.0, max(0.0, float(segment.prob))),
    )


def _spoken(reading: str) -> str:
    return " ".join(_VARIANT.sub("", word) for word in reading.split() if word[0].isalnum())


def _with_alternatives(words: Sequence[Word], others: Sequence[str]) -> Iterator[Word]:
    """Each word with what other readings of the whole have in its place."""
    heard = [word.text for word in words]
    instead: list[dict[str, None]] = [{} for _ in words]
    for other in others:
        said = other.split()
        for kind, first, last, begin, end in SequenceMatcher(None, heard, said, autojunk=False).get_opcodes():
            if kind == "replace" and last - first == end - begin:
                for offset in range(last - first):
                    instead[first + offset][said[begin + offset]] = None
    for word, texts in zip(words, instead, strict=True):
        yield Word(
            text=word.text,
            start=word.start,
            end=word.end,
            confidence=word.confidence,
            alternatives=tuple(Alternative(text=text) for text in islice(texts, _ALTERNATIVES)),
        )


def _mean(confidences: Iterable[float | None]) -> float | None:
    known = [confidence for confidence in confidences if confidence is not None]
    return sum(known) / len(known) if known else None


def load(*, assume: str | None = None, **_ignored: object) -> PocketSphinx:
    """The recogniser, with the model of its wheel.

    ``assume="en"`` takes speech to be English where no language is asked for. Options of other back-ends are accepted.
    Raises ``ModelMissing`` when the wheel is not installed whole.
    """
    try:
        import pocketsphinx

        decoder = pocketsphinx.Decoder(samprate=SAMPLE_RATE, loglevel="FATAL")
    except (ImportError, RuntimeError) as error:
        command = "pip install --force-reinstall pocketsphinx"
        raise ModelMissing(name="pocketsphinx", command=command) from error
    return PocketSphinx(decoder, assumed=assume)
