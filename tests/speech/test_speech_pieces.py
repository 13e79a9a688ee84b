"""Long recordings: cut into pieces, recognised one by one, put together again."""

import time
from dataclasses import replace

import numpy as np
import pytest

from errors import Cancelled
from modalities.speech import SAMPLE_RATE, Clip, recognise_speech
from modalities.speech._activity import Span
from modalities.speech._listening import PIECE_S, Piece, pieces_of
from tests.fixtures.spoken import SENTENCES
from vocabulary import Alternative, Recognition, Word

SENTENCE, LANGUAGE = SENTENCES[0]


class Attentive:
    """Remembers what it was given, and hears one word in the middle of each piece."""

    name = "attentive"

    def __init__(self):
        self.given: list[Clip] = []

    def recognise(self, clip, *, language=None, hints=()):
        self.given.append(clip)
        number = str(len(self.given))
        middle = clip.seconds / 2
        return Recognition(
            modality="speech",
            engine=self.name,
            text=number,
            language=language or "fr",
            confidence=0.5,
            alternatives=(Alternative(text=f"not {number}"),),
            words=(Word(text=number, start=middle, end=middle + 0.1),),
        )


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * SAMPLE_RATE), dtype=np.float32)


@pytest.fixture
def conversation(said) -> Clip:
    """Ninety seconds in which someone speaks a good half of the time."""
    spoken = said(SENTENCE, LANGUAGE).samples
    return Clip(samples=np.concatenate([part for _ in range(17) for part in (spoken, silence(2))]))


def test_no_piece_is_longer_than_a_recogniser_takes(conversation):
    listener = Attentive()

    recognise_speech(conversation, listener)

    assert len(listener.given) > 1
    assert all(clip.seconds <= PIECE_S + 0.01 for clip in listener.given)


def test_words_keep_their_moment_in_the_whole_recording(said):
    spoken = said(SENTENCE, LANGUAGE)
    clip = Clip(samples=np.concatenate([silence(30), spoken.samples, silence(40)]))

    heard = recognise_speech(clip, Attentive())

    assert 30 < heard.words[0].start < heard.words[0].end < 30 + spoken.seconds


def test_a_moment_after_a_silence_that_was_left_out_is_found_again():
    piece = Piece((Span(10, 12), Span(20, 25)))

    moments = [piece.moment(seconds) for seconds in (0, 1.5, 3, 7, 9)]

    assert moments == [10, 11.5, 21, 25, 25]


def test_pauses_between_words_are_kept_and_long_silences_are_not():
    clip = Clip(samples=silence(60))

    pieces = pieces_of(clip, [Span(1, 2), Span(2.5, 4), Span(30, 32)])

    assert pieces == (Piece((Span(1, 4), Span(30, 32))),)


def test_who_never_pauses_is_cut_where_it_is_quietest():
    samples = np.full(40 * SAMPLE_RATE, 0.5, dtype=np.float32)
    samples[25 * SAMPLE_RATE : 26 * SAMPLE_RATE] = 0.0

    pieces = pieces_of(Clip(samples=samples), [Span(0, 40)])

    assert len(pieces) == 2
    assert 25 <= pieces[0].spans[-1].end == pieces[1].spans[0].start <= 26


def test_nothing_of_the_speech_is_left_out(conversation):
    spans = [Span(0, 50), Span(51.5, 60), Span(60.2, 70)]

    pieces = pieces_of(conversation, spans)

    covered = [(span.start, span.end) for piece in pieces for span in piece.spans]
    assert covered[0][0] == 0
    assert covered[-1][1] == 70
    assert sum(piece.seconds for piece in pieces) >= sum(span.seconds for span in spans)


def test_the_pieces_make_one_recognition(conversation):
    listener = Attentive()

    heard = recognise_speech(conversation, listener, language="fr")

    count = len(listener.given)
    assert heard.text == " ".join(str(number + 1) for number in range(count))
    assert [word.text for word in heard.words] == heard.text.split()
    assert heard.confidence == pytest.approx(0.5)
    assert heard.language == "fr"
    assert heard.alternatives[0].text == heard.text.replace("1", "not 1", 1)
    assert heard.captured_at == conversation.captured_at


def test_a_quiet_recording_is_given_to_the_recogniser_as_loud_as_any(said):
    quiet = replace(said(SENTENCE, LANGUAGE), samples=said(SENTENCE, LANGUAGE).samples * 0.002)
    listener = Attentive()

    recognise_speech(quiet, listener)

    assert np.abs(listener.given[0].samples).max() > 0.5


def test_progress_rises_from_nothing_to_the_whole(conversation):
    told: list[float] = []

    recognise_speech(conversation, Attentive(), progress=told.append)

    assert told[0] == 0.0
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)
    assert len(told) > 2


def test_a_long_recording_can_be_cancelled_between_pieces(conversation):
    listener = Attentive()

    def stop_after_one(part: float) -> None:
        if part > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        recognise_speech(conversation, listener, progress=stop_after_one)

    assert len(listener.given) == 1


def test_ten_minutes_of_silence_reach_no_recogniser_and_are_quick():
    listener = Attentive()
    begun = time.perf_counter()

    heard = recognise_speech(Clip(samples=silence(600)), listener, language="fr")

    assert listener.given == []
    assert heard.text == ""
    assert heard.language == "fr"
    assert heard.engine == "attentive"
    assert time.perf_counter() - begun < 15
