"""Put a made-up community into a database, in bulk; every row is as if it had been published post by post.

What was filled once is kept for the next run, under a name that says from what it was made.
"""

import hashlib
import multiprocessing
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, create_engine, event, insert, make_url, text

from benchmarks import postgresql
from benchmarks.made_up import BEGIN, Batch, MadeUp
from community import open_community
from community.members import compared
from community.storage.cafes import CafeRows
from community.storage.forum import question_row, reply_row
from community.storage.index import IndexRows
from community.storage.index_entries import Entries, entries_of
from community.storage.tables import members, questions, replies, thanks

Tell = Callable[[str], None]

_INDICES = {
    "ix_search_posts_lexemes": "lexemes",
    "ix_search_posts_title_lexemes": "array_to_tsvector(array_remove(string_to_array(title, ' '), ''))",
}
"""PostgreSQL's, made when all posts are there."""
_AHEAD = 3  # batches that wait for the database: all of them would fill the memory
_SERVER: dict[str, str | int] = {
    "shared_buffers": "512MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "4GB",
    "max_connections": 120,
}


@contextmanager
def filled_sqlite(made_up: MadeUp, folder: Path, *, tell: Tell) -> Iterator[str]:
    """The address of a database that holds the community, filled now unless it stands in the folder."""
    file = folder / f"{_name(made_up)}.sqlite3"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        fill(f"sqlite:///{unfinished}", made_up, tell=tell)
        with closing(sqlite3.connect(unfinished)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        unfinished.rename(file)
    yield f"sqlite:///{file}"


@contextmanager
def filled_postgresql(made_up: MadeUp, folder: Path, *, tell: Tell) -> Iterator[str]:
    """Likewise, in a server of our own that runs meanwhile. Raises ``postgresql.Absent``."""
    with postgresql.server(folder / "postgresql", options=_SERVER) as server:
        name = f"cafe_{_name(made_up).replace('-', '_')}"
        address = make_url(server).set(database=name).render_as_string()
        with postgresql.connect(server) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if known is None:
            postgresql.run(server, "DROP DATABASE IF EXISTS unfinished", "CREATE DATABASE unfinished")
            fill(make_url(server).set(database="unfinished").render_as_string(), made_up, tell=tell)
            postgresql.run(server, f"ALTER DATABASE unfinished RENAME TO {name}")
        yield address


def fill(address: str, made_up: MadeUp, *, tell: Tell = lambda _: None, processes: int | None = None) -> None:
    """Fill a new database. Texts and their stems are made in processes of their own, unless ``processes`` is 0."""
    open_community(address, data=Path(make_url(address).database or ".").parent).close()
    engine = create_engine(address)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _hurry_sqlite)
    begun = time.monotonic()
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"DROP INDEX {', '.join(_INDICES)}"))
        add_people(connection, made_up)
    for number, (batch, entries) in enumerate(_prepared(made_up, processes)):
        with engine.begin() as connection:
            add_batch(connection, batch, entries)
        tell(f"{engine.dialect.name}: {number + 1}/{made_up.batches()} in {time.monotonic() - begun:.0f} s")
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            for name, held in _INDICES.items():
                made = f"CREATE INDEX {name} ON search_posts USING gin (({held})) WITH (fastupdate = off)"
                connection.execute(text(made))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    engine.dispose()
    tell(f"{engine.dialect.name}: {made_up.posts} posts in {time.monotonic() - begun:.0f} s")


def add_people(connection: Connection, made_up: MadeUp) -> None:
    """Who writes, and the café."""
    _put(
        connection,
        members,
        [
            {
                "id": member.id,
                "pseudonym": member.pseudonym,
                "compared": compared(member.pseudonym),
                "role": member.role,
                "is_demonstration": member.is_demonstration,
                "made_at": BEGIN,
            }
            for member in made_up.members
        ],
    )
    cafe, contributions = made_up.cafe()
    rows = CafeRows(connection)
    rows.add(cafe, at=BEGIN)
    for contribution in contributions:
        rows.add_contribution(contribution, draft=None)


def add_batch(connection: Connection, batch: Batch, entries: Entries) -> None:
    """Some threads with what makes them findable."""
    asked = [question for question, reply in batch.posts if reply is None]
    replied = [reply for _, reply in batch.posts if reply is not None]
    _put(connection, questions, [question_row(question, draft=None) for question in asked])
    _put(connection, replies, [reply_row(reply, draft=None) for reply in replied])
    at = {reply.id: reply.written_at for reply in replied}
    _put(connection, thanks, [{"reply": id, "member": member, "at": at[id]} for id, member in batch.thanks])
    IndexRows(connection).add(entries)


def _put(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _prepared(made_up: MadeUp, processes: int | None) -> Iterator[tuple[Batch, Entries]]:
    if processes == 0 or made_up.batches() == 1:
        yield from (_prepare(made_up, number) for number in range(made_up.batches()))
        return
    # Not forked: this process may hold threads and connections.
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        turns = (pool.submit(_prepare, made_up, number) for number in range(made_up.batches()))
        waiting = list(islice(turns, _AHEAD))
        while waiting:
            yield waiting.pop(0).result()
            waiting += islice(turns, 1)


def _prepare(made_up: MadeUp, number: int) -> tuple[Batch, Entries]:
    batch = made_up.batch(number)
    return batch, entries_of(batch.posts)


def _hurry_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous = OFF")  # nobody's words: a crash begins anew
    connection.execute("PRAGMA cache_size = -400000")  # KiB


def _name(made_up: MadeUp) -> str:
    return f"made-up-{_version()}-{made_up.seed}-{made_up.posts}-{made_up.a_batch}"


@cache
def _version() -> str:
    """Another one whenever other posts would be made, or indexed differently: judged by some."""
    _, entries = _prepare(MadeUp(posts=300), 0)
    return hashlib.sha256(repr((entries.posts, sorted(entries.spelled))).encode()).hexdigest()[:8]
