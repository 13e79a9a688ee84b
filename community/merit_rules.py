"""The rules by which members are recognised, read from ``assets/merits.toml``: one file for code and readers."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from community.happenings import Happening
from vocabulary import LANGUAGES, Language

FILE = Path(__file__).parents[1] / "assets" / "merits.toml"

MeritKind = Literal["helping", "solving", "listening", "co_writing", "testing", "animating", "welcoming"]
KINDS: tuple[MeritKind, ...] = get_args(MeritKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A kind of merit in one language, word for word as the file has it."""

    name: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one kind of merit is earned."""

    earned_by: frozenset[str]
    """Kinds of happenings, ``published reply`` where it depends on the kind of thing."""
    spaces: frozenset[str] = frozenset()
    """Only in these; empty for everywhere."""
    per_person: int = 1
    """How often one person, or one thing, counts in a month, and in all."""
    badge_from: int = 1
    """How much it takes, counted so."""
    said: Mapping[Language, Said] = field(default_factory=dict)

    def is_earned_by(self, happening: Happening) -> bool:
        """Whether what happened may earn it."""
        names = {happening.kind, f"{happening.kind} {happening.thing.kind}"}
        return bool(self.earned_by & names) and (not self.spaces or happening.space in self.spaces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All of the file."""

    kinds: Mapping[MeritKind, Rule]
    general: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """What holds for every kind, a sentence each."""
    top: int = 5
    """How many members are named for each kind, each month."""
    zone: ZoneInfo

    def month_of(self, moment: datetime) -> str:
        """The month in which a moment counts, ``2026-03``: months end at midnight where the house is."""
        return moment.astimezone(self.zone).strftime("%Y-%m")


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules of the house."""
    return read(FILE)


def read(file: Path) -> Rules:
    """The rules of a file."""
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    return Rules(
        kinds={
            kind: Rule(
                earned_by=frozenset(found["kinds"][kind]["earned_by"]),
                spaces=frozenset(found["kinds"][kind].get("spaces", ())),
                per_person=found["kinds"][kind]["per_person"],
                badge_from=found["kinds"][kind]["badge_from"],
                said={language: Said(**found["kinds"][kind][language]) for language in LANGUAGES},
            )
            for kind in KINDS
        },
        general={language: tuple(found["general"][language]) for language in LANGUAGES},
        top=found["top"],
        zone=ZoneInfo(found["time_zone"]),
    )
