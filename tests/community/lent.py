"""One PostgreSQL database that tests use one after another: emptying it takes a tenth of what making it does."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from tests.community.postgresql import connect, run

MANY_ROWS = 20_000
"""A database that held more is made anew: what was deleted would slow the next test down."""

TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname"
SEQUENCES = (
    "SELECT quote_ident(sequencename), COALESCE(last_value, start_value), last_value IS NOT NULL FROM pg_sequences"
)
CATALOGUES = (
    *("pg_class", "pg_attribute", "pg_constraint", "pg_trigger", "pg_proc", "pg_namespace", "pg_extension"),
    *("pg_database", "pg_db_role_setting"),
)
SHAPE = " UNION ALL ".join(f"SELECT count(*), sum(xmin::text::bigint) FROM {one}" for one in CATALOGUES)
"""Every change of the schema or of a setting writes a row there, and with it the number of another transaction."""
CUT_OFF = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


class Lent:
    """Lends a copy of a template to one test at a time, each time with what the template holds and nothing else."""

    def __init__(self, server: str, template: str) -> None:
        self._server = server
        self._template = template
        self._made = 0
        self._name: str | None = None
        self._connection: psycopg.Connection | None = None
        self._shape: list[tuple] = []
        self._tables: list[str] = []
        self._rows: dict[str, bytes] = {}
        self._sequences: list[tuple] = []

    @contextmanager
    def lend(self) -> Iterator[str]:
        """The address of the database."""
        if self._name is None:
            self._make()
        yield self._address
        try:
            is_as_before = self._empty()
        except psycopg.Error:  # the test took our connection away, or the database
            is_as_before = False
        if not is_as_before:
            self.drop()

    def drop(self) -> None:
        """The next test gets another one."""
        if self._connection is not None:
            self._connection.close()
        if self._name is not None:
            run(self._server, f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")
        self._connection, self._name = None, None

    @property
    def _address(self) -> str:
        return make_url(self._server).set(database=self._name).render_as_string(hide_password=False)

    def _make(self) -> None:
        self._made += 1
        name = f"{self._template}_{self._made}"
        run(self._server, f"CREATE DATABASE {name} TEMPLATE {self._template}")
        self._name = name
        self._connection = connect(self._address)
        self._connection.execute("SET session_replication_role = replica")  # deletes in any order, and wakes no trigger
        self._tables = [name for (name,) in self._connection.execute(TABLES)]
        self._rows = {name: rows for name in self._tables if (rows := self._read(name))}
        self._sequences = self._connection.execute(SEQUENCES).fetchall()
        self._shape = self._connection.execute(SHAPE).fetchall()

    def _read(self, table: str) -> bytes:
        with self._connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as rows:
            return b"".join(rows)

    def _empty(self) -> bool:
        """Put back what the template holds; False where that is not possible, or not enough."""
        self._connection.execute(CUT_OFF)
        if self._connection.execute(SHAPE).fetchall() != self._shape:
            return False
        deletes = sql.SQL(";").join(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in self._tables)
        done = self._connection.execute(deletes)
        deleted = done.rowcount
        while done.nextset():
            deleted += done.rowcount
        for table, rows in self._rows.items():
            with self._connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy:
                copy.write(rows)
        for sequence in self._sequences:
            self._connection.execute("SELECT setval(%s, %s, %s)", sequence)
        return deleted < MANY_ROWS
