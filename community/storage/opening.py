"""Opening a database: look without touching, then bring it up to date if it is ours and older."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import URL

import community.migrations
from community.kept import file_errors_translated
from community.migrations import NEWEST
from community.storage.engine import WRITING
from community.storage.tables import metadata
from community.storage.translation import shown
from errors import StoreDamaged, StoreNewer, StoreReadOnly

_VERSION = "SELECT version_num FROM alembic_version"
_ADVISORY_LOCK = 0xCAFE  # any number, the same in every process: who holds it may change the tables


def bring_up_to_date(engine: Engine, *, wait_s: float) -> None:
    """Make or migrate the tables. Several processes may do this at once: one works, the others wait."""
    if engine.dialect.name == "sqlite":
        if _glance_at_file(engine.url, wait_s) == NEWEST:
            return
        _write_ahead(engine.url, wait_s)
    else:
        with engine.connect() as connection, connection.begin():
            if _version(connection, engine.url) == NEWEST:
                return
    with engine.execution_options(**{WRITING: True}).connect() as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        version = _version(connection, engine.url)  # again: another process may have done it while we waited
        if version != NEWEST:
            _migrate(connection, version, engine.url)


def _version(connection: Connection, url: URL) -> str | None:
    found = set(inspect(connection).get_table_names())
    return connection.scalars(text(_VERSION)).one_or_none() if _is_ours(found, url) else None


def _is_ours(found: set[str], url: URL) -> bool:
    """Whether it was migrated before; False for an empty one. Raises ``StoreDamaged`` where that cannot be said."""
    if "alembic_version" in found:
        return True
    if found & set(metadata.tables):
        raise StoreDamaged(name=shown(url))
    return False


def _migrate(connection: Connection, version: str | None, url: URL) -> None:
    config = _alembic_config(version, url)
    config.attributes["connection"] = connection
    from alembic import command

    command.upgrade(config, "head")


def _alembic_config(version: str | None, url: URL) -> Any:
    """How to run the steps. Raises ``StoreNewer`` when the database has taken one that we do not have."""
    # Alembic adds a quarter to the time of a start, and most starts have nothing to migrate.
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    folder = str(Path(community.migrations.__file__).parent)
    config.set_main_option("script_location", folder.replace("%", "%%"))
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise StoreNewer(name=shown(url))
    return config


def _glance_at_file(url: URL, wait_s: float) -> str | None:
    """The step at which the file is, None for a new one; nothing is written to it, whatever it is.

    Raises ``StoreReadOnly``, ``StoreDamaged``, ``StoreNewer`` and (as errors of the driver) what reading it raises.
    """
    file = Path(url.database or "").absolute()
    with file_errors_translated(file.parent):
        file.parent.mkdir(parents=True, exist_ok=True)
        _require_writable(file)
        if not file.exists() or file.stat().st_size == 0:
            return None
    # SQLite alone opens the file: closing a descriptor of our own would drop every lock that this process holds on it,
    # and the next program to leave would delete the log of writes under our feet.
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=wait_s)) as connection:
        found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not _is_ours(found, url):
            return None
        version = next((str(step) for (step,) in connection.execute(_VERSION)), None)
    if version != NEWEST:
        _alembic_config(version, url)
    return version


def _require_writable(file: Path) -> None:
    # SQLite writes its journal beside the file, so the folder counts as much as the file.
    for place in (file.parent, file):
        if place.exists() and not os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise StoreReadOnly(name=place)


def _write_ahead(url: URL, wait_s: float) -> None:
    """Let readers go on while one writes. The mode stays in the file, so this is done once, before its first tables."""
    give_up_at = time.monotonic() + wait_s
    with closing(sqlite3.connect(url.database or "", isolation_level=None, timeout=wait_s)) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                # For this statement SQLite does not wait where another process is opening the same new file.
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up_at:
                    raise
                time.sleep(0.01)
