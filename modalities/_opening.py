"""The bytes of what was handed in, before anything is made of them."""

from pathlib import Path

from errors import CannotBeRead, EmptyInput, NoSuchFile, TooManyBytes


def bytes_of(source: bytes | Path, *, name: str, megabytes: int, unreadable: type[CannotBeRead]) -> bytes:
    """All of a file. Raises ``NoSuchFile``, ``EmptyInput``, ``TooManyBytes``, and ``unreadable`` as the system says."""
    if isinstance(source, Path):
        try:
            if source.stat().st_size > megabytes * 1_000_000:
                raise TooManyBytes(name=name, limit=megabytes)
            source = source.read_bytes()
        except FileNotFoundError as failure:
            raise NoSuchFile(name=name) from failure
        except OSError as failure:
            raise unreadable(name=name, why=failure.strerror or str(failure)) from failure
    if len(source) > megabytes * 1_000_000:
        raise TooManyBytes(name=name, limit=megabytes)
    if not source:
        raise EmptyInput(name=name)
    return source
