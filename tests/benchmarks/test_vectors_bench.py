"""The measuring program, on a small community."""

import json

import pytest

from benchmarks import vectors


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(vectors, "QUESTIONS", 3)


def test_the_nearest_are_measured_beside_usearch_alone_and_beside_comparing_each(tmp_path, hurried, capsys):
    measured = vectors.run(1_200, kept=tmp_path)

    (row,) = measured["rows"]
    assert row["recall"] >= 0.95
    assert row["bytes"] > 0
    assert all(row[name]["p95"] > 0 for name in ("bare", "nearest", "words", "near", "both", "ranked"))
    assert row["both"]["median"] >= row["words"]["median"]
    assert "recall@10" in capsys.readouterr().out
    json.dumps(measured)


def test_what_was_filled_serves_again(tmp_path, hurried):
    said = []

    for _ in range(2):
        with vectors.filled(1_200, tmp_path, tell=said.append) as (community, _vectors, _folder):
            assert community.meanings.figures().here == 1_200

    assert [line.split()[0] for line in said if " in " in line and "the file" in line] == ["1200", "0"]
