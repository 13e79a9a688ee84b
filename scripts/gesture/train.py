"""Make ``assets/gesture/shapes.npz``: the networks that know the shapes of hands.

    python -m scripts.gesture.train [--data FOLDER] [--models FOLDER]

First they learn from hands that never were (``made_hands``), then a little from the people of the data: each person and
shape weighs alike, however many pictures there are. The first half is kept beside the second, so that the bench can
take it on without one person after the other, and say how those are read by networks that never saw them.
"""

import argparse
import csv
import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from modalities import gesture, load
from modalities.gesture import Hand, HandFinder
from modalities.gesture._looks import acting_hand, looks_at
from modalities.gesture._points import FEATURES, features
from modalities.gesture._shapes import FILE, FORMS, LAYERS, NETWORKS, Shapes
from scripts.gesture.made_hands import made, turned

SHARED: Final = Path(__file__).resolve().parents[3] / "shared"
MADE: Final = 60_000
MADE_STEPS: Final = 2500
REAL_STEPS: Final = 120
HIDDEN: Final = (48, 32)

FORM_OF: Final = {
    "open_palm": "palm",
    "fist": "fist",
    "thumb_up": "thumb",
    "thumb_down": "thumb",
    "victory": "victory",
    "pointing_up": "point",
    "none": "other",
}
_ON_TABLE: Final = {"openpalm": "palm", "fist": "fist", "thumbsup": "thumb", "peacesign": "victory"}
ON_TABLE_PERSON: Final = "shima"
"""Whose hands ``tabletop_hands.csv`` are: those of ``gestures_hard``."""
_BACK_SHOWN: Final = "stop_inv"
"""Labelled « none » because the back is shown; its form is that of a palm."""
_NOT_BY_SHAPE: Final = "_mute"
"""A finger on the lips has the form of one that points: only the face tells them apart."""

