"""The measuring program, on one sentence and the test checkpoint."""

import pytest

from benchmarks.speech import normalised, run, word_error_rate
from modalities.speech import Clip, encode_wav
from tests.fixtures.spoken import SENTENCES, chord

ENGLISH = next(text for text, language in SENTENCES if language == "en")


def test_a_recording_is_measured_beside_the_bare_library(tmp_path, tiny_checkpoint, said, capsys):
    (tmp_path / "question.wav").write_bytes(encode_wav(said(ENGLISH, "en")))
    (tmp_path / "question.txt").write_text(ENGLISH)
    (tmp_path / "music.wav").write_bytes(encode_wav(Clip(samples=chord(2))))

    measured = run(tmp_path, model=str(tiny_checkpoint), rounds=1)

    rows = {(row["engine"], row["clip"]): row for row in measured["rows"]}
    assert set(rows) == {
        (engine, clip) for engine in ("whisper", "pocketsphinx") for clip in ("question.wav", "music.wav")
    }
    assert rows["whisper", "question.wav"]["error_rate"] == 0.0
    assert rows["whisper", "question.wav"]["bare_error_rate"] == 0.0
    assert rows["whisper", "question.wav"]["took"] > 0
    assert all(row["words"] == 0 and row["error_rate"] is None for key, row in rows.items() if key[1] == "music.wav")
    assert [one["engine"] for one in measured["summary"]] == ["whisper", "pocketsphinx"]
    assert "question.wav" in capsys.readouterr().out


def test_an_absent_model_is_said_to_be_absent_and_the_others_are_measured(tmp_path, said, capsys):
    (tmp_path / "question.wav").write_bytes(encode_wav(said(ENGLISH, "en")))

    measured = run(tmp_path, model=str(tmp_path / "absent.pt"), rounds=1)

    assert "absent.pt" in measured["absent"]["whisper"]
    assert {row["engine"] for row in measured["rows"]} == {"pocketsphinx"}


def test_case_punctuation_and_the_shape_of_apostrophes_are_no_errors():
    assert word_error_rate("l'accident a eu lieu", "L’accident a eu lieu.") == 0.0
    assert normalised("J’ai 2 box !") == "j ai 2 box"


def test_errors_are_counted_in_words():
    assert word_error_rate("un deux trois quatre", "un deux quatre") == pytest.approx(0.25)
    assert word_error_rate("", "un mot") is None
