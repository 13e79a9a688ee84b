"""Ink and photos of no use, or nearly: each gets a text or one clear sentence, and nothing is lost or published."""

import io
import json

import numpy as np
import pytest
from PIL import Image

from community import open_community
from modalities.handwriting import sheet_from_json
from tests.fixtures import hand

PAGE = "\n".join(["Bonjour a tous", "ma box clignote", "depuis hier soir", "que dois je faire", "merci beaucoup"] * 4)


def points(text: str, **more) -> list[list[list[float]]]:
    return [stroke.tolist() for stroke in hand.strokes(text, **more)]


def long_stroke(text: str, count: int = 100_000) -> list[list[list[float]]]:
    """The text, its first stroke drawn with so many points."""
    first, *rest = hand.strokes(text)
    moments = np.linspace(0, len(first) - 1, count)
    dense = np.column_stack([np.interp(moments, np.arange(len(first)), first[:, axis]) for axis in range(4)])
    return [dense.tolist(), *(stroke.tolist() for stroke in rest)]


def backwards(text: str) -> list[list[list[float]]]:
    return [[[x, y, 5000 - t, p] for x, y, t, p in stroke] for stroke in points(text)]


def without_times(text: str) -> list[list[list[float | None]]]:
    return [[[x, y, None] for x, y, _t, _p in stroke] for stroke in points(text)]


def shifted(text: str) -> list[list[list[float]]]:
    return [[[x - 900, y - 300, t - 60, p - 1] for x, y, t, p in stroke] for stroke in points(text)]


def photo(format_: str, pixels: np.ndarray) -> bytes:
    content = io.BytesIO()
    Image.fromarray(pixels).save(content, format_)
    return content.getvalue()


def ink(strokes: object) -> bytes:
    return json.dumps({"strokes": strokes}).encode()


READ = {
    "long.json": (lambda: ink(long_stroke("oui")), "oui"),
    "backwards.json": (lambda: ink(backwards("oui")), "oui"),
    "without-times.json": (lambda: ink(without_times("oui")), "oui"),
    "negative.json": (lambda: ink(shifted("oui")), "oui"),
    "page.json": (lambda: ink(points(PAGE)), PAGE),
    "none.json": (lambda: ink([]), ""),
    "empty-strokes.json": (lambda: ink([[], []]), ""),
    "dot.json": (lambda: ink([[[50, 50, 0, 0.5]]]), ""),
    "none.inkml": (lambda: b"<ink/>", ""),
    "one-pixel.png": (lambda: photo("PNG", np.zeros((1, 1, 3), np.uint8)), ""),
    "blank.jpg": (lambda: photo("JPEG", np.full((600, 800, 3), 220, np.uint8)), ""),
}
"""What each holds, and what is read in it."""

REFUSED = {
    "nan.json": (lambda: ink([[[float("nan"), 1, 0, 1]]]), "un point n’a pas de place"),
    "infinite.json": (lambda: ink([[[1, float("inf"), 0, 1]]]), "un point n’a pas de place"),
    "missing.json": (lambda: ink([[[1]]]), "un point n’a pas de place"),
    "words.json": (lambda: ink([[["one", "two"]]]), "un point n’a pas de place"),
    "no-strokes.json": (lambda: b"{}", "pas de liste de traits"),
    "points.json": (lambda: ink([[[1, 1]] * 500_001]), "plus de 500000 points"),
    "entity.inkml": (
        lambda: b'<!DOCTYPE ink [<!ENTITY x SYSTEM "file:///etc/passwd">]><ink><trace>&x;</trace></ink>',
        "d’autres fichiers",
    ),
    "broken.inkml": (lambda: b"<ink><trace>1 1, 2 2</trace>", "abîmé"),
    "large.png": (lambda: photo("PNG", np.zeros((7200, 7200), np.uint8)), "50 mégapixels"),
    "truncated.jpg": (
        lambda: photo("JPEG", np.random.default_rng(1).integers(0, 255, (300, 300, 3), np.uint8))[:9000],
        "abîmé",
    ),
    "document.jpg": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", ".jpg ou .png"),
    "empty.inkml": (lambda: b"", "est vide"),
}
"""What each holds, and what is said of it."""


