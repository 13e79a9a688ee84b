"""A PostgreSQL server for the tests: the one that CAFE_TEST_DATABASE names, or a throw-away one of our own."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from secrets import token_hex

import pytest
from sqlalchemy import make_url

from benchmarks import postgresql
from benchmarks.postgresql import connect, run

__all__ = ["connect", "database", "run", "server"]


@contextmanager
def server(*, with_pgvector: bool = False) -> Iterator[str]:
    """The address of a database in which the tests may make others."""
    variable = "CAFE_TEST_PGVECTOR_DATABASE" if with_pgvector else "CAFE_TEST_DATABASE"
    with ExitStack() as running:
        address = os.environ.get(variable)
        if not address:
            try:
                address = running.enter_context(postgresql.server(with_pgvector=with_pgvector))
            except postgresql.Absent as why:
                _absent(f"{why}, and {variable} names no server")
        yield address


@contextmanager
def database(server_address: str, *, template: str = "template1") -> Iterator[str]:
    """A new database, gone afterwards."""
    name = f"cafe_test_{token_hex(6)}"
    run(server_address, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield make_url(server_address).set(database=name).render_as_string(hide_password=False)
    finally:
        run(server_address, f"DROP DATABASE {name} WITH (FORCE)")


def _absent(why: str) -> None:
    """Skip; but not where everything is meant to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{why}, and CI needs it")
    pytest.skip(why)
