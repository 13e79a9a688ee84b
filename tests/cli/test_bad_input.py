"""Each file that is of no use gets one clear sentence, and exit status 2."""

import struct
import wave

import pytest


def riff(path, *, rate=16_000, channels=1, seconds=1.0):
    with wave.open(str(path), "wb") as out:
        out.setparams((channels, 2, rate, 0, "NONE", "not compressed"))
        out.writeframes(bytes(int(rate * seconds) * channels * 2))
    return path


def empty(folder):
    (folder / "empty.wav").touch()
    return folder / "empty.wav"


def words_called_wav(folder):
    (folder / "words.wav").write_text("ceci n’est pas un son", "utf-8")
    return folder / "words.wav"


def truncated(folder):
    whole = riff(folder / "whole.wav").read_bytes()
    (folder / "truncated.wav").write_bytes(whole[:20])
    return folder / "truncated.wav"


def too_long(folder):
    return riff(folder / "long.wav", rate=8_000, seconds=90)


def missing(folder):
    return folder / "missing.wav"


def a_folder(folder):
    (folder / "folder.wav").mkdir()
    return folder / "folder.wav"


@pytest.mark.parametrize("make", [empty, words_called_wav, truncated, too_long, missing, a_folder])
@pytest.mark.parametrize("command", [["recognise", "speech"], ["ask"]])
def test_a_file_of_no_use_is_named_in_one_sentence(cafe, tmp_path, make, command):
    file = make(tmp_path)

    outcome = cafe(*command, file, "--engine", "scripted", "--json", MINUTES="1")

    assert outcome.status == 2
    assert outcome.out == ""
    assert file.name in outcome.err
    assert len(outcome.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "named"),
    [("ink.json", "ink.json"), ("photo.jpeg", "photo.jpeg"), ("film.mp4", ".inkml"), ("noname", ".flac")],
)
def test_a_kind_of_file_that_cannot_be_asked_names_those_that_can(cafe, tmp_path, name, named):
    (tmp_path / name).write_bytes(b"x")

    outcome = cafe("ask", tmp_path / name)

    assert outcome.status == 2
    assert named in outcome.err
    assert len(outcome.err.splitlines()) == 1


def test_text_that_is_not_utf8_is_refused(cafe, tmp_path):
    (tmp_path / "latin.txt").write_bytes("déjà".encode("latin-1"))

    outcome = cafe("ask", tmp_path / "latin.txt")

    assert outcome.status == 2
    assert "latin.txt" in outcome.err


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (48_000, 2)])
def test_other_rates_and_channels_are_listened_to(cafe, tmp_path, rate, channels):
    file = riff(tmp_path / "quiet.wav", rate=rate, channels=channels)

    outcome = cafe("recognise", "speech", file, "--engine", "scripted", "--json")

    assert outcome.status == 1  # silence
    assert outcome.record["text"] == ""


def test_floating_point_sound_is_listened_to(cafe, tmp_path):
    samples = struct.pack("<16000f", *([0.0] * 16_000))
    header = b"RIFF" + struct.pack("<I", 36 + len(samples)) + b"WAVEfmt "
    header += struct.pack("<IHHIIHH", 16, 3, 1, 16_000, 64_000, 4, 32)
    (tmp_path / "float.wav").write_bytes(header + b"data" + struct.pack("<I", len(samples)) + samples)

    outcome = cafe("recognise", "speech", tmp_path / "float.wav", "--engine", "scripted", "--json")

    assert outcome.status == 1
    assert outcome.record["text"] == ""


def test_one_bad_file_does_not_stop_the_others(cafe, shared_data):
    good, bad = shared_data / "speech/jfk.flac", "missing.wav"

    outcome = cafe("recognise", "speech", bad, good, "--engine", "scripted", "--json", SCRIPT="Bonjour")

    assert outcome.status == 2
    assert outcome.record["input"] == str(good)
    assert "missing.wav" in outcome.err


def test_several_files_give_a_line_each_in_their_order(cafe, shared_data):
    clips = [shared_data / "speech" / name for name in ("jfk.flac", "silence-2s.wav", "fleurs-en-003.ogg")]

    outcome = cafe("recognise", "speech", *clips, "--engine", "scripted", "--json", SCRIPT="Bonjour")

    assert outcome.status == 0
    assert [record["input"] for record in outcome.records] == [str(clip) for clip in clips]
    assert [record["text"] for record in outcome.records] == ["Bonjour", "", "Bonjour"]


def test_an_unknown_engine_names_the_known_ones(cafe, shared_data):
    outcome = cafe("recognise", "speech", shared_data / "speech/jfk.flac", "--engine", "ears")

    assert outcome.status == 2
    assert "pocketsphinx, scripted" in outcome.err


def test_a_language_that_the_engine_does_not_know_is_said(cafe, shared_data):
    outcome = cafe(
        "recognise", "speech", shared_data / "speech/fleurs-fr-000.ogg", "--engine", "pocketsphinx", "--lang", "fr"
    )

    assert outcome.status == 2
    assert "fr" in outcome.err


def test_a_database_that_is_none_is_left_as_it_was(cafe, data):
    data.mkdir()
    (data / "cafe.db").write_bytes(b"this is no database" * 100)

    outcome = cafe("ask", "-", typed=b"Bonjour la box")

    assert outcome.status == 2
    assert len(outcome.err.splitlines()) == 1
    assert (data / "cafe.db").read_bytes() == b"this is no database" * 100