Arrays = dict[str, NDArray[np.float32]]
Standard = NDArray[np.float32]
Draw = Callable[[torch.Generator], tuple[torch.Tensor, torch.Tensor]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sample:
    """One look at the hand of one person."""

    points: NDArray[np.float32]
    form: int
    person: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """A labelled picture and the hands that were found in it."""

    path: str
    label: str
    person: str
    hands: tuple[Hand, ...]
    looks: tuple[Hand, ...]
    """Every look at the hand that acts, the first one among them; none where no hand was found."""


# -- what there is to learn from ---------------------------------------------------------------------------------------


def labelled_pictures(data: Path) -> list[tuple[Path, str, str]]:
    """Path, label and person of each picture of the manifest."""
    with (data / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "gesture-image"]
    return [(data / row["path"], row["label"], row["person"]) for row in rows]


def cases_of(data: Path, finder: HandFinder) -> list[Case]:
    """Every labelled picture with its hands, found once; some 20 seconds."""
    cases = []
    for path, label, person in labelled_pictures(data):
        picture = np.asarray(Image.open(path).convert("RGB"))
        hands = finder.find(picture)
        acting = acting_hand(hands)
        looks = looks_at(finder, picture, acting) if acting is not None else ()
        name = path.relative_to(data).as_posix()
        cases.append(Case(path=name, label=label, person=person, hands=hands, looks=looks))
    return cases


def samples_of(cases: Sequence[Case], data: Path) -> list[Sample]:
    """What networks may learn: hands standing up from the pictures, hands on a table from their landmarks."""
    found = [
        Sample(points=look.points, form=FORMS.index(form_of(case)), person=case.person)
        for case in cases
        if not case.path.startswith("gestures_hard/") and _NOT_BY_SHAPE not in case.path
        for look in case.looks
    ]
    with (data / "landmarks" / "tabletop_hands.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            points = np.array([[float(row[f"{axis}{n}"]) for axis in "xyz"] for n in range(21)], np.float32)
            found.append(Sample(points=points, form=FORMS.index(_ON_TABLE[row["label"]]), person=ON_TABLE_PERSON))
    return found


def form_of(case: Case) -> str:
    """The form of a labelled picture."""
    return "palm" if _BACK_SHOWN in case.path else FORM_OF[case.label]


# -- learning ----------------------------------------------------------------------------------------------------------


def taught_by_made_hands(count: int = MADE, steps: int = MADE_STEPS) -> Arrays:
    """Networks that never saw a real hand, as arrays; some 40 seconds."""
    points, forms = made(np.random.default_rng(1), count)
    raw = features(points)
    arrays: Arrays = {"mean": raw.mean(axis=0), "spread": raw.std(axis=0) + 1e-6}
    standard = torch.from_numpy((raw - arrays["mean"]) / arrays["spread"])
    marks = torch.from_numpy(forms)
    for number in range(NETWORKS):
        network = _network(seed=number)
        _learn(network, lambda random: _drawn(standard, marks, 512, random), steps=steps, rate=3e-3, seed=number)
        arrays |= _as_arrays(network, number, "made_")
    return arrays | typical(standard.numpy(), forms)


def taught_by_people(
    arrays: Mapping[str, NDArray[np.floating]], samples: Sequence[Sample], *, steps: int = REAL_STEPS
) -> Arrays:
    """The networks of ``arrays``, taken on with the hands of people; about two seconds."""
    mean, spread = (np.asarray(arrays[name], np.float32) for name in ("mean", "spread"))
    points, forms = made(np.random.default_rng(2), 12_000)
    made_up = torch.from_numpy((features(points) - mean) / spread), torch.from_numpy(forms)
    shown, shown_forms, weights = _varied(samples)
    real = torch.from_numpy((features(shown) - mean) / spread), torch.from_numpy(shown_forms)
    odds = torch.from_numpy(weights)

    def both(random: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        some, some_forms = _drawn(*made_up, 256, random)
        these = torch.multinomial(odds, 96, replacement=True, generator=random)
        return torch.cat([some, real[0][these]]), torch.cat([some_forms, real[1][these]])

    found: Arrays = {"mean": mean, "spread": spread}
    for number in range(NETWORKS):
        network = _network(seed=number)
        _take_over(network, arrays, number)
        _learn(network, both, steps=steps, rate=7e-4, seed=number)
        found |= _as_arrays(network, number, "")
    learnt = np.concatenate([made_up[0].numpy(), real[0].numpy()]), np.concatenate([forms, shown_forms])
    return found | typical(*learnt)


def typical(standard: Standard, forms: NDArray[np.int64], *, within: float = 0.995) -> Arrays:
    """For each form its mean hand, the width of it, and how far all but one of two hundred are from it."""
    means, widths, farthest = [], [], []
    for form in range(len(FORMS)):
        own = standard[forms == form]
        means.append(own.mean(axis=0))
        widths.append(own.std(axis=0) + 0.05)
        away = np.sqrt((((own - means[-1]) / widths[-1]) ** 2).mean(axis=1))
        farthest.append(np.quantile(away, within))
    found = {"typical": np.array(means), "width": np.array(widths), "farthest": np.array(farthest)}
    return {name: array.astype(np.float32) for name, array in found.items()}


def _varied(
    samples: Sequence[Sample], times: int = 6
) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.float64]]:
    """Each sample several times, leant and misplaced a little; the forms; and how often each is to be drawn."""
    random = np.random.default_rng(3)
    points = np.stack([sample.points for sample in samples]).astype(np.float64)
    points = points - points[:, :1]
    points = np.tile(points / np.linalg.norm(points[:, 9], axis=1)[:, None, None], (times, 1, 1))
    lean = np.column_stack([random.standard_normal((len(points), 2)), np.zeros(len(points))])
    points = turned(points, lean, np.radians(12) * random.standard_normal(len(points)))
    points += (0.015, 0.015, 0.03) * random.standard_normal(points.shape)
    forms = np.array([sample.form for sample in samples], np.int64)
    shown = Counter((sample.person, sample.form) for sample in samples)
    weights = np.array([1 / np.sqrt(shown[sample.person, sample.form]) for sample in samples])
    for form in set(forms):
        weights[forms == form] /= weights[forms == form].sum()
    return points.astype(np.float32), np.tile(forms, times), np.tile(weights, times)


def _network(*, seed: int) -> torch.nn.Sequential:
    torch.manual_seed(seed)
    sizes = (FEATURES, *HIDDEN, len(FORMS))
    layers: list[torch.nn.Module] = []
    for before, after in itertools.pairwise(sizes):
        layers += [torch.nn.Linear(before, after), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def _learn(network: torch.nn.Module, draw: Draw, *, steps: int, rate: float, seed: int) -> None:
    random = torch.Generator().manual_seed(seed)
    optimiser = torch.optim.AdamW(network.parameters(), rate, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, steps)
    for _step in range(steps):
        shown, forms = draw(random)
        optimiser.zero_grad()
        wrong = torch.nn.functional.cross_entropy(network(shown), forms, label_smoothing=0.02)
        wrong.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()


def _drawn(
    shown: torch.Tensor, forms: torch.Tensor, count: int, random: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    these = torch.randint(len(shown), (count,), generator=random)
    return shown[these], forms[these]


def _linear(network: torch.nn.Sequential) -> list[torch.nn.Linear]:
    return [layer for layer in network if isinstance(layer, torch.nn.Linear)]


def _as_arrays(network: torch.nn.Sequential, number: int, prefix: str) -> Arrays:
    found: Arrays = {}
    for layer, linear in enumerate(_linear(network)):
        found[f"{prefix}weights_{number}_{layer}"] = linear.weight.detach().numpy().T.copy()
        found[f"{prefix}biases_{number}_{layer}"] = linear.bias.detach().numpy().copy()
    return found


def _take_over(network: torch.nn.Sequential, arrays: Mapping[str, NDArray[np.floating]], number: int) -> None:
    assert len(_linear(network)) == LAYERS
    with torch.no_grad():
        for layer, linear in enumerate(_linear(network)):
            linear.weight.copy_(torch.from_numpy(arrays[f"made_weights_{number}_{layer}"].astype(np.float32).T.copy()))
            linear.bias.copy_(torch.from_numpy(arrays[f"made_biases_{number}_{layer}"].astype(np.float32)))


def main() -> None:
    """Run from a shell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("--models", type=Path, default=SHARED / "models")
    options = parser.parse_args()
    torch.set_num_threads(1)  # the networks are so small that threads cost more than they give
    first = taught_by_made_hands()
    samples = samples_of(cases_of(options.data, load(gesture, "mediapipe", folders=[options.models])), options.data)
    whole = first | taught_by_people(first, samples)
    FILE.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(FILE, allow_pickle=False, **{name: array.astype(np.float16) for name, array in whole.items()})
    with np.load(FILE) as arrays:
        Shapes(arrays)  # what was written can be read
    print(f"{FILE}: {FILE.stat().st_size // 1024} kB, from {len(samples)} looks at people")  # noqa: T201


if __name__ == "__main__":
    main()
