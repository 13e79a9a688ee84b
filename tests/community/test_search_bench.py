"""The measuring program, on a small community."""

import json

import pytest

from benchmarks import posting, search


@pytest.fixture
def hurried(monkeypatch):
    """Few texts and few writers."""
    for where, name, value in (
        (search, "SEARCHES", 3),
        (search, "SIMILAR", 2),
        (search, "PAGES", 3),
        (posting, "WRITERS", 4),
        (posting, "EACH", 2),
        (posting, "ALONE", 2),
    ):
        monkeypatch.setattr(where, name, value)


def test_search_is_measured_beside_the_bare_query(tmp_path, hurried, capsys):
    measured = search.run(300, kept=tmp_path, databases=["sqlite"])

    (row,) = measured["rows"]
    assert row["search"]["texts"] == 3
    assert row["search"]["found_something"] == 3
    assert 0 < row["search"]["bare"]["median"] <= row["search"]["bare"]["p95"]
    assert row["similar"]["times_bare"] > 0
    assert all(row[page]["median"] > 0 for page in ("thread", "cafe", "atelier"))
    assert "times bare" in capsys.readouterr().out
    json.dumps(measured)


def test_what_the_writers_posted_is_counted_and_taken_back(community, address, hurried):
    posted = posting.run(address)

    assert posted["lost"] == 0
    assert posted["refused"] == {}
    assert posted["confirmed"] >= posting.WRITERS * posting.EACH
    assert community.forum.count() == 0
    with community.store.reading() as rows:
        assert rows.index.size() == 0
