"""The labelled questions on the demonstration, in the two halves; ``answers/README.md`` says what the columns mean."""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vocabulary import LANGUAGES, Language

FOLDER = Path(__file__).parent / "answers"

ANSWERS = 2
"""The grade of what answers; 1 is about the same subject."""

Half = Literal["tuning", "report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with what answers it."""

    question: str
    language: Language
    kind: str
    family: str
    grades: dict[str, int]
    """By the id of a thread, a tip or a contribution."""

    @property
    def has_answer(self) -> bool:
        """Whether anything there answers it."""
        return bool(self.answered_by)

    @property
    def answered_by(self) -> frozenset[str]:
        """The ids of what answers."""
        return frozenset(id for id, grade in self.grades.items() if grade >= ANSWERS)

    @property
    def is_far(self) -> bool:
        """Whether it is one of ``far``: weights are made from it, and what they give is not told of it."""
        return self.family.startswith("far ")

    @property
    def half(self) -> Half:
        """For thresholds to be made from, or to be reported on."""
        return "tuning" if hashlib.sha256(self.family.encode()).digest()[0] % 2 else "report"


def questions(half: Half | None = None, *, folder: Path = FOLDER) -> tuple[Asked, ...]:
    """Those of one half, or all, French before English, as they stand in the files."""
    read = [asked for language in LANGUAGES for asked in _of(language, folder / f"questions.{language}.tsv")]
    return tuple(asked for asked in read if half is None or asked.half == half)


def more(*, folder: Path = FOLDER) -> tuple[Asked, ...]:
    """Further questions for weights to be made from besides the tuning half; never reported on.

    Nothing in them is answered by what answers a question of the report half.
    """
    return tuple(asked for language in LANGUAGES for asked in _of(language, folder / f"more.{language}.tsv"))


def far(*, folder: Path = FOLDER) -> tuple[Asked, ...]:
    """Sentences about nothing of ours, for thresholds to be made from besides the tuning half; never reported on."""
    return tuple(
        Asked(question=line, language=language, kind="far", family=f"far {line}", grades={})
        for language in LANGUAGES
        for line in (folder / f"far.{language}.txt").read_text("utf-8").splitlines()
    )


def _of(language: Language, file: Path) -> list[Asked]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Asked(
            question=row["question"],
            language=language,
            kind=row["kind"],
            family=row["family"],
            grades={id: int(grade) for id, _, grade in (pair.partition("=") for pair in row["relevant"].split())},
        )
        for row in rows
    ]
