"""All that is a member's, in one ZIP that people and programs can read."""

import io
import json
import zipfile
from datetime import UTC, datetime

import pytest

from community.kept import Kept
from community.leaving import Belongings
from community.members import Member
from modalities.handwriting import read_inks
from pipelines.packing import READ_ME, RECORDS, pack

AT = datetime(2026, 3, 12, 9, 41, tzinfo=UTC)
INK = json.dumps({"width": 10, "height": 10, "strokes": [[[1, 1, 0, 0.5], [9, 9, 10, 0.5]]]}).encode()


@pytest.fixture
def kept(tmp_path):
    return Kept(tmp_path / "kept")


def belongings(records=None, files=()):
    ana = Member(id="a1", pseudonym="Ana # <b>")
    return Belongings(member=ana, at=AT, records=records or {}, files=tuple(files))


def packed(whose, kept):
    content = io.BytesIO()
    missing = pack(whose, kept, content, _=lambda sentence: sentence)
    return zipfile.ZipFile(content), missing


def test_the_files_are_there_and_ink_is_there_as_inkml_too(kept):
    sound, ink = kept.put(b"RIFF a voice", "audio/wav"), kept.put(INK, "application/json")

    opened, missing = packed(belongings(files=[sound, ink]), kept)

    assert opened.testzip() is None
    assert opened.read(f"sons/{sound}") == b"RIFF a voice"
    assert opened.read(f"encre/{ink}") == INK
    (drawn,) = read_inks(opened.read(f"encre/{ink.removesuffix('.json')}.inkml"), name="ink")
    assert [len(stroke) for stroke in drawn.strokes] == [2]
    assert missing == ()


def test_programs_read_every_row(kept):
    row = {"id": "q1", "title": "Box", "body": "« été » \U0001f41e\u202e", "asked_at": AT, "recording": None}

    opened, _ = packed(belongings({"questions": (row,), "votes": ()}), kept)

    read = json.loads(opened.read(RECORDS))
    assert read["questions"] == [{**row, "asked_at": AT.isoformat()}]
    assert read["votes"] == []
    assert read["member"]["pseudonym"] == "Ana # <b>"


def test_people_read_their_words_with_where_the_sound_lies(kept):
    sound = kept.put(b"RIFF a voice", "audio/wav")
    row = {"title": "Box", "body": "Elle clignote.\n# et chante", "asked_at": AT, "recording": sound}

    opened, _ = packed(belongings({"questions": (row,)}, files=[sound]), kept)

    text = opened.read(READ_ME).decode()
    assert "### Box\n\n> Elle clignote.\n> # et chante\n" in text
    assert f"(sons/{sound})" in text


def test_a_file_that_is_gone_is_named_and_the_rest_is_there(kept):
    gone = f"{'0' * 64}.wav"

    opened, missing = packed(belongings(files=[gone]), kept)

    assert missing == (gone,)
    assert gone in opened.read(READ_ME).decode()
    assert set(opened.namelist()) == {READ_ME, RECORDS}


def test_ink_that_cannot_be_read_is_there_as_it_was_kept(kept):
    ink = kept.put(b"[", "application/json")

    opened, _ = packed(belongings(files=[ink]), kept)

    assert opened.read(f"encre/{ink}") == b"["
    assert not [name for name in opened.namelist() if name.endswith(".inkml")]
