"""Where in a recording someone speaks, so that silence, noise and music never reach a recogniser.

silero-vad's network comes in its wheel. Its Python package would import torch, so only its ONNX file is used: the one
that takes many frames in a call (ten minutes of sound in about a second on one core).
"""

import importlib.util
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from errors import ModelMissing
from modalities.speech import SAMPLE_RATE, Clip

FRAME = 512  # samples, what the network judges at a time: 32 ms
_CONTEXT = 64  # samples of the frame before, which it wants to see again
_FRAMES_A_CALL = 512

SPEECH_BEGINS = 0.5
SPEECH_ENDS = 0.35  # lower, so that a weak syllable does not cut a word in two
SHORTEST_SPEECH_S = 0.25
SHORTEST_SILENCE_S = 0.3
MARGIN_S = 0.2  # kept on both sides: first and last consonants are quiet

LEAST_SHARE = 0.2
"""Below it something else makes four fifths of what is heard, and nobody is taken to speak to us.

Measured on clips in which someone does: 0.8 to 1.0; with as much noise or music laid over them as there is voice: 0.6.
A passage of a broadcast, in which a voice comes after a minute of music and noise: 0.1.
"""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a clip, in seconds from its beginning."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start


def speech_spans(clip: Clip) -> tuple[Span, ...]:
    """The stretches in which someone speaks, in order, apart from each other; none when nobody does.

    None either when the voice is a small part of what is heard (``LEAST_SHARE``): a broadcast, a film, a party.
    """
    likely = speech_probabilities(clip)
    spoken = [(first, last) for first, last in _runs(likely) if last - first >= SHORTEST_SPEECH_S * SAMPLE_RATE / FRAME]
    if not spoken or _voice_share(clip, spoken) < LEAST_SHARE:
        return ()
    return tuple(_with_margins(spoken, clip.seconds))


def speech_probabilities(clip: Clip) -> NDArray[np.float32]:
    """How likely speech is, 0.0 to 1.0, in each frame of ``FRAME`` samples; the last one is completed with silence."""
    model = _network()
    hidden = cell = np.zeros((1, 1, 128), dtype=np.float32)
    frames = _with_context(clip.samples)
    parts = [np.zeros(0, dtype=np.float32)]
    for first in range(0, len(frames), _FRAMES_A_CALL):
        block = {"input": frames[first : first + _FRAMES_A_CALL], "h": hidden, "c": cell}
        part, hidden, cell = model.run(["speech_probs", "hn", "cn"], block)
        parts.append(part.reshape(-1))
    return np.concatenate(parts)


@cache
def _network() -> Any:
    # From 1.29 on it reports usage to its publisher; its own disable_telemetry_events() comes too late.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    package = importlib.util.find_spec("silero_vad")
    if package is None or package.origin is None:
        raise ModelMissing(name="silero-vad", command="pip install silero-vad")
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1  # more of them only wait for each other here
    file = Path(package.origin).parent / "data" / "silero_vad_16k_sequence.onnx"
    return onnxruntime.InferenceSession(str(file), sess_options=options, providers=["CPUExecutionProvider"])


def _with_context(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Shape (frames, _CONTEXT + FRAME): each frame after the end of the one before it."""
    frames = np.zeros((-(-len(samples) // FRAME), FRAME), dtype=np.float32)
    frames.reshape(-1)[: len(samples)] = samples
    context = np.zeros((len(frames), _CONTEXT), dtype=np.float32)
    context[1:] = frames[:-1, -_CONTEXT:]
    return np.concatenate((context, frames), axis=1)


def _runs(likely: NDArray[np.float32]) -> Iterator[tuple[int, int]]:
    """First frame and frame after the last of each stretch of speech, short silences included."""
    patience = round(SHORTEST_SILENCE_S * SAMPLE_RATE / FRAME)
    begun: int | None = None
    last_heard = 0
    for index, probability in enumerate(likely.tolist()):
        if begun is None and probability >= SPEECH_BEGINS:
            begun = index
        if begun is not None and probability >= SPEECH_ENDS:
            last_heard = index
        if begun is not None and index - last_heard >= patience:
            yield begun, last_heard + 1
            begun = None
    if begun is not None:
        yield begun, last_heard + 1


def _voice_share(clip: Clip, spoken: list[tuple[int, int]]) -> float:
    """The part of the sound's energy that lies where someone speaks.

    Nothing counts as louder than the voice at its loudest, so that a knock on the microphone weighs little.
    """
    whole = len(clip.samples) // FRAME
    frames = clip.samples[: whole * FRAME].reshape(whole, FRAME)
    energy = np.asarray(frames, dtype=np.float64).var(axis=1)  # the variance: a constant offset is not heard
    is_voice = np.zeros(whole, dtype=bool)
    for first, last in spoken:
        is_voice[max(0, first - 2) : last + 2] = True
    if not is_voice.any():
        return 1.0
    energy = np.minimum(energy, np.percentile(energy[is_voice], 95))
    return float(energy[is_voice].sum() / max(float(energy.sum()), 1e-20))


def _with_margins(spoken: list[tuple[int, int]], whole_s: float) -> Iterator[Span]:
    """The stretches in seconds with ``MARGIN_S`` around, joined where they then touch."""
    frame_s = FRAME / SAMPLE_RATE
    start, end = spoken[0][0] * frame_s - MARGIN_S, spoken[0][1] * frame_s + MARGIN_S
    for first, last in spoken[1:]:
        if first * frame_s - MARGIN_S > end:
            yield Span(max(0.0, start), end)
            start = first * frame_s - MARGIN_S
        end = last * frame_s + MARGIN_S
    yield Span(max(0.0, start), min(whole_s, end))
