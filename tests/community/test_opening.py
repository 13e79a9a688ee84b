import hashlib
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import ForeignKeyConstraint, create_engine

import community.migrations
from community import open_community
from community.members import sealed
from community.storage.tables import metadata
from errors import (
    BadSetting,
    StoreDamaged,
    StoreLocked,
    StoreNewer,
    StoreReadOnly,
    StoreUnreachable,
)
from tests.community import postgresql
from tests.community.steps import migrate
from tests.conftest import ROOT


def content(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def run_sqlite(address, *statements):
    with closing(sqlite3.connect(address.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def run(address, *statements):
    (run_sqlite if address.startswith("sqlite") else postgresql.run)(address, *statements)


def test_a_new_database_is_made_with_its_folder(opened, tmp_path):
    community = opened(f"sqlite:///{tmp_path}/a new folder é/cafe.sqlite3")

    assert community.is_empty()


def test_the_newest_step_is_the_one_that_the_code_needs():
    steps = ScriptDirectory(Path(community.migrations.__file__).parent)

    assert steps.get_current_head() == community.migrations.NEWEST


def is_added_reference(found) -> bool:
    """SQLite adds a reference with its column only, and SQLAlchemy reads no ON DELETE there: it differs for nothing.

    That replies stay without what they replied to is tested where contributions are taken away.
    """
    columns = [column.name for column in getattr(found, "columns", ())]
    return isinstance(found, ForeignKeyConstraint) and columns == ["reply_to"]


def test_the_steps_lead_to_the_tables_that_the_code_knows(address):
    engine = create_engine(address)

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _: not (kind == "table" and name.startswith("search_index")),
                "include_object": lambda found, name, *_: (
                    "lexemes" not in (name or "") and not is_added_reference(found)
                ),
                "compare_type": True,
            },
        )
        differences = compare_metadata(context, metadata)

    engine.dispose()
    assert differences == []


OF_THE_FIRST_SHAPE = (
    "INSERT INTO members VALUES ('m1', 'Ana', 'ana', 'member', false, '2026-01-01 00:00:00')",
    "INSERT INTO drafts (id, visit, author, text, language, subject, recognitions, keeps_recording, recording,"
    " created_at, changed_at) VALUES ('d1', '{visit}', 'Ana', 'Ma box', 'fr', 'Box', '{heard}', false, '{file}',"
    " '2026-01-01 00:00:00', '2026-01-01 00:00:00')",
    "INSERT INTO questions (id, space, title, body, language, author, asked_at, is_solved, is_demonstration,"
    " recognitions) VALUES ('q1', 'orange', 'Box', 'Ma box', 'fr', 'm1', '2026-01-01 00:00:00', false, false, '[]')",
)
HEARD_THEN = (
    '[{"modality": "speech", "engine": "whisper", "text": "Ma box", "label": null, "language": "fr", "confidence": 0.5,'
    ' "alternatives": [], "words": [{"text": "Ma", "start": 0.0, "end": 0.4, "confidence": 0.9, "alternatives": []}],'
    ' "captured_at": "2026-01-01T00:00:00+00:00", "seconds": 1.0}]'
)


def test_what_was_kept_in_the_first_shape_is_there_in_the_newest(new_address, opened, tmp_path):
    address = new_address
    migrate(address, to="0001")
    recording = f"{'a' * 64}.wav"
    facts = {"visit": sealed("v"), "heard": HEARD_THEN, "file": recording}
    (run_sqlite if address.startswith("sqlite") else postgresql.run)(
        address, *(statement.format(**facts) for statement in OF_THE_FIRST_SHAPE)
    )

    now = opened(address)

    kept = now.drafts.get("d1", visit="v")
    assert (kept.draft.text, kept.recording, kept.ink, kept.photo) == ("Ma box", recording, None, None)
    assert (kept.draft.keeps_recording, kept.draft.keeps_ink, kept.draft.keeps_photo) == (False, True, False)
    assert kept.draft.recognitions[0].words[0].box is None
    assert now.forum.thread("q1").question.ink is None


def test_opening_what_is_up_to_date_loads_no_alembic(sqlite_address, tmp_path):
    program = (
        "import sys; from pathlib import Path; from community import open_community;"
        f"open_community({sqlite_address!r}, data=Path({str(tmp_path)!r})); print('alembic' in sys.modules)"
    )

    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert said.stdout == "False\n"


def test_importing_the_community_loads_no_database_library():
    program = "import sys, community; print({'sqlalchemy', 'alembic', 'psycopg', 'snowballstemmer'} & set(sys.modules))"

    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert said.stdout == "set()\n"


def test_what_was_kept_is_there_when_it_is_opened_again(opened, address):
    first = opened(address)
    ana = first.members.enter("Ana", visit="v")
    first.close()

    assert opened(address).members.get(ana.id) == ana


@pytest.fixture
def good_file(empty_store):
    """The bytes of a database that is up to date, read while we may still read everything."""
    return empty_store.read_bytes()


def test_several_processes_may_open_a_new_database_at_once(new_address, tmp_path):
    address = new_address
    program = (
        "from pathlib import Path; from community import open_community; import community.storage; print(flush=True);"
        f"input(); print(open_community({address!r}, data=Path({str(tmp_path)!r})).is_empty())"
    )
    openers = [
        subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdin=-1, stdout=-1, stderr=-1, text=True)
        for _ in range(4)
    ]
    for opener in openers:
        opener.stdout.readline()

    for opener in openers:
        opener.stdin.write("\n")
        opener.stdin.flush()
    said = [opener.communicate(timeout=60) for opener in openers]

    assert said == [("True\n", "")] * 4


