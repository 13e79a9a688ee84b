"""What a database may refuse while the community is open. Nothing that was there before is lost."""

import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from community import Community, open_community
from community.kept import Kept
from errors import CannotBeKept, DiskFull, NotFound, StoreDamaged, StoreLocked, StoreReadOnly, StoreUnreachable
from tests.community import postgresql
from tests.community.conftest import People
from tests.conftest import ROOT
from vocabulary import Destination, Draft

DRAFT = Draft(text="Ma box", author="Ana", subject="Box", to=Destination(kind="forum", id="orange"))


@contextmanager
def held(address):
    """The database, while another program holds all of it."""
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield
    else:
        with postgresql.connect(address, autocommit=False) as other:
            other.execute("LOCK TABLE drafts, questions, members IN EXCLUSIVE MODE")
            yield
            other.rollback()


def test_a_database_that_another_program_holds_is_locked_and_then_goes_on(opened, address):
    community = opened(address, wait_s=0.1)
    ana = community.members.enter("Ana", visit="v")
    kept = community.drafts.keep(DRAFT, visit="v")

    with held(address):
        with pytest.raises(StoreLocked):
            community.drafts.confirm(kept.id, visit="v", member=ana, by=["press"])
        with pytest.raises(StoreLocked):
            community.drafts.keep(DRAFT, visit="v")
        assert community.drafts.get(kept.id, visit="v") == kept

    assert community.drafts.confirm(kept.id, visit="v", member=ana, by=["press"]).kind == "question"


def test_one_writer_waits_for_another(opened, address):
    community = opened(address, wait_s=30)
    kept = community.drafts.keep(DRAFT, visit="v")
    writes, may_end = threading.Event(), threading.Event()

    def write():
        with community.store.writing() as rows:
            rows.drafts.get(kept.id, lock=True)
            writes.set()
            may_end.wait(30)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(write)
        writes.wait(30)
        second = pool.submit(community.drafts.discard, kept.id, visit="v")
        with pytest.raises(TimeoutError):
            second.result(timeout=0.2)
        may_end.set()

        assert (first.result(), second.result()) == (None, None)


@pytest.fixture
def no_more_pages():
    """Call it, and no SQLite database of this process grows any more: SQLite itself then says that the disk is full."""

    def limit(connection, _record):
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA max_page_count = 1")  # SQLite makes it as many as there are

    def from_now_on():
        event.listen(Engine, "connect", limit)

    yield from_now_on
    if event.contains(Engine, "connect", limit):
        event.remove(Engine, "connect", limit)


def test_a_full_sqlite_database_keeps_the_former_text(opened, sqlite_address, no_more_pages):
    kept = opened(sqlite_address).drafts.keep(DRAFT, visit="v")
    no_more_pages()
    community = opened(sqlite_address)
    long = Draft(text="a" * 19_000, author="Ana")

    with pytest.raises(DiskFull):
        community.drafts.keep(long, visit="v", id=kept.id)

    assert community.drafts.get(kept.id, visit="v") == kept


