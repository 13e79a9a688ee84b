"""Weigh the signs by which ``pipelines/knowing.py`` knows what answers by words and meaning, on what is for tuning.

    CAFE_MEANING_MODEL=FOLDER python -m scripts.knowing.calibrate_both [--unread] [--questions]

Writes ``pipelines/_knowing_weights_of_reading.py`` where texts are read beside the question with that model; else, and
with ``--unread``, ``pipelines/_knowing_weights_of_both.py``. Prints what the chosen threshold gives, with
``--questions`` also which questions go wrong.

Of each labelled question the few best replies and tips that may answer are cases: each answers or does not. The weights
are those of a logistic regression with a ridge on the standardised signs, fitted by Newton's method. What is told of
them is measured on families of questions that they were not made from (twenty parts), and so is the threshold chosen:
the smaller one of precision and recall of the refusals is to be as great as it can be.
"""

import pprint
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.answering import demonstrated, sense_of
from benchmarks.labelled import Asked, far, more, questions
from community import Community
from modalities.meaning import Embedder
from pipelines.declining import calmed, is_private
from pipelines.finding import ranked
from pipelines.house import load_embedder
from pipelines.indexing import index
from pipelines.knowing import UNTITLED, Rises, Shared, features, waits
from pipelines.meaning import Sense
from pipelines.quotable import Told
from scripts.knowing.refusing import refusals
from settings import Settings

