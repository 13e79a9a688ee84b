"""A PostgreSQL server for the tests: the one that CAFE_TEST_DATABASE names, or a throw-away one of our own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

import psycopg
import pytest
from sqlalchemy import make_url


def absent(why: str) -> None:
    """Skip; but not where everything is meant to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{why}, and CI needs it")
    pytest.skip(why)


@contextmanager
def server() -> Iterator[str]:
    """The address of a database in which the tests may make others."""
    given = os.environ.get("CAFE_TEST_DATABASE")
    if given:
        yield given
        return
    programs = _programs()
    if programs is None:
        absent("PostgreSQL's server programs are not installed, and CAFE_TEST_DATABASE names no server")
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="cafe-postgresql-"))
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    try:
        with _running(programs, folder, account) as port:
            yield f"postgresql+psycopg://cafe@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(server_address: str, *, template: str = "template1") -> Iterator[str]:
    """A new database, gone afterwards."""
    name = f"cafe_test_{token_hex(6)}"
    run(server_address, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield make_url(server_address).set(database=name).render_as_string(hide_password=False)
    finally:
        run(server_address, f"DROP DATABASE {name} WITH (FORCE)")


def run(address: str, *statements: str) -> None:
    """Run statements, each by itself."""
    with connect(address) as connection:
        for statement in statements:
            connection.execute(statement)


def connect(address: str, *, autocommit: bool = True) -> psycopg.Connection:
    """A connection that is not the community's."""
    plain = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=autocommit)


def _programs() -> Path | None:
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(found).parent
    return max((Path(p).parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")), default=None)


def _account() -> pwd.struct_passwd | None:
    """The account that may run the server: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        absent("PostgreSQL refuses to run as root, and there is no account 'postgres'")
        raise


@contextmanager
def _running(programs: Path, folder: Path, account: pwd.struct_passwd | None) -> Iterator[int]:
    as_account = {} if account is None else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    initdb = [programs / "initdb", "-D", folder / "data", "-U", "cafe", "-E", "UTF8", "--locale=C", "-A", "trust", "-N"]
    subprocess.run(initdb, check=True, cwd=folder, stdout=subprocess.DEVNULL, **as_account)
    port = _free_port()
    options = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": folder,
        "fsync": "off",  # the server itself is never cut off here
    }
    settings = [argument for name, value in options.items() for argument in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        postgres = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *settings], cwd=folder, stdout=log, stderr=log, **as_account
        )
    try:
        _wait_until_it_answers(port, postgres, folder / "log")
        yield port
    finally:
        postgres.send_signal(2)  # fast shutdown
        postgres.wait(30)


def _wait_until_it_answers(port: int, postgres: subprocess.Popen, log: Path) -> None:
    give_up_at = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(f"postgresql://cafe@127.0.0.1:{port}/postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            if postgres.poll() is not None or time.monotonic() > give_up_at:
                pytest.fail(f"PostgreSQL did not start:\n{log.read_text()}")
            time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
