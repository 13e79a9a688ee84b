"""A recording of any length, recognised: only what someone says reaches the recogniser, in pieces it can take."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from modalities.speech import SAMPLE_RATE, Clip, Progress, SpeechRecogniser
from modalities.speech._activity import Span, speech_spans
from vocabulary import Alternative, Recognition, Word

PIECE_S = 28.0  # Whisper's window is 30 s, and a little silence at its end keeps its times right
_SHORTEST_CUT_S = 18.0  # who speaks without a pause is cut at the quietest moment after that
_PAUSE_S = 1.0
_LOUDNESS = 0.7  # of full scale, the loudest moment of each piece; quiet microphones give 0.001
_MOST_GAIN = 1000.0
_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """Stretches of speech, one after the other, short enough for a recogniser."""

    spans: tuple[Span, ...]
    """Where they were in the recording."""

    @property
    def seconds(self) -> float:
        return sum(span.seconds for span in self.spans)

    def sound(self, clip: Clip) -> Clip:
        """The stretches of the recording, joined, and made about equally loud."""
        parts = [clip.samples[round(s.start * SAMPLE_RATE) : round(s.end * SAMPLE_RATE)] for s in self.spans]
        return replace(clip, samples=_audible(np.concatenate(parts)))

    def moment(self, seconds: float) -> float:
        """When something was said in the recording, given when it was in this piece."""
        for span in self.spans[:-1]:
            if seconds <= span.seconds:
                return round(span.start + seconds, 3)
            seconds -= span.seconds
        last = self.spans[-1]
        return round(min(last.start + seconds, last.end), 3)


def recognise_speech(
    clip: Clip,
    recogniser: SpeechRecogniser,
    *,
    language: str | None = None,
    hints: Sequence[str] = (),
    progress: Progress = lambda part: None,
) -> Recognition:
    """What was said in a recording of any length; an empty text when nobody spoke.

    ``progress`` is told the part done between pieces, and stops the recognition when it raises ``Cancelled``.
    Raises what the recogniser raises.
    """
    begun = time.perf_counter()
    progress(0.0)
    pieces = pieces_of(clip, speech_spans(clip))
    whole_s, done_s = sum(piece.seconds for piece in pieces), 0.0
    heard = []
    for piece in pieces:
        said = recogniser.recognise(piece.sound(clip), language=language, hints=hints)
        heard.append(_at_its_moment(said, piece))
        done_s += piece.seconds
        progress(done_s / whole_s)
    joined = _joined(heard) if heard else Recognition(modality="speech", engine=recogniser.name, language=language)
    return replace(joined, captured_at=clip.captured_at, seconds=time.perf_counter() - begun)


def pieces_of(clip: Clip, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """The spans in as few pieces of at most ``PIECE_S`` as they fit in; long ones are cut where they are quietest.

    Pauses between words are kept, longer silences are not.
    """
    pieces: list[Piece] = []
    for span in (part for whole in spans for part in _cut(clip, whole)):
        longer = _followed(pieces[-1], span) if pieces else None
        if longer is not None and longer.seconds <= PIECE_S:
            pieces[-1] = longer
        else:
            pieces.append(Piece((span,)))
    return tuple(pieces)


def _followed(piece: Piece, span: Span) -> Piece:
    *before, last = piece.spans
    if span.start - last.end <= _PAUSE_S:
        return Piece((*before, Span(last.start, span.end)))
    return Piece((*piece.spans, span))


def _cut(clip: Clip, span: Span) -> Iterator[Span]:
    while span.seconds > PIECE_S:
        moment = _quietest(clip, Span(span.start + _SHORTEST_CUT_S, span.start + PIECE_S))
        yield Span(span.start, moment)
        span = Span(moment, span.end)
    yield span


def _quietest(clip: Clip, span: Span) -> float:
    """The middle of the quietest fifth of a second."""
    width = SAMPLE_RATE // 5
    sound = clip.samples[round(span.start * SAMPLE_RATE) : round(span.end * SAMPLE_RATE)].astype(np.float64)
    energy = np.convolve(np.square(sound), np.ones(width), mode="valid")[:: SAMPLE_RATE // 100]
    return span.start + float(energy.argmin()) / 100 + width / SAMPLE_RATE / 2


def _audible(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    loudest = float(np.abs(samples).max())
    return samples * np.float32(min(_MOST_GAIN, _LOUDNESS / loudest)) if loudest > 0 else samples


def _at_its_moment(said: Recognition, piece: Piece) -> Recognition:
    return replace(said, words=tuple(_word_at_its_moment(word, piece) for word in said.words))


def _word_at_its_moment(word: Word, piece: Piece) -> Word:
    return replace(
        word,
        start=None if word.start is None else piece.moment(word.start),
        end=None if word.end is None else piece.moment(word.end),
    )


def _joined(heard: Sequence[Recognition]) -> Recognition:
    """One recognition of several pieces; its language and engine are those of the piece with the most words."""
    if len(heard) == 1:
        return heard[0]
    longest = max(heard, key=lambda said: len(said.text))
    return replace(
        longest,
        text=_text(said.text for said in heard),
        confidence=_mean_confidence(heard),
        words=tuple(word for said in heard for word in said.words),
        alternatives=tuple(_other_readings(heard))[:_ALTERNATIVES],
    )


def _other_readings(heard: Sequence[Recognition]) -> Iterator[Alternative]:
    """The whole text with one piece read otherwise; the first alternatives of each piece come first."""
    for rank in range(_ALTERNATIVES):
        for index, said in enumerate(heard):
            if rank < len(said.alternatives):
                texts = [other.text for other in heard]
                texts[index] = said.alternatives[rank].text
                yield Alternative(text=_text(iter(texts)))


def _mean_confidence(heard: Sequence[Recognition]) -> float | None:
    """Longer pieces weigh more; None when the engine gives no opinion of any."""
    known = [(said.confidence, len(said.text)) for said in heard if said.confidence is not None and said.text]
    weight = sum(length for _, length in known)
    return sum(confidence * length for confidence, length in known) / weight if weight else None


def _text(texts: Iterator[str]) -> str:
    return " ".join(text for text in texts if text)