FOLDER = Path(__file__).parents[2] / "pipelines"
RIDGE = 5.0
PARTS = 20
BEST = 3  # of what is found for a question
LEAST = 16
"""Hundredths: from less on, orders to a house (*switch the light on*) are answered, whatever
the labelled questions gain."""
_DIGITS = 2
_UNREAD = "--unread" in sys.argv

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with the best of what is found for it and may answer."""

    asked: Asked
    signs: Floats
    """One row each."""
    right: NDArray[np.bool_]
    """Which of them answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Weights, with the threshold that goes with them."""

    kind: str
    """What else they weigh but words: ``both``, or ``reading`` as well."""
    bias: float
    weights: dict[str, float]
    enough: float


def main() -> None:
    """Fit, tell, write."""
    embedder = load_embedder(Settings())
    if embedder is None:
        sys.exit("CAFE_MEANING_MODEL")
    with demonstrated() as community:
        index(community, embedder)
        reads = not _UNREAD and embedder.answering("box", ["box"]) is not None
        cases = _cases(community, embedder)
    _write(_weighed(cases, _names(reads=reads), kind="reading" if reads else "both"))


def _names(*, reads: bool) -> list[str]:
    return list(features(Shared(), reads=0.0) if reads else features(Shared(), Rises(asked=0.0, told=0.0)))


def _cases(community: Community, embedder: Embedder) -> list[Case]:
    return [_case(community, asked, embedder) for asked in (*questions("tuning"), *more(), *far())]


def _case(community: Community, asked: Asked, embedder: Embedder) -> Case:
    question = calmed(asked.question)
    sense = sense_of(embedder, question)
    if _UNREAD:
        sense = Sense(model=sense.model, vector=sense.vector)
    told = list[Told]()
    if (
        sense.vector.any()
        and not is_private(community, asked.question)
        and not waits(community.search.questions(question))
    ):
        found = ranked(community, question, language=asked.language, sense=sense).told
        may = sorted((one for one in found if one.may), key=lambda one: -one.score)
        told = [one for one in may if one.reads is not None] or [one for one in may if one.rises][:BEST]
    signs = [list(features(one.shared, one.rises, one.reads).values()) for one in told]
    right = [one.source.thread in asked.answered_by for one in told]
    return Case(asked=asked, signs=np.array(signs, float), right=np.array(right, bool))


# -- weights --------------------------------------------------------------------------------------------------------


def _weighed(cases: Sequence[Case], names: Sequence[str], *, kind: str) -> Weighed:
    """The weights made of cases, and the threshold that is the best for others."""
    title = names.index("in the title")

    def titled(case: Case) -> Floats:
        return np.where((case.signs[:, title] > 0) | (kind == "reading"), 1.0, 1 / UNTITLED)

    parts = _parts({case.asked.family for case in cases})
    chances = np.zeros(len(cases))
    for part in range(PARTS):
        weights = _fitted([case for case in cases if parts[case.asked.family] != part])
        for n, case in enumerate(cases):
            if parts[case.asked.family] == part and len(case.right):
                chances[n] = (_chances(case.signs, weights) * titled(case)).max()
    enough = _best_threshold(chances, cases)
    _tell(chances, cases, enough)
    weights = _fitted(cases)
    rounded = [round(float(weight), _DIGITS) for weight in weights]
    return Weighed(kind=kind, bias=rounded[0], weights=dict(zip(names, rounded[1:], strict=True)), enough=enough)


def _parts(families: set[str]) -> dict[str, int]:
    shuffled = sorted(families)
    random.Random(0).shuffle(shuffled)  # noqa: S311, the same parts each time
    return {family: n % PARTS for n, family in enumerate(shuffled)}


def _fitted(cases: Sequence[Case]) -> Floats:
    """The bias and the weights."""
    x = np.concatenate([case.signs for case in cases if len(case.right)])
    y = np.concatenate([case.right for case in cases if len(case.right)]).astype(float)
    usual, spread = x.mean(0), x.std(0) + 1e-9
    x = np.column_stack([np.ones(len(x)), (x - usual) / spread])
    weights = np.zeros(x.shape[1])
    ridge = RIDGE * np.diag([0.0] + [1.0] * (x.shape[1] - 1))
    for _ in range(50):
        chances = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (chances - y) + ridge @ weights
        curve = (x.T * (chances * (1 - chances))) @ x + ridge + 1e-9 * np.eye(x.shape[1])
        weights -= np.linalg.solve(curve, slope)
    raw: Floats = weights[1:] / spread
    return np.concatenate([[weights[0] - usual @ raw], raw])


def _chances(signs: Floats, weights: Floats) -> Floats:
    chances: Floats = 1 / (1 + np.exp(-(weights[0] + signs @ weights[1:])))
    return chances


# -- what they give -------------------------------------------------------------------------------------------------


def _refusals(chances: Floats, cases: Sequence[Case], enough: float) -> tuple[float, float]:
    """Precision and recall."""
    told = [(case.asked, bool(chances[n] < enough)) for n, case in enumerate(cases) if not case.asked.is_far]
    return refusals(told)


def _best_threshold(chances: Floats, cases: Sequence[Case]) -> float:
    return max((n / 100 for n in range(LEAST, 70)), key=lambda enough: min(_refusals(chances, cases, enough)))


def _tell(chances: Floats, cases: Sequence[Case], enough: float) -> None:
    precision, recall = _refusals(chances, cases, enough)
    answered = [(chances[n], case) for n, case in enumerate(cases) if chances[n] >= enough]
    far_answered = sum(case.asked.is_far for _chance, case in answered)
    _say(
        f"from {enough:.2f} on: refusal precision {precision:.2f}, recall {recall:.2f};"
        f" of what is far {far_answered} answered"
    )
    if "--questions" in sys.argv:
        for n, case in enumerate(cases):
            if not case.asked.is_far and (chances[n] < enough) == case.asked.has_answer:
                _say(f"  {'refused ' if case.asked.has_answer else 'answered'} {chances[n]:.2f} {case.asked.question}")


def _say(line: str) -> None:
    print(line)  # noqa: T201


def _write(found: Weighed) -> None:
    file, name = FOLDER / f"_knowing_weights_of_{found.kind}.py", found.kind.upper()
    head = file.read_text("utf-8").partition("\nBIAS")[0]
    told = pprint.pformat(found.weights, sort_dicts=False, width=1, indent=4).strip("{} \n").replace("'", '"')
    lines = [
        f"BIAS_OF_{name} = {found.bias}",
        f"ENOUGH_OF_{name} = {found.enough}",
        f"WEIGHTS_OF_{name} = {{\n    {told},\n}}",
    ]
    file.write_text(f"{head}\n" + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
