"""What goes into a column and comes out the same on SQLite and on PostgreSQL."""

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from vocabulary import Alternative, Recognition, Word

# PostgreSQL refuses U+0000 and neither database takes half a surrogate pair, yet what someone handed in must come back
# as it was. The rare text that holds one is written with an escape, for which SUBSTITUTE stands.
_ESCAPE = "\x1a"
_UNSTORABLE = re.compile("[\x00\x1a\ud800-\udfff]")
_ESCAPED = re.compile("\x1a([0-9a-f]{4})")


def storable(text: str) -> str:
    """The same text without a character that a database would refuse; ``as_given`` turns it back."""
    return _UNSTORABLE.sub(lambda found: f"{_ESCAPE}{ord(found[0]):04x}", text)


def as_given(text: str) -> str:
    """What ``storable`` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if _ESCAPE in text else text


class Verbatim(TypeDecorator[str]):
    """Text of any characters, given back as it came."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else as_given(value)


class Name(TypeDecorator[str]):
    """An id or another short name, at most ``length`` characters. One that a database would refuse matches nothing."""

    impl = String
    cache_ok = True

    def __init__(self, length: int = 64) -> None:
        super().__init__(length=length)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no time zone, so it is taken off and put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Recognitions(TypeDecorator[tuple[Recognition, ...]]):
    """What was heard, written or seen, as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Recognition, ...] | None, dialect: Dialect) -> str:
        # ASCII, in which every character survives; moments in ISO 8601.
        return json.dumps([asdict(recognition) for recognition in value or ()], default=datetime.isoformat)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Recognition, ...]:
        return tuple(_recognition(found) for found in json.loads(value or "[]"))


def _recognition(found: dict[str, Any]) -> Recognition:
    return Recognition(
        **{
            **found,
            "captured_at": datetime.fromisoformat(found["captured_at"]),
            "alternatives": _alternatives(found["alternatives"]),
            "words": tuple(_word(word) for word in found["words"]),
        }
    )


def _word(found: dict[str, Any]) -> Word:
    box = found.get("box")
    alternatives = _alternatives(found["alternatives"])
    return Word(**{**found, "alternatives": alternatives, "box": tuple(box) if box is not None else None})


def _alternatives(found: list[dict[str, Any]]) -> tuple[Alternative, ...]:
    return tuple(Alternative(**alternative) for alternative in found)
