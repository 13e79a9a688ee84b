"""Ink, photos and recordings that ``cafe ask`` is given are kept with the draft, as a page keeps them."""

import io
import json
import sqlite3
import wave

import numpy as np
import pytest
from PIL import Image

from modalities import handwriting, load
from modalities.handwriting import Hand, Reader, sheet_from_json, write_inkml, write_json
from modalities.handwriting._drawing import draw_line
from tests.fixtures import hand
from tests.fixtures.spoken import speak

SENTENCE = "Où est ma facture d'été ?"


def row(data, table: str) -> dict[str, object]:
    """The only row of a table."""
    store = sqlite3.connect(data / "cafe.db")
    store.row_factory = sqlite3.Row
    try:
        (only,) = store.execute(f"SELECT * FROM {table}")
        return dict(only)
    finally:
        store.close()


def kept(data, name: object) -> bytes:
    """A kept file."""
    (file,) = data.rglob(str(name))
    return file.read_bytes()


def photo_of(text: str) -> bytes:
    content = io.BytesIO()
    Image.fromarray(draw_line(hand.strokes(text), Hand()).picture).save(content, "PNG")
    return content.getvalue()


@pytest.mark.parametrize(("suffix", "write"), [(".json", write_json), (".inkml", write_inkml)])
def test_the_ink_is_published_beside_the_question(cafe, data, tmp_path, suffix, write):
    ink = hand.ink(SENTENCE)
    file = tmp_path / f"question{suffix}"
    file.write_bytes(write(ink))

    asked = cafe("ask", file, "--post", "--lang", "fr", "--json")

    assert asked.status == 0, asked.err
    question = row(data, "questions")
    assert question["ink"] is not None
    assert question["ink"] == row(data, "drafts")["ink"]
    sheet = sheet_from_json(kept(data, question["ink"]))
    assert [len(stroke) for stroke in sheet.ink.strokes] == [len(stroke) for stroke in ink.strokes]
    assert all(np.allclose(a[:, :2], b[:, :2], atol=0.06) for a, b in zip(sheet.ink.strokes, ink.strokes, strict=True))


def test_without_post_the_ink_is_kept_with_the_draft(cafe, data, tmp_path):
    (tmp_path / "question.json").write_bytes(write_json(hand.ink(SENTENCE)))

    asked = cafe("ask", tmp_path / "question.json", "--lang", "fr")

    assert asked.status == 0, asked.err
    assert sheet_from_json(kept(data, row(data, "drafts")["ink"])).ids


def test_several_inks_of_one_file_stand_on_one_sheet_that_reads_the_same(cafe, data, tmp_path):
    inks = [hand.ink(line) for line in ("Bonjour", "Ma box clignote", "Merci")]
    (tmp_path / "question.jsonl").write_bytes(b"\n".join(write_json(ink) for ink in inks))

    asked = cafe("ask", tmp_path / "question.jsonl", "--post", "--lang", "fr", "--json")

    assert asked.status == 0, asked.err
    sheet = sheet_from_json(kept(data, row(data, "questions")["ink"]))
    assert len(sheet.ids) == sum(len(ink.strokes) for ink in inks)
    reader = Reader(load(handwriting, "rapidocr"))
    assert reader.read_ink(sheet.ink, language="fr").text == "Bonjour\nMa box clignote\nMerci"
    (drafted,) = [json.loads(str(row(data, "drafts")["recognitions"]))]
    tops = [one["words"][0]["box"][1] for one in drafted]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3


def test_the_author_may_publish_the_words_alone(cafe, data, tmp_path):
    (tmp_path / "question.json").write_bytes(write_json(hand.ink(SENTENCE)))

    cafe("ask", tmp_path / "question.json", "--post", "--lang", "fr", "--show", "none")

    assert row(data, "drafts")["ink"] is not None
    assert row(data, "questions")["ink"] is None


def test_a_photo_is_kept_and_published_only_where_its_author_says_so(cafe, data, tmp_path):
    (tmp_path / "note.png").write_bytes(photo_of(SENTENCE))

    cafe("ask", tmp_path / "note.png", "--post", "--lang", "fr")

    shown = Image.open(io.BytesIO(kept(data, row(data, "drafts")["photo"]))).convert("L")
    handed = Image.open(io.BytesIO(photo_of(SENTENCE))).convert("L")
    assert np.abs(np.asarray(shown, int) - np.asarray(handed, int)).mean() < 4
    assert row(data, "questions")["photo"] is None


def test_a_photo_that_was_held_upside_down_is_read_and_kept_upright(cafe, data, tmp_path):
    upright = Image.open(io.BytesIO(photo_of(SENTENCE)))
    upright.rotate(180).save(tmp_path / "note.png")

    asked = cafe("ask", tmp_path / "note.png", "--post", "--lang", "fr", "--json")

    assert "facture" in json.loads(asked.out)["draft"]["text"]
    shown = Image.open(io.BytesIO(kept(data, row(data, "drafts")["photo"]))).convert("L")
    assert np.abs(np.asarray(shown, int) - np.asarray(upright, int)).mean() < 4


def test_a_photo_is_published_beside_the_words_on_demand(cafe, data, tmp_path):
    (tmp_path / "note.png").write_bytes(photo_of(SENTENCE))

    cafe("ask", tmp_path / "note.png", "--post", "--lang", "fr", "--show", "photo,ink")

    assert row(data, "questions")["photo"] == row(data, "drafts")["photo"] is not None


def test_a_recording_is_kept_as_it_was_and_its_voice_is_not_published(cafe, data, tmp_path):
    (tmp_path / "question.wav").write_bytes(speak("Ma box clignote", "fr"))

    cafe("ask", tmp_path / "question.wav", "--post", "--engine", "scripted", SCRIPT="Ma box clignote")

    assert kept(data, row(data, "drafts")["recording"]) == (tmp_path / "question.wav").read_bytes()
    assert row(data, "questions")["recording"] is None


def test_several_recordings_are_kept_as_one(cafe, data, tmp_path):
    for name in ("first.wav", "second.wav"):
        (tmp_path / name).write_bytes(speak("Ma box clignote", "fr"))
    with wave.open(str(tmp_path / "first.wav")) as one:
        seconds = one.getnframes() / one.getframerate()

    asked = cafe(
        "ask", tmp_path / "first.wav", tmp_path / "second.wav", "--post", "--engine", "scripted",
        "--show", "recording", SCRIPT="Ma box clignote",
    )  # fmt: skip

    assert asked.status == 0, asked.err
    with wave.open(io.BytesIO(kept(data, row(data, "questions")["recording"]))) as whole:
        assert whole.getnframes() / whole.getframerate() >= 2 * seconds


def test_typed_text_has_no_file_to_keep(cafe, data):
    cafe("ask", "-", "--post", typed=b"Ma box clignote")

    assert [row(data, "questions")[kind] for kind in ("ink", "photo", "recording")] == [None, None, None]


def test_what_may_be_shown_is_named_where_something_else_was_typed(cafe, data):
    asked = cafe("ask", "-", "--show", "face", typed=b"Ma box clignote")

    assert asked.status == 2
    assert "ink,photo,recording | none" in asked.err
    assert not data.exists()
