"""Weigh the signs by which ``pipelines/knowing.py`` knows whether something answers, on what is for tuning only.

    python -m scripts.knowing.calibrate      writes pipelines/_knowing_weights.py and prints what each ENOUGH gives

Of each labelled question that words find something for, the best reply or tip is a case: it answers or it does not. The
weights are those of a logistic regression with a small ridge, fitted by Newton's method; what each threshold gives is
measured on families that the weights were not made from (ten parts).
"""

import hashlib
import pprint
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.answering import demonstrated
from benchmarks.labelled import Asked, far, more, questions
from community import Community
from pipelines.knowing import features, shared_with
from pipelines.quotable import text_of_reply
from scripts.knowing.refusing import refusals

FILE = Path(__file__).parents[2] / "pipelines" / "_knowing_weights.py"
RIDGE = 0.5
PARTS = 10
THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
_DIGITS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with the best that words find for it."""

    asked: Asked
    signs: dict[str, float] | None
    """None where nothing is found."""
    is_right: bool


def main() -> None:
    """Fit, tell, write."""
    with demonstrated() as community:
        cases = [_case(community, asked) for asked in (*questions("tuning"), *more(), *far())]
    found = [case for case in cases if case.signs is not None]
    names = list(found[0].signs or ())
    weights = _fitted(found)
    _tell(cases)
    rounded = [round(float(weight), _DIGITS) for weight in weights]
    head = FILE.read_text("utf-8").partition("\nBIAS")[0]
    told = pprint.pformat(dict(zip(names, rounded[1:], strict=True)), sort_dicts=False, width=1, indent=4)
    told = "{\n    " + told.strip("{} \n").replace("'", '"').replace("\n    ", "\n    ") + ",\n}"
    FILE.write_text(f"{head}\nBIAS = {rounded[0]}\nWEIGHTS = {told}\n", "utf-8")


def _case(community: Community, asked: Asked) -> Case:
    replies = community.search.passages(asked.question, language=asked.language, limit=12)
    best = next((one for one in replies if one.reply.is_solution and one.reply.language == asked.language), None)
    if best is None:
        return Case(asked=asked, signs=None, is_right=False)
    is_right = best.question.id in asked.answered_by
    shared = shared_with(asked.question, asked.language, text_of_reply(best.reply, best.question), best)
    return Case(asked=asked, signs=features(shared), is_right=is_right)


def _fitted(cases: list[Case]) -> Any:
    x = np.array([[1.0, *(case.signs or {}).values()] for case in cases])
    y = np.array([case.is_right for case in cases], float)
    weights = np.zeros(x.shape[1])
    ridge = RIDGE * np.diag([0.0] + [1.0] * (x.shape[1] - 1))
    for _ in range(50):
        chances = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (chances - y) + ridge @ weights
        curve = (x.T * (chances * (1 - chances))) @ x + ridge + 1e-9 * np.eye(x.shape[1])
        weights -= np.linalg.solve(curve, slope)
    return weights


def _tell(cases: list[Case]) -> None:
    """What each threshold gives on parts that were left out."""
    chances = dict[int, float]()
    tuning = [n for n, case in enumerate(cases) if not case.asked.is_far]
    for part in range(PARTS):
        weights = _fitted([case for case in cases if case.signs is not None and _part(case) != part])
        for n, case in enumerate(cases):
            if case.signs is not None and _part(case) == part:
                chances[n] = float(1 / (1 + np.exp(-np.array([1.0, *case.signs.values()]) @ weights)))
    for enough in THRESHOLDS:
        answered = [n for n in tuning if chances.get(n, 0.0) >= enough]
        precision, recall = refusals([(cases[n].asked, n not in set(answered)) for n in tuning])
        right = sum(cases[n].is_right for n in answered)
        answered_far = sum(chances.get(n, 0.0) >= enough for n in range(len(cases)) if n not in tuning)
        print(  # noqa: T201
            f"{enough:.2f}: refusal precision {precision:.2f}, recall {recall:.2f},"
            f" right {right} of {len(answered)} answers; of what is far {answered_far} answered"
        )


def _part(case: Case) -> int:
    return hashlib.sha256(f"part {case.asked.family}".encode()).digest()[0] % PARTS


if __name__ == "__main__":
    main()
