"""The log of moderation, by the command."""

import csv
import json

import pytest

from community import open_community
from community.happenings import Thing
from vocabulary import Destination, Draft, now


@pytest.fixture
def logged(data):
    """A flag whose words would be a formula in a spreadsheet, and the decision about it; gives the thing."""
    community = open_community(f"sqlite:///{data / 'cafe.db'}", data=data)
    zoe = community.members.enter("Zoé", visit="z")
    draft = Draft(text="Oh", author="Zoé", to=Destination(kind="forum", id="orange"), subject="Oh")
    kept = community.drafts.keep(draft, visit="z")
    thing = Thing(kind="question", id=community.drafts.confirm(kept.id, visit="z", member=zoe, by=["press"]).id)
    community.moderation.flag(thing, "other", words="=1+1\n\x00é", by=community.members.trusted("Ana"))
    with community.store.writing() as rows:
        moderator = rows.members.get_or_add("Mo", "mo", at=now(), role="moderator")[0]
    community.moderation.decide(thing, "hidden", reason="Blessant.", by=moderator)
    community.close()
    return thing


def test_every_act_goes_out_as_json_lines(cafe, logged, tmp_path):
    out = tmp_path / "log.jsonl"

    done = cafe("moderation", "export", out, "--json")

    flagged, hidden = (json.loads(line) for line in out.read_text("ascii").splitlines())
    assert done.record == {"lines": 2}
    assert (flagged["done"], flagged["ground"], flagged["reason"]) == ("flagged", "other", "=1+1\n\x00é")
    assert (hidden["done"], hidden["by_name"], hidden["author_name"]) == ("hidden", "Mo", "Zoé")
    assert (hidden["kind"], hidden["thing"], hidden["reason"]) == ("question", logged.id, "Blessant.")


def test_every_act_goes_out_as_a_table_without_formulas(cafe, logged, tmp_path):
    out = tmp_path / "log.csv"

    done = cafe("moderation", "export", out)

    with out.open(encoding="utf-8", newline="") as lines:
        flagged, hidden = csv.DictReader(lines)
    assert done.status == 0
    assert flagged["reason"] == "'=1+1\n\x00é"
    assert (hidden["done"], hidden["by_name"]) == ("hidden", "Mo")


def test_a_file_of_another_kind_is_said(cafe, tmp_path):
    done = cafe("moderation", "export", tmp_path / "log.xlsx")

    assert done.status == 2
    assert ".csv" in done.err
    assert not (tmp_path / "log.xlsx").exists()