def test_a_full_postgresql_disk_is_said_to_be_full(opened, postgresql_address):
    community = opened(postgresql_address)
    # What the server says when it cannot make a file longer, said by a trigger: filling a real disk is the next test.
    postgresql.run(
        postgresql_address,
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$",
        "CREATE TRIGGER full_disk BEFORE INSERT ON drafts EXECUTE FUNCTION full_disk()",
    )

    with pytest.raises(DiskFull):
        community.drafts.keep(DRAFT, visit="v")


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a file system of four megabytes: the empty tables take one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip(f"a small file system cannot be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_on_a_disk_that_fills_up_nothing_that_was_confirmed_is_lost(opened, small_disk):
    community = opened(f"sqlite:///{small_disk}/cafe.sqlite3")
    people, asked = People(community=community), []

    def ask_on_and_on():
        for number in count():
            asked.append(people.asks("Ana", f"Question {number}", "mot " * 2000).id)

    with pytest.raises(DiskFull):
        ask_on_and_on()

    assert {question.id for question in community.forum.questions(limit=1000)} == set(asked)
    assert len(asked) > 1


def test_a_recording_that_no_longer_fits_leaves_nothing_behind(small_disk, tmp_path, clock):
    store = open_community(f"sqlite:///{tmp_path}/cafe.sqlite3", data=tmp_path).store
    community = Community(store, data=small_disk, now=clock)

    with pytest.raises(DiskFull):
        community.drafts.keep(DRAFT, visit="v", recording=bytes(5_000_000))

    assert list((small_disk / "kept").iterdir()) == []
    assert community.drafts.of_visit("v") == ()
    community.close()


def test_a_file_that_becomes_read_only_is_said_to_be(opened, unprivileged):
    community = opened(f"sqlite:///{unprivileged}/cafe.sqlite3")
    kept = community.drafts.keep(DRAFT, visit="v")
    community.close()  # the next call opens the file anew, as a restarted pool would
    for file in unprivileged.glob("cafe.sqlite3*"):
        file.chmod(0o400)

    with pytest.raises(StoreReadOnly):
        community.drafts.discard(kept.id, visit="v")


def test_a_folder_of_recordings_that_may_not_be_written_is_read_only(unprivileged):
    unprivileged.chmod(0o500)

    with pytest.raises(StoreReadOnly):
        Kept(unprivileged / "kept").put(b"RIFF", "audio/wav")

    unprivileged.chmod(0o700)


def test_a_page_that_is_damaged_while_we_work_is_said_to_be(opened, sqlite_address):
    community = opened(sqlite_address)
    kept = community.drafts.keep(DRAFT, visit="v")
    community.close()
    file = Path(sqlite_address.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'drafts'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as opened_file:
        opened_file.seek((page - 1) * size)
        opened_file.write(b"\xff" * size)

    with pytest.raises(StoreDamaged):
        community.drafts.get(kept.id, visit="v")


def test_a_server_that_went_away_is_unreachable_and_one_that_came_back_is_used(opened, postgresql_address):
    community = opened(postgresql_address, wait_s=1)
    kept = community.drafts.keep(DRAFT, visit="v")
    server, _, name = postgresql_address.rpartition("/")
    gone = (
        f"ALTER DATABASE {name} ALLOW_CONNECTIONS false",
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
    )

    postgresql.run(f"{server}/postgres", *gone)
    with pytest.raises(StoreUnreachable):
        community.drafts.get(kept.id, visit="v")
    postgresql.run(f"{server}/postgres", f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    assert community.drafts.get(kept.id, visit="v") == kept


def test_nobody_notices_that_a_server_was_restarted_while_nobody_read(opened, postgresql_address):
    community = opened(postgresql_address, wait_s=1)
    server, _, name = postgresql_address.rpartition("/")
    with community.store.reading() as one, community.store.reading() as another:
        assert one.index.size() == another.index.size() == 0

    ended = f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'"
    postgresql.run(f"{server}/postgres", ended)

    with community.store.reading() as one, community.store.glancing() as another:
        assert one.index.size() == another.index.size() == 0


def test_what_another_community_knows_is_refused_without_harm(community, opened, tmp_path):
    stranger = opened(f"sqlite:///{tmp_path}/another.sqlite3").members.enter("Ana", visit="v")
    kept = community.drafts.keep(DRAFT, visit="v")

    with pytest.raises(CannotBeKept):
        community.drafts.confirm(kept.id, visit="v", member=stranger, by=["press"])

    assert community.forum.count() == 0


def test_what_was_confirmed_survives_the_death_of_the_process(opened, address, tmp_path):
    program = (
        "import os, sys; from pathlib import Path; from community import open_community;"
        "from vocabulary import Destination, Draft;"
        f"community = open_community({address!r}, data=Path({str(tmp_path)!r}));"
        "ana = community.members.enter('Ana', visit='v');"
        "to = Destination(kind='forum', id='orange');"
        "kept = community.drafts.keep(Draft(text='Ma box', author='Ana', subject='Box', to=to), visit='v',"
        " recording=b'RIFF');"
        "unconfirmed = community.drafts.keep(Draft(text='Et mon mobile', author='Ana'), visit='v', recording=b'RIFX');"
        "published = community.drafts.confirm(kept.id, visit='v', member=ana, by=['press']);"
        "os.write(1, f'{published.id} {unconfirmed.id}'.encode());"
        f"os.kill(os.getpid(), {int(signal.SIGKILL)})"
    )

    died = subprocess.run([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    question, draft = died.stdout.split()

    community = opened(address)
    assert died.returncode == -signal.SIGKILL
    assert community.forum.thread(question).question.body == "Ma box"
    assert [found.question.id for found in community.search.questions("box")] == [question]
    (left,) = community.drafts.of_visit("v")
    assert (left.id, community.kept.read(left.recording)) == (draft, b"RIFX")


def test_sqlite_writes_confirmations_through_to_the_disk(opened, sqlite_address):
    store = opened(sqlite_address).store

    with store.writing() as rows:
        asked = {
            pragma: rows.members._connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
            for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


@pytest.mark.parametrize("name", ["", "..", "../cafe.sqlite3", "a" * 64 + ".wav", "\x00", "/etc/passwd", "x" * 5000])
def test_only_kept_files_can_be_read(community, name):
    with pytest.raises(NotFound):
        community.kept.path(name)
    with pytest.raises(NotFound):
        community.kept.read(name)


def test_the_same_bytes_are_kept_once_under_a_name_that_tells_their_type(community):
    name = community.kept.put(b"<svg/>", "image/svg+xml")

    assert community.kept.put(b"<svg/>", "image/svg+xml") == name
    assert name.endswith(".svg")
    assert community.kept.media_type(name) == "image/svg+xml"
    assert [file.name for file in community.kept.path(name).parent.iterdir()] == [name]
