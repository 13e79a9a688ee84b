"""The command, run as its users run it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT


@dataclass(frozen=True)
class Outcome:
    """What a command gave."""

    status: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def record(self) -> dict[str, Any]:
        (only,) = self.records
        return only


Command = Callable[..., Outcome]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def cafe(tmp_path: Path, data: Path) -> Command:
    """``cafe("ask", "-", typed=b"…", SPEECH="scripted")``: settings in capitals, in a working folder of its own."""
    work = tmp_path / "work"
    work.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CAFE_", "LC_", "LANG"))}

    def run(*arguments: str | Path, typed: bytes = b"", **settings: str) -> Outcome:
        chosen = {f"CAFE_{name}": value for name, value in settings.items()}
        done = subprocess.run(
            [sys.executable, ROOT / "cli.py", *map(str, arguments)],
            input=typed,
            capture_output=True,
            env={**kept, "CAFE_DATA": str(data), "XDG_STATE_HOME": str(tmp_path), **chosen},
            cwd=work,
            timeout=300,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
