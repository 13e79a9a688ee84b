"""The ledger of merit, checked and mended by the command."""

import json
import sqlite3
from contextlib import closing

from tests.cli.test_archive import QUESTION, REPLY


def came_in(cafe, tmp_path):
    """A forum with one solved question, imported."""
    archive = tmp_path / "forum.jsonl"
    solved = {**REPLY, "is_solution": True}
    archive.write_text("\n".join(json.dumps(one) for one in (QUESTION, solved)), encoding="utf-8")
    assert cafe("archive", "import", archive).status == 0


def test_what_an_archive_brings_is_recognised(cafe, tmp_path):
    came_in(cafe, tmp_path)

    checked = cafe("merits", "check", "--json")

    assert checked.status == 0
    assert checked.record == {"merits": 2, "missing": 0, "extra": 0, "hidden": 0, "miscounted": 0}


def test_a_ledger_that_is_wrong_is_said_and_mended(cafe, data, tmp_path):
    came_in(cafe, tmp_path)
    with closing(sqlite3.connect(next(data.glob("*.db*")))) as database, database:
        database.execute("DELETE FROM merits")

    checked, mended, again = cafe("merits", "check"), cafe("merits", "mend"), cafe("merits", "check")

    assert checked.status == 2
    assert "2 manquent" in checked.out
    assert "cafe merits mend" in checked.err
    assert (mended.status, again.status) == (0, 0)
    assert "tout est juste" in again.out


def test_what_cannot_be_done_to_it_is_said_in_one_line(cafe):
    said = cafe("merits", "forge")

    assert said.status == 2
    assert len(said.err.strip().splitlines()) == 1
