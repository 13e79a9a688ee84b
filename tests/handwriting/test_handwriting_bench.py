"""The measuring program, on a few inks of our own."""

import json

from benchmarks.handwriting import edits, run
from tests.fixtures import hand


def row(text, *, level="word", lang="fr"):
    strokes = [stroke.tolist() for stroke in hand.strokes(text)]
    return json.dumps({"text": text, "lang": lang, "level": level, "strokes": strokes})


def test_inks_are_measured_beside_the_bare_recogniser(tmp_path, capsys):
    (tmp_path / "ink").mkdir()
    rows = [row("facture"), row("oui"), row("Ma box\nclignote", level="page")]
    (tmp_path / "ink" / "myscript.jsonl").write_text("\n".join(rows))

    measured = run(tmp_path, rounds=1)

    summary = {one["set"]: one for one in measured["summary"]}
    assert summary["myscript"]["cases"] == 2
    assert summary["myscript"]["rate"] == 0.0
    assert summary["myscript"]["times_bare"] > 0
    assert summary["myscript, pages"]["rate"] == 0.0
    assert "myscript, pages" in capsys.readouterr().out
    assert measured["page_of_twenty_lines"]["lines"] == 20
    assert measured["page_of_twenty_lines"]["reruns"] >= 20


def test_a_circled_word_is_an_editing_gesture_and_is_left_out(tmp_path):
    (tmp_path / "ink").mkdir()
    box = [[30, 20, 0, 0.5], [300, 20, 9, 0.5], [300, 140, 18, 0.5], [30, 140, 27, 0.5], [30, 22, 36, 0.5]]
    word = [[[x, 80 + x % 7, x, 0.5] for x in range(40, 280, 5)], box]
    circled = json.dumps({"text": "hello", "lang": "en", "level": "word", "strokes": word})
    (tmp_path / "ink" / "myscript.jsonl").write_text("\n".join([row("oui"), circled]))

    measured = run(tmp_path, rounds=1)

    assert [one["written"] for one in measured["rows"]] == ["oui"]


def test_the_shape_of_an_apostrophe_is_no_error_and_an_accent_is_one():
    assert edits("l’été", "l'été") == 0
    assert edits("l’été", "l'éte") == 1
