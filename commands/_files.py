"""What is written into the files that were named."""

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path

from commands._parser import Translate
from commands._terminal import show, show_record, tell
from errors import CafeError, NotWritable


def write_file(path: Path | None, make: Callable[[], bytes], _: Translate) -> str | None:
    """Write what was asked for, and give its path.

    A voice that is not here takes nothing from the rest: a sentence says why, and None is given.
    """
    if path is None:
        return None
    try:
        path.write_bytes(make())
    except CafeError as error:
        tell(error.said(_))
        return None
    except OSError as failure:
        tell(NotWritable(name=path, why=failure.strerror or failure).said(_))
        return None
    return str(path)


def write_lines(lines: Iterable[str], options: argparse.Namespace, _: Translate) -> int:
    """Into the file that is named: the whole of it, or nothing."""
    count = 0
    beside = options.file.with_name(options.file.name + ".part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as out:
            for line in lines:
                out.write(line)
                count += 1
        beside.replace(options.file)
    except OSError as error:
        raise NotWritable(name=options.file, why=str(error.strerror)) from error
    if options.json:
        show_record({"lines": count})
    else:
        show(_("{count} lignes écrites dans {file}").format(count=count, file=options.file))
    return 0
