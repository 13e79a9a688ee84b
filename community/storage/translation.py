"""What a database says, in the words of ``errors``."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from errors import CafeError, CannotBeKept, DiskFull, StoreDamaged, StoreLocked, StoreReadOnly, StoreUnreachable

_SQLSTATES: tuple[tuple[str, type[CafeError]], ...] = (
    # From the table of PostgreSQL's error codes; the first prefix that fits wins.
    ("53100", DiskFull),
    ("55P03", StoreLocked),  # lock_timeout
    ("40", StoreLocked),  # deadlock, serialization: another try succeeds
    ("25006", StoreReadOnly),  # a standby, or default_transaction_read_only
    ("42501", StoreReadOnly),  # the role may not write
    ("XX001", StoreDamaged),
    ("XX002", StoreDamaged),
    ("08", StoreUnreachable),
    ("57P", StoreUnreachable),  # shutting down, starting
    ("53", StoreUnreachable),  # too many connections, out of memory
    ("28", StoreUnreachable),  # password refused
    ("3D000", StoreUnreachable),  # no such database
)

_SQLITE: dict[int, type[CafeError]] = {
    sqlite3.SQLITE_BUSY: StoreLocked,
    sqlite3.SQLITE_LOCKED: StoreLocked,
    sqlite3.SQLITE_PROTOCOL: StoreLocked,  # a race for the WAL that was lost again and again
    sqlite3.SQLITE_READONLY: StoreReadOnly,
    sqlite3.SQLITE_PERM: StoreReadOnly,
    sqlite3.SQLITE_CANTOPEN: StoreReadOnly,  # at opening it was there: what is missing is the right to write beside it
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_NOTADB: StoreDamaged,
}


_MAY_BE_FULL = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})
_TOO_LITTLE = 64 * 1024  # bytes, two steps by which the shared memory of the WAL grows


def shown(url: URL) -> str:
    """A database as it may be named to a person: a path, or an address without its password."""
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


@contextmanager
def errors_translated(url: URL) -> Iterator[None]:
    """Turn the errors of the library and of its drivers into ours."""
    try:
        yield
    except NoFreeConnection as error:
        raise StoreLocked from error
    except DBAPIError as error:
        raise _translated(error.orig, url) from error
    except sqlite3.Error as error:
        raise _translated(error, url) from error
    except SQLAlchemyError as error:
        raise CannotBeKept(why=type(error).__name__) from error


def _translated(original: BaseException | None, url: URL) -> CafeError:
    kind = _kind(original, url)
    return kind(name=shown(url), why=_first_line(original))


def _kind(original: BaseException | None, url: URL) -> type[CafeError]:
    if isinstance(original, sqlite3.Error):
        # The low byte is the error, the others tell its circumstances.
        code = getattr(original, "sqlite_errorcode", 0) & 0xFF
        return DiskFull if code in _MAY_BE_FULL and _is_full(url) else _SQLITE.get(code, CannotBeKept)
    state = getattr(original, "sqlstate", None)
    if state is None:
        # No server answered, so there is no code: the driver itself gave up.
        return (
            StoreUnreachable if type(original).__name__ in ("OperationalError", "ConnectionTimeout") else CannotBeKept
        )
    return next((kind for prefix, kind in _SQLSTATES if state.startswith(prefix)), CannotBeKept)


def _is_full(url: URL) -> bool:
    """Whether there is no room left where the file lies: SQLite then says only that writing or opening failed."""
    return shutil.disk_usage(Path(url.database or "").absolute().parent).free < _TOO_LITTLE


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().partition("\n")[0]