def test_what_is_odd_is_read_and_where_nothing_stands_nothing_is_invented(cafe, tmp_path):
    for name, (make, _text) in READ.items():
        (tmp_path / name).write_bytes(make())

    outcome = cafe("recognise", "handwriting", *(tmp_path / name for name in READ), "--lang", "fr", "--json")

    assert outcome.status == 0, outcome.err
    assert outcome.err == ""
    assert [one["text"] for one in outcome.records] == [text for _make, text in READ.values()]


def test_what_is_of_no_use_is_named_in_one_sentence_each_and_stops_no_other(cafe, tmp_path):
    for name, (make, _said) in REFUSED.items():
        (tmp_path / name).write_bytes(make())
    (tmp_path / "oui.json").write_bytes(ink(points("oui")))

    outcome = cafe(
        "recognise", "handwriting", *(tmp_path / name for name in REFUSED), tmp_path / "oui.json", "--json"
    )  # fmt: skip

    assert outcome.status == 2
    assert outcome.record["text"] == "oui"
    sentences = outcome.err.splitlines()
    assert len(sentences) == len(REFUSED)
    for sentence, (name, (_make, said)) in zip(sentences, REFUSED.items(), strict=True):
        assert name in sentence
        assert said in sentence


@pytest.mark.parametrize("name", ["nan.json", "entity.inkml", "truncated.jpg", "document.jpg"])
def test_what_is_of_no_use_publishes_nothing(cafe, data, tmp_path, name):
    make, said = REFUSED[name]
    (tmp_path / name).write_bytes(make())

    asked = cafe("ask", tmp_path / name, "--post", "--json")

    assert asked.status == 2
    assert asked.out == ""
    assert said in asked.err
    assert published(data) == ()


@pytest.mark.parametrize("name", ["none.json", "dot.json", "blank.jpg"])
def test_where_nothing_is_written_nothing_is_published(cafe, data, tmp_path, name):
    (tmp_path / name).write_bytes(READ[name][0]())

    asked = cafe("ask", tmp_path / name, "--post", "--json")

    assert asked.status == 1
    assert asked.record["posted"] is None
    assert "pas compris" in asked.err
    assert published(data) == ()


def test_one_ink_of_no_use_in_a_file_keeps_the_question_from_being_published_by_halves(cafe, data, tmp_path):
    (tmp_path / "inks.jsonl").write_bytes(ink(points("oui")) + b'\n{"strokes": [[[1]]]}\n')

    asked = cafe("ask", tmp_path / "inks.jsonl", "--post", "--json")

    assert asked.status == 2
    assert "inks.jsonl:2" in asked.err
    assert published(data) == ()


def test_no_point_of_a_long_stroke_is_lost(cafe, data, tmp_path):
    (tmp_path / "long.json").write_bytes(ink(long_stroke("oui")))

    asked = cafe("ask", tmp_path / "long.json", "--post", "--lang", "fr", "--json")

    assert asked.status == 0, asked.err
    community = open_community(f"sqlite:///{data / 'cafe.db'}", data=data)
    try:
        (question,) = community.forum.questions()
        sheet = sheet_from_json(community.kept.read(question.ink))
    finally:
        community.close()
    assert len(sheet.ink.strokes[0]) == 100_000


def published(data) -> tuple[object, ...]:
    """The questions in the store; none where no store was made."""
    if not (data / "cafe.db").exists():
        return ()
    community = open_community(f"sqlite:///{data / 'cafe.db'}", data=data)
    try:
        return tuple(community.forum.questions())
    finally:
        community.close()