def test_a_database_that_is_newer_than_the_code_is_not_opened(address, tmp_path):
    run(address, "UPDATE alembic_version SET version_num = 'from 2031'")

    with pytest.raises(StoreNewer):
        open_community(address, data=tmp_path)


def test_a_file_that_is_newer_than_the_code_is_not_touched(sqlite_address, tmp_path):
    run(sqlite_address, "UPDATE alembic_version SET version_num = 'from 2031'")
    before = content(tmp_path / "cafe.sqlite3")

    with pytest.raises(StoreNewer, match=r"cafe\.sqlite3"):
        open_community(sqlite_address, data=tmp_path)

    assert content(tmp_path / "cafe.sqlite3") == before


def test_tables_that_nobody_knows_the_age_of_are_not_touched(address, tmp_path):
    run(address, "DROP TABLE alembic_version")

    with pytest.raises(StoreDamaged):
        open_community(address, data=tmp_path)


@pytest.mark.parametrize(
    "damage",
    [
        lambda good: b"This is no database at all, but a letter to my aunt.",
        lambda good: good[: len(good) // 2],
        lambda good: good[:100] + b"\xff" * 4000 + good[4100:],
        lambda good: b"\x00" * len(good),
        lambda good: b"SQLite format 3\x00",
        lambda good: good[:8192] + bytes(len(good) - 8192),
    ],
    ids=["another file", "cut in two", "first page overwritten", "zeros", "header only", "pages lost"],
)
def test_a_damaged_file_is_said_to_be_damaged_and_is_not_touched(sqlite_address, tmp_path, damage):
    file = tmp_path / "cafe.sqlite3"
    file.write_bytes(damage(file.read_bytes()))
    before = content(file)

    with pytest.raises(StoreDamaged, match=r"cafe\.sqlite3"):
        open_community(sqlite_address, data=tmp_path)

    assert content(file) == before


def test_a_new_file_that_another_program_holds_is_locked(tmp_path):
    with closing(sqlite3.connect(tmp_path / "cafe.sqlite3", isolation_level=None)) as other:
        other.execute("CREATE TABLE something (else_ TEXT)")
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(StoreLocked):
            open_community(f"sqlite:///{tmp_path}/cafe.sqlite3", data=tmp_path, wait_s=0.05)


def test_a_file_that_may_not_be_written_is_read_only(good_file, unprivileged):
    file = unprivileged / "cafe.sqlite3"
    file.write_bytes(good_file)
    file.chmod(0o400)

    with pytest.raises(StoreReadOnly, match=r"cafe\.sqlite3"):
        open_community(f"sqlite:///{file}", data=unprivileged)


def test_a_folder_that_may_not_be_written_is_read_only(good_file, unprivileged):
    file = unprivileged / "cafe.sqlite3"
    file.write_bytes(good_file)
    unprivileged.chmod(0o500)

    with pytest.raises(StoreReadOnly, match=unprivileged.name):
        open_community(f"sqlite:///{file}", data=unprivileged)

    unprivileged.chmod(0o700)


def test_a_folder_that_may_not_be_made_is_read_only(unprivileged):
    unprivileged.chmod(0o500)

    with pytest.raises(StoreReadOnly):
        open_community(f"sqlite:///{unprivileged}/new/cafe.sqlite3", data=unprivileged)

    unprivileged.chmod(0o700)


def test_a_server_that_may_only_be_read_is_read_only(postgresql_address, opened):
    name = postgresql_address.rpartition("/")[2]
    postgresql.run(postgresql_address, f"ALTER DATABASE {name} SET default_transaction_read_only = on")

    with pytest.raises(StoreReadOnly):
        opened(postgresql_address).members.enter("Ana", visit="v")


def test_a_server_that_is_down_is_unreachable_and_no_password_is_shown(tmp_path):
    with pytest.raises(StoreUnreachable) as caught:
        open_community("postgresql://ana:s3cret@127.0.0.1:9/cafe", data=tmp_path, wait_s=0.5)

    assert "127.0.0.1:9/cafe" in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_a_database_that_the_server_does_not_have_is_unreachable(postgresql_server, tmp_path):
    with pytest.raises(StoreUnreachable, match="nowhere"):
        open_community(postgresql_server.rpartition("/")[0] + "/nowhere", data=tmp_path)


@pytest.mark.parametrize(
    "wrong", ["", "cafe.db", "sqlite://", "sqlite:///:memory:", "mysql://localhost/cafe", "mongodb://x"]
)
def test_an_address_of_another_kind_is_a_bad_setting(wrong, tmp_path):
    with pytest.raises(BadSetting, match="CAFE_DATABASE"):
        open_community(wrong, data=tmp_path)
