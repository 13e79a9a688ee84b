"""Ink and photos of handwriting, on the command line."""

import json

import numpy as np
import pytest
from PIL import Image

from modalities.handwriting import Hand, write_inkml, write_json
from modalities.handwriting._drawing import draw_line
from tests.fixtures import hand

SENTENCE = "Où est ma facture d'été ?"


@pytest.fixture
def written(tmp_path):
    """The sentence in every format, by its suffix."""
    ink = hand.ink(SENTENCE)
    files = {suffix: tmp_path / f"question{suffix}" for suffix in (".json", ".jsonl", ".inkml", ".png", ".jpg")}
    files[".json"].write_bytes(write_json(ink))
    files[".jsonl"].write_bytes(write_json(ink) + b"\n" + write_json(hand.ink("Merci")) + b"\n")
    files[".inkml"].write_bytes(write_inkml(ink))
    picture = Image.fromarray(draw_line(ink.strokes, Hand()).picture)
    for suffix in (".png", ".jpg"):
        picture.save(files[suffix])
    return files


@pytest.mark.parametrize("suffix", [".json", ".inkml", ".png", ".jpg"])
def test_every_format_is_read(cafe, written, suffix):
    outcome = cafe("recognise", "handwriting", written[suffix], "--lang", "fr", "--json")

    record = outcome.record
    assert outcome.status == 0
    assert record["text"].replace("’", "'").replace(" ?", "?") == SENTENCE.replace(" ?", "?")
    assert (record["modality"], record["engine"], record["language"]) == ("handwriting", "rapidocr", "fr")
    assert [word["text"] for word in record["words"]] == record["text"].split()
    assert all(len(word["box"]) == 4 for word in record["words"])


def test_a_file_of_lines_gives_a_record_a_line_and_a_bad_line_is_named(cafe, written):
    with written[".jsonl"].open("a") as file:
        file.write('{"strokes": 3}\n')

    outcome = cafe("recognise", "handwriting", written[".jsonl"], "--json")

    assert outcome.status == 2
    assert [record["text"].replace("’", "'") for record in outcome.records] == [SENTENCE, "Merci"]
    assert "question.jsonl:3" in outcome.err


def test_ink_becomes_a_question(cafe, written):
    outcome = cafe("ask", written[".inkml"], "--post", "--as", "Ana", "--json", "--lang", "fr")

    record = outcome.record
    assert outcome.status == 0
    assert record["draft"]["text"].replace("’", "'") == SENTENCE
    assert record["recognitions"][0]["engine"] == "rapidocr"
    assert record["posted"]["kind"] == "question"


@pytest.mark.parametrize(
    "command",
    [
        ["recognise", "handwriting", "note.webp"],
        ["recognise", "handwriting", "note.gif"],
        ["recognise", "handwriting", "note.txt"],
        ["recognise", "handwriting", "note"],
        ["ask", "note.webp"],
        ["ask", "note.tiff"],
    ],
)
def test_a_format_that_is_not_read_names_those_that_are(cafe, tmp_path, command):
    *does, name = command
    (tmp_path / name).write_bytes(b"RIFF\x24\x00\x00\x00WEBPVP8 ")

    outcome = cafe(*does, tmp_path / name, "--json")

    assert outcome.status == 2
    assert name in outcome.err
    assert ".json .jsonl .inkml .png .jpg" in outcome.err
    assert len(outcome.err.splitlines()) == 1


def test_paper_without_writing_is_nothing_understood(cafe, tmp_path):
    Image.fromarray(np.full((300, 400, 3), 230, np.uint8)).save(tmp_path / "blank.png")
    (tmp_path / "none.json").write_text('{"strokes": []}')

    outcome = cafe("recognise", "handwriting", tmp_path / "blank.png", tmp_path / "none.json", "--json")

    assert outcome.status == 1
    assert [record["text"] for record in outcome.records] == ["", ""]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.json", b"{"),
        ("nan.json", json.dumps({"strokes": [[[float("nan"), 1, 0, 1]]]}).encode()),
        ("entity.inkml", b'<!DOCTYPE ink [<!ENTITY x SYSTEM "file:///etc/passwd">]><ink>&x;</ink>'),
        ("broken.inkml", b"<ink><trace>1 1"),
        ("document.jpg", b"%PDF-1.4 not a photo"),
        ("empty.png", b""),
        ("missing.json", None),
    ],
)
def test_a_file_of_no_use_is_named_in_one_sentence(cafe, tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)

    outcome = cafe("recognise", "handwriting", tmp_path / name, "--json")

    assert outcome.status == 2
    assert outcome.out == ""
    assert name in outcome.err
    assert len(outcome.err.splitlines()) == 1
