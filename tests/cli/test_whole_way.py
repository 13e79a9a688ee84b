"""A question spoken in French, heard by Whisper, answered from the demonstration, read aloud and drawn."""

import io
import os
import subprocess
import sys
import wave

import pytest

from tests.conftest import ROOT
from tests.fixtures import spoken, tiny_whisper

PUK = "Où trouver le code PUK de ma carte SIM ?"


@pytest.fixture
def demonstration(data) -> None:
    """A data folder in which the app was started once."""
    load = "from settings import Settings; from pipelines.starting import load_demonstration as load; "
    environment = {**os.environ, "CAFE_DATA": str(data), "PYTHONPATH": str(ROOT)}
    program = load + "load(Settings.read(), only_if_empty=True)"
    subprocess.run([sys.executable, "-c", program], env=environment, check=True, cwd=data.parent)


def test_a_question_spoken_in_french_is_answered_from_what_the_community_knows(cafe, demonstration, tmp_path):
    pytest.importorskip("espeakng_loader", reason="espeak-ng speaks the question, and its wheel is not here")
    clip, sound, picture = tmp_path / "question.wav", tmp_path / "out.wav", tmp_path / "out.png"
    clip.write_bytes(spoken.speak(PUK, "fr"))

    asked = cafe(
        "ask", clip, "--lang", "fr", "--post", "--as", "Jeanne", "--say", sound, "--picture", picture, "--json",
        SPEECH_MODEL=str(tiny_whisper.unpacked(tmp_path)),
    )  # fmt: skip

    record = asked.record
    assert asked.status == 0, asked.err
    assert record["recognitions"][0]["engine"] == "whisper"
    assert record["recognitions"][0]["text"] == PUK
    assert record["draft"]["author"] == "Jeanne"
    assert record["posted"]["kind"] == "question"
    assert record["answer"]["known"]
    assert "PUK" in record["answer"]["sources"][0]["title"]
    assert record["answer"]["sources"][0]["quote"].splitlines()[0] in record["answer"]["text"]
    assert picture.read_bytes().startswith(b"\x89PNG")
    with wave.open(io.BytesIO(sound.read_bytes())) as read:
        assert read.getnframes() / read.getframerate() > 5


def test_what_is_typed_may_go_to_an_atelier(cafe, demonstration):
    asked = cafe("ask", "-", "--to", "atelier:portes-d-entree", "--post", "--json", typed="Je préfère parler.".encode())

    assert asked.status == 0, asked.err
    assert asked.record["posted"]["kind"] == "contribution"
    assert asked.record["draft"]["to"] == {"kind": "atelier", "id": "portes-d-entree"}
