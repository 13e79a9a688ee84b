"""One engine for SQLite and PostgreSQL, set up so that what is committed is on the disk."""

import time
from selectors import EVENT_READ, DefaultSelector
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

from errors import N_, BadSetting

WRITING = "cafe_writing"
"""The execution option of a connection that will write."""

_LEFT_AT = "cafe_left_at"
_SURE_S = 10.0
"""A connection that was used so lately, and on which nothing was said since, still reaches its server. A machine that
lost its power says nothing."""

_NOT_AN_ADDRESS = N_("ce n’est pas une adresse de base")
_NEITHER = N_("seules les adresses sqlite:///… (un fichier) et postgresql://… conviennent")


def address_of(address: str) -> URL:
    """The address, with the driver that we install. Raises ``BadSetting``."""
    try:
        url = make_url(address)
        backend = url.get_backend_name()
    except ArgumentError as error:
        raise BadSetting(name="CAFE_DATABASE", why=_NOT_AN_ADDRESS) from error
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database and url.database != ":memory:":
        return url.set(drivername="sqlite+pysqlite")
    raise BadSetting(name="CAFE_DATABASE", why=_NEITHER)


def engine_for(url: URL, *, wait_s: float) -> Engine:
    """An engine that waits at most ``wait_s`` seconds for a lock. It connects only when used."""
    return _sqlite(url, wait_s) if url.get_backend_name() == "sqlite" else _postgresql(url, wait_s)


def _sqlite(url: URL, wait_s: float) -> Engine:
    # isolation_level None: the driver begins no transaction by itself, we say BEGIN.
    engine = create_engine(url, connect_args={"isolation_level": None, "timeout": wait_s}, pool_timeout=wait_s * 2)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        # NORMAL would lose the last confirmations at a power cut: in WAL it syncs at checkpoints only.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA busy_timeout = {round(wait_s * 1000)}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that reads first and then writes could not wait for another writer: SQLite refuses it at once.
        writes = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: URL, wait_s: float) -> Engine:
    # Compiling a search would take longer than the search; and to read the whole index instead of the few posts that
    # hold a word takes twenty times as long as the server believes, which does not count what unpacking them costs.
    options = f"-c lock_timeout={round(wait_s * 1000)} -c jit=off -c random_page_cost=1.1"
    engine = create_engine(
        url,
        connect_args={"connect_timeout": max(2, round(wait_s)), "options": options},
        pool_timeout=wait_s * 2,
    )

    # The server may have been restarted since. To ask it each time would be to wait for one more answer.
    @event.listens_for(engine, "checkin")
    def _leave(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[_LEFT_AT] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _try(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
        left_at = record.info.get(_LEFT_AT)
        if left_at is None or (time.monotonic() - left_at < _SURE_S and not _has_something_to_say(connection)):
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    return engine


def _has_something_to_say(connection: Any) -> bool:
    """Whether a server sent what nobody asked for: mostly that it goes away."""
    with DefaultSelector() as heard:
        heard.register(connection.fileno(), EVENT_READ)
        return bool(heard.select(0))
