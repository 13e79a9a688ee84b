"""An archive that comes in, and goes out, by the command."""

import json

QUESTION = {
    "kind": "question",
    "id": "q1",
    "space": "orange",
    "title": "Box éteinte",
    "body": "Plus aucun voyant.",
    "author": "Ancien",
    "asked_at": "2019-05-04T10:00:00+02:00",
}
REPLY = {
    "kind": "reply",
    "id": "r1",
    "question": "q1",
    "body": "Vérifiez la prise.",
    "author": "Sage",
    "written_at": "2019-05-04T11:00:00+02:00",
}


def test_what_comes_in_goes_out(cafe, tmp_path):
    archive, out = tmp_path / "forum.jsonl", tmp_path / "out.jsonl"
    archive.write_text("\n".join(json.dumps(one) for one in (QUESTION, REPLY)), encoding="utf-8")

    came_in = cafe("archive", "import", archive, "--json")
    again = cafe("archive", "import", archive, "--json")
    went_out = cafe("archive", "export", out, "--json")

    assert (came_in.status, came_in.record) == (0, {"questions": 1, "replies": 1, "known": 0, "broken": 0})
    assert again.record == {"questions": 0, "replies": 0, "known": 2, "broken": 0}
    assert went_out.record == {"lines": 2}
    assert [json.loads(line)["body"] for line in out.read_text("utf-8").splitlines()] == [
        "Plus aucun voyant.",
        "Vérifiez la prise.",
    ]


def test_broken_lines_are_said_by_number_and_the_rest_comes_in(cafe, tmp_path):
    archive = tmp_path / "forum.jsonl"
    archive.write_text("\n".join(["{", json.dumps(QUESTION), '{"kind": "blog"}']), encoding="utf-8")

    came_in = cafe("archive", "import", archive)

    assert came_in.status == 2
    assert "ligne 1 : ce n’est pas un objet JSON" in came_in.err
    assert "ligne 3 : « blog » n’est ni question ni reply" in came_in.err
    assert "1 questions et 0 réponses" in came_in.out
    assert "Traceback" not in came_in.err


def test_a_file_that_is_not_there_and_a_space_that_is_not_there_are_said(cafe, tmp_path):
    missing = cafe("archive", "import", tmp_path / "nothing.jsonl")
    no_space = cafe("archive", "export", tmp_path / "out.jsonl", "--space", "lune")
    no_folder = cafe("archive", "export", tmp_path / "no" / "out.jsonl")

    assert [one.status for one in (missing, no_space, no_folder)] == [2, 2, 2]
    assert "nothing.jsonl" in missing.err
    assert "lune" in no_space.err
    assert not (tmp_path / "out.jsonl").exists()
    assert all(len(one.err.strip().splitlines()) == 1 for one in (missing, no_space, no_folder))
